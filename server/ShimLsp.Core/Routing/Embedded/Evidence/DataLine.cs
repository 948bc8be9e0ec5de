using System.Buffers;

namespace ShimLsp.Core.Routing.Embedded.Evidence;

/// <summary>Recognises data: JSON, YAML, XML, TOML, settings, dumps of bytes, lists of addresses.</summary>
internal static class DataLine
{
    private const int LongestKey = 40;
    private const int ShortestBlob = 64;

    private static readonly SearchValues<char> UpperCase = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789");
    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdefABCDEFx");

    /// <summary>Whether the line is of data.</summary>
    public static bool Matches(in PastedLine line) =>
        line.Text[0] switch
        {
            '"' => IsJsonField(line.Text) || (line.Before is EvidenceKind.Data && line.Text[^1] is ',' or '"' && line.Continues),
            '{' or '}' or ']' => line.Text.Length < 3 && line.Before is EvidenceKind.Data || IsJsonObject(line.Text),
            '[' => IsSection(line.Text) || IsJsonObject(line.Text),
            '<' => IsMarkup(line.Text),
            '-' => (line.Text is "---" && line.Before is not EvidenceKind.Table) || IsYamlItem(line),
            '0' when line.Text.Length > 12 => IsDump(line.Text),
            'h' => line.Spaces == 0 && (line.Starts("http://") || line.Starts("https://")),
            >= 'A' and <= 'Z' => IsVariable(line.Text) || IsBlob(line),
            _ => IsYamlField(line) || IsBlob(line),
        };

    private static bool IsJsonField(ReadOnlySpan<char> text)
    {
        var end = text[1..].IndexOf('"') + 1;
        return end > 1 && end + 1 < text.Length && text[(end + 1)..].TrimStart() is [':', ..];
    }

    private static bool IsJsonObject(ReadOnlySpan<char> text) =>
        text.Length > 4
        && text[1..].TrimStart() is ['"', ..] or ['{', ..]
        && text.ContainsAny(':', ',')
        && text[^1] is '}' or ']' or ',' or '{' or '[' or ';';

    // [tool.ruff], but no placeholder such as [foo bar].
    private static bool IsSection(ReadOnlySpan<char> text) =>
        text.Length > 3 && text[^1] == ']' && !text.ContainsAny(" ()'") && char.IsAsciiLetter(text[1]) | text[1] == '[';

    private static bool IsMarkup(ReadOnlySpan<char> text) =>
        text.Length > 2
        && (text[1] is '/' or '!' or '?' || char.IsAsciiLetter(text[1]))
        && (text[^1] == '>' || text.StartsWith("<!--", StringComparison.Ordinal));

    private static bool IsYamlItem(in PastedLine line) =>
        line.Before is EvidenceKind.Data
        && line.Text.Length > 2
        && line.Text[1] == ' '
        && !line.IsSentence
        && (line.Continues || IsKey(line.Text[2..]));

    private static bool IsYamlField(in PastedLine line) =>
        IsKey(line.Text)
        && !line.IsSentence
        && (
            line.Before is EvidenceKind.Data
            || (line.IsIndented && line.Continues)
            || line.FirstWord.ContainsAny('_', '-')
            || line.FirstWord.ContainsAnyInRange('A', 'Z')
        );

    /// <summary>Whether a key of lower case begins the text, with a colon behind it.</summary>
    private static bool IsKey(ReadOnlySpan<char> text)
    {
        var end = text.IndexOf(':');
        return end is > 0 and < LongestKey
            && (end + 1 == text.Length || text[end + 1] == ' ')
            && char.IsAsciiLetterLower(text[0])
            && !text[..end].ContainsAny(' ', '(', '`');
    }

    // NAME=value, as in the settings of an environment.
    private static bool IsVariable(ReadOnlySpan<char> text)
    {
        var end = text.IndexOf('=');
        return end is > 1 and < LongestKey && !text[..end].ContainsAnyExcept(UpperCase);
    }

    private static bool IsDump(ReadOnlySpan<char> text)
    {
        var digits = text.IndexOfAnyExcept(Hexadecimal);
        return digits >= 4
            && text[digits] is ' ' or ':'
            && text[(digits + 1)..].TrimStart() is [var a, var b, ..]
            && char.IsAsciiHexDigit(a)
            && char.IsAsciiHexDigit(b);
    }

    private static bool IsBlob(in PastedLine line) => line.Spaces == 0 && line.Text.Length >= ShortestBlob && char.IsAscii(line.Text[0]);
}
