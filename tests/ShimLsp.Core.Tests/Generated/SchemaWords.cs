using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ShimLsp.Core.Models.Fields;

namespace ShimLsp.Core.Tests.Generated;

/// <summary>What an editor shows of a field: its meaning, its unit, and what happens without it.</summary>
internal static class SchemaWords
{
    public static JsonObject Of(FieldTable table, Field field)
    {
        string[] facts = [Unit(field), Standard(table, field)];
        var said = string.Join(" ", facts.Where(fact => fact.Length > 0));
        return Described(said.Length == 0 ? field.Summary : $"{field.Summary}\n\n{said}");
    }

    /// <summary>The same words twice: as Markdown for those editors that show it, and plain for the others.</summary>
    public static JsonObject Described(string markdown) => new() { ["description"] = Plain(markdown), ["markdownDescription"] = markdown };

    public static string Plain(string markdown) => Regex.Replace(markdown, "\\s+", " ").Replace("`", "", StringComparison.Ordinal);

    /// <summary>A sentence of its own.</summary>
    public static string Sentence(string words) => $"{char.ToUpperInvariant(words[0])}{words[1..]}.";

    private static string Unit(Field field)
    {
        if (field.Type is not FieldType.Number { Range.Words: var words })
        {
            return "";
        }

        // "A number from 0 to 1" need not be said to a reader who has just read "from 0 to 1".
        return field.Summary.Contains(words.Replace("a number ", "", StringComparison.Ordinal), StringComparison.Ordinal)
            ? ""
            : Sentence(words);
    }

    private static string Standard(FieldTable table, Field field)
    {
        var absent = field.Need == FieldNeed.Optional ? table.Absent ?? field.Absent : field.Absent;
        return absent.Length > 0 ? $"If absent: {absent}."
            : table.Absent is null && field.Default is { } standard ? $"Default: `{standard}`."
            : field.Need == FieldNeed.Required ? "Required."
            : "";
    }
}
