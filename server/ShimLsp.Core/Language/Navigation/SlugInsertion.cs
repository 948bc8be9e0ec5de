using ShimLsp.Core.Language.Documents;
using ShimLsp.Core.Language.Index;
using ShimLsp.Core.Models.Fields;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Language.Navigation;

/// <summary>Writes a slug into a row that has none, in the style of its neighbours.</summary>
internal static class SlugInsertion
{
    /// <summary>The change.</summary>
    /// <param name="document">The document, which is valid JSON.</param>
    /// <param name="row">The row. It has at least one field, and no slug that counts.</param>
    /// <param name="written">The slug as it is written between quotes.</param>
    public static SpanEdit Of(CatalogDocument document, ObjectSyntax row, string written)
    {
        var unused = row.Members.LastOrDefault(member => RowIndexing.RankOf(RowFields.Slug, member.Name) >= 0);
        if (unused.Value is { } value)
        {
            return new(new(value.Start, value.End), $"\"{written}\""); // it is empty, null or of another type
        }

        var first = row.Members[0];
        return new(
            new(first.NameStart, first.NameStart),
            $"\"{RowFields.Slug.Name}\"{Colon(document, first)}\"{written}\"{Separator(document, row, first)}"
        );
    }

    private static string Colon(CatalogDocument document, JsonMember first)
    {
        var colon = document.TextOf(new(first.NameEnd, first.Value.Start));
        return colon.Trim() == ":" && !HasLineBreak(colon) ? colon : ": ";
    }

    /// <summary>
    /// A comma and what stands before the first field: a line break with the indentation, or as much space as between fields.
    /// </summary>
    private static string Separator(CatalogDocument document, ObjectSyntax row, JsonMember first)
    {
        var before = document.TextOf(new(row.Start + 1, first.NameStart));
        var line = before.LastIndexOfAny(['\n', '\r']);
        if (line >= 0)
        {
            var start = line > 0 && before[line] == '\n' && before[line - 1] == '\r' ? line - 1 : line;
            var indentation = before[(line + 1)..];
            return "," + before[start..(line + 1)] + (string.IsNullOrWhiteSpace(indentation) ? indentation : "");
        }

        var between = row.Members.Length > 1 ? document.TextOf(new(first.Value.End, row.Members[1].NameStart)) : "";
        return between.Trim() == "," && !HasLineBreak(between) ? between
            : Colon(document, first) == ":" ? ","
            : ", ";
    }

    private static bool HasLineBreak(string text) => text.AsSpan().ContainsAny('\n', '\r');
}
