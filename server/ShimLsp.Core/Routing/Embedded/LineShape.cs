namespace ShimLsp.Core.Routing.Embedded;

/// <summary>Separates prose from pasted text, line by line.</summary>
internal static class LineShape
{
    /// <summary>Whether the line opens or closes a fenced block.</summary>
    public static bool IsFence(ReadOnlySpan<char> line) =>
        line[0] is '`' or '~' && (line.StartsWith("```", StringComparison.Ordinal) || line.StartsWith("~~~", StringComparison.Ordinal));

    /// <summary>Whether the line heads a diff or one of its hunks.</summary>
    public static bool IsDiffHead(ReadOnlySpan<char> line) =>
        line[0] switch
        {
            'd' => line.StartsWith("diff --git ", StringComparison.Ordinal),
            '@' => line.StartsWith("@@ ", StringComparison.Ordinal),
            '+' => line.StartsWith("+++ ", StringComparison.Ordinal),
            '-' => line.StartsWith("--- a/", StringComparison.Ordinal),
            'i' => line.StartsWith("index ", StringComparison.Ordinal) && line.Contains("..", StringComparison.Ordinal) && line.Length < 40,
            '*' => IsPatchHead(line),
            _ => false,
        };

    // The patches of coding agents.
    private static bool IsPatchHead(ReadOnlySpan<char> line) =>
        line.StartsWith("*** ", StringComparison.Ordinal)
        && (line.EndsWith(" Patch", StringComparison.Ordinal) || line.Contains(" File: ", StringComparison.Ordinal));

    /// <summary>Whether the line, not yet trimmed, goes on with a diff.</summary>
    public static bool IsInDiff(ReadOnlySpan<char> line) => line.Length > 0 && line[0] is '+' or '-' or ' ' or '@' or '\\';

    /// <summary>The length of the list mark that the line begins with; 0 if it is not a list item.</summary>
    public static int ListMark(ReadOnlySpan<char> line)
    {
        if (line.Length > 2 && line[0] is '-' or '*' or '•' or '–' or '—' or '·' or '●' && line[1] == ' ')
        {
            return 2;
        }

        // In scripts without spaces none follows.
        if (line.Length > 1 && line[0] is '・' or '●' or '○' or '■' or '◆' or (>= '①' and <= '⑳'))
        {
            return 1;
        }

        var open = line[0] is '(' or '（' ? 1 : 0;
        var digits = open;
        while (digits < line.Length && (char.IsAsciiDigit(line[digits]) || line[digits] is >= '０' and <= '９'))
        {
            digits++;
        }

        if (digits - open is not (1 or 2) || line.Length <= digits + 1)
        {
            return 0;
        }

        return line[digits] switch
        {
            '．' or '）' or '、' => digits + 1,
            '.' or ')' when line[digits + 1] == ' ' && (open == 0 || line[digits] == ')') => digits + 2,
            _ => 0,
        };
    }
}
