using ShimLsp.Core.Models.Fields;

namespace ShimLsp.Core.Models.Parsing;

/// <summary>
/// Finds the names that a person may have meant. It stops after <see cref="MaxSearches"/> searches, so that a file of unknown names still
/// parses in linear time.
/// </summary>
internal sealed class TypoFinder
{
    private const int MaxSearches = 200;
    private const int MaxReferenceSearches = 10;

    private readonly Dictionary<(FieldTable Table, string Name), string?> fields = [];
    private int references;

    /// <summary>The known name that is similar to an unknown field; null if there is none.</summary>
    public string? NearField(FieldTable table, string name)
    {
        // A name of three letters is one typing mistake away from too many others.
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

    /// <summary>What a message adds about models with a similar name; empty if there is none.</summary>
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
