using System.Text;

namespace ShimLsp.Core.Routing.Embedded.Evidence;

/// <summary>Recognises rows of tables: Markdown, of a database's shell, columns of a command's output, values with separators.</summary>
internal static class TableLine
{
    private const int FewestValues = 4;

    /// <summary>Whether the line is a row.</summary>
    public static bool Matches(in PastedLine line) =>
        line.Text[0] switch
        {
            '|' or '│' or '┃' or '║' => line.Text.Length > 2,
            '+' or '┌' or '├' or '└' or '╔' or '╠' => line.Text.Length > 3 && line.Text[1] is '-' or '=' or '─' or '═',
            '-' when line.Has("-+-") => true,
            '(' => line.Ends(" rows)") || line.Text is "(1 row)",
            _ => HasCells(line) || HasColumns(line.Text) || HasValues(line),
        };

    private static bool HasCells(in PastedLine line) =>
        line.Symbols > 0 && line.Has(" | ") && (line.Text.Count('|') > 1 || line.Before is EvidenceKind.Table);

    // Two gaps of three blanks, or two tabs.
    private static bool HasColumns(ReadOnlySpan<char> text)
    {
        var gap = text.IndexOf("   ");
        return gap > 0 ? text[gap..].TrimStart() is var rest && rest.Contains("   ", StringComparison.Ordinal) : text.Count('\t') > 1;
    }

    private static bool HasValues(in PastedLine line)
    {
        var commas = CharacterCount.Of(line.Text, ',');
        return commas + 1 >= FewestValues
            && line.Spaces * 2 <= commas
            && line.Text[^1] != ';'
            && line.Text.IndexOfAny('(', '{') < 0
            && (line.Before is EvidenceKind.Table || Ascii.IsValid(line.Text)); // Chinese has no blanks behind commas
    }
}
