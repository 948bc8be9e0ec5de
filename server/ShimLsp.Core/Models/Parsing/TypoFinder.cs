using ShimLsp.Core.Models.Fields;

namespace ShimLsp.Core.Models.Parsing;

/// <summary>
/// Names that a person may have meant. It tires: after <see cref="MaxSearches"/> it finds nothing more, so that a file of nothing but
/// unknown names still parses in linear time.
/// </summary>
internal sealed class TypoFinder
{
    private const int MaxSearches = 200;
    private const int MaxReferenceSearches = 10;

    private readonly Dictionary<(FieldTable Table, string Name), string?> fields = [];
    private int references;

    /// <summary>The known name that an unknown field is close to; null if there is none.</summary>
    public string? NearField(FieldTable table, string name)
    {
        // Three letters are one slip away from everything.
        if (name.Length < 4 || table.Ignored.Contains(name))
        {
            return null;
        }

        if (!fields.TryGetValue((table, name), out var near) && fields.Count < MaxSearches)
        {
            near = NearestNames.Of(name, table.Names, 1).FirstOrDefault();
            fields.Add((table, name), near);
        }

        return near;
    }

    /// <summary>What a message may add about models of a similar name; empty if there is none.</summary>
    public string NearModels(string name, IEnumerable<string> slugs)
    {
        if (references++ >= MaxReferenceSearches)
        {
            return "";
        }

        var near = NearestNames.Of(name, slugs);
        return near.IsEmpty ? "" : $" Did you mean {string.Join(" or ", near.Select(Text.ShownText.Quote))}?";
    }
}
