using System.Buffers;
using System.Collections.Frozen;

namespace ShimLsp.Core.Routing.Embedded;

/// <summary>Separates prose from pasted text, line by line.</summary>
internal static class LineShape
{
    private static readonly SearchValues<char> Symbols = SearchValues.Create("(){}[]<>=;_*&|+/\\\"#@%$^~");

    // Words that begin a declaration and hardly ever a sentence. Case matters.
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> DeclarationLookup = (
        "public private protected internal static sealed abstract async def func fn pub impl function class struct interface enum const "
        + "var let export module namespace #include #define"
    )
        .Split(' ')
        .ToFrozenSet(StringComparer.Ordinal)
        .GetAlternateLookup<ReadOnlySpan<char>>();

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
            _ => false,
        };

    /// <summary>Whether the line, not yet trimmed, goes on with a diff.</summary>
    public static bool IsInDiff(ReadOnlySpan<char> line) => line.Length > 0 && line[0] is '+' or '-' or ' ' or '@' or '\\';

    /// <summary>Whether the line is of a stack trace: of .NET, Java or JavaScript, of Python, of Rust or Go.</summary>
    public static bool IsTrace(ReadOnlySpan<char> line) =>
        line[0] switch
        {
            'a' => line.StartsWith("at ", StringComparison.Ordinal) && line.IndexOfAny('(', ':') > 0,
            'T' => line.StartsWith("Traceback (most recent", StringComparison.Ordinal),
            'F' => line.StartsWith("File \"", StringComparison.Ordinal) && line.Contains(", line ", StringComparison.Ordinal),
            'p' => line.StartsWith("panic: ", StringComparison.Ordinal),
            't' => line.StartsWith("thread '", StringComparison.Ordinal) && line.Contains("panicked at", StringComparison.Ordinal),
            _ => false,
        };

    /// <summary>The length of the list mark that the line begins with; 0 if it is not a list item.</summary>
    public static int ListMark(ReadOnlySpan<char> line)
    {
        if (line.Length > 2 && line[0] is '-' or '*' or '•' && line[1] == ' ')
        {
            return 2;
        }

        var digits = 0;
        while (digits < line.Length && char.IsAsciiDigit(line[digits]))
        {
            digits++;
        }

        return digits is 1 or 2 && line.Length > digits + 1 && line[digits] is '.' or ')' && line[digits + 1] == ' ' ? digits + 2 : 0;
    }

    /// <summary>
    /// Whether the trimmed line reads as code: it ends as statements do, starts as declarations do, or more than a fifth of it are
    /// symbols. A sentence that names a call or two stays prose.
    /// </summary>
    public static bool IsCode(ReadOnlySpan<char> line)
    {
        if (line[^1] is '{' or '}')
        {
            return true;
        }

        var symbols = line.CountAny(Symbols);
        return symbols * 5 > line.Length || (symbols >= 2 && (line[^1] == ';' || StartsDeclaration(line)));
    }

    private static bool StartsDeclaration(ReadOnlySpan<char> line)
    {
        var end = line.IndexOf(' ');
        return end > 0 && DeclarationLookup.Contains(line[..end]);
    }
}
