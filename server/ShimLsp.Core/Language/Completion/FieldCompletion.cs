using System.Collections.Immutable;
using ShimLsp.Core.Language.Documents;
using ShimLsp.Core.Language.Hover;
using ShimLsp.Core.Models.Fields;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Language.Completion;

/// <summary>The names of the fields that an object does not state yet, for editors that do not read the schema.</summary>
internal static class FieldCompletion
{
    public static ImmutableArray<CompletionEntry> Of(CatalogDocument document, SyntaxPlace place)
    {
        if (place.Fields is not { } table || place.Node is not ObjectSyntax node)
        {
            return [];
        }

        // The member that is being typed does not count as stated.
        var stated = node
            .Members.Where(member => member.NameStart != place.Token.Start || place.Kind is not PlaceKind.Name)
            .Select(member => table.Find(member.Name)?.Field)
            .ToHashSet();
        return
        [
            .. table
                .Fields.Where(field => !stated.Contains(field))
                .OrderBy(field => field.Need is FieldNeed.Optional ? 1 : 0)
                .Select((field, rank) => Entry(document, place, node, field, rank)),
        ];
    }

    private static CompletionEntry Entry(CatalogDocument document, SyntaxPlace place, ObjectSyntax node, Field field, int rank)
    {
        var isName = place.Kind is PlaceKind.Name;
        var hasColon = isName && place.Member is { HasColon: true };
        // Only the name is replaced if its value is there; else the colon comes with it, and a comma if another member follows.
        var comma = !hasColon && node.Members.Any(member => member.NameStart > place.Offset) && !CommaFollows(document, place) ? "," : "";
        var text = hasColon ? $"\"{field.Name}\"" : $"\"{field.Name}\": {Beginning(field)}{comma}";
        return new(field.Name, CompletionKind.Field, place.Token, text)
        {
            Detail = field.Need is FieldNeed.Required ? "required" : null,
            Documentation = string.Join("\n\n", FieldWords.Of(field)),
            Filter = isName && place.Content.Start > place.Token.Start ? $"\"{field.Name}\"" : field.Name,
            Rank = rank,
        };
    }

    private static bool CommaFollows(CatalogDocument document, SyntaxPlace place)
    {
        var rest = document.Text.Span[place.Token.End..].TrimStart(" \t\r\n"u8);
        return rest.StartsWith(","u8);
    }

    /// <summary>A value that is right for the field, so that the text stays whole.</summary>
    private static string Beginning(Field field) =>
        field.Type switch
        {
            FieldType.Object or FieldType.Map or FieldType.Aliases => "{}",
            FieldType.List or FieldType.Choices => "[]",
            FieldType.Flag => field.Default == "true" ? "false" : "true",
            FieldType.Number => field.Default ?? field.Example ?? "0",
            _ => "\"\"",
        };
}
