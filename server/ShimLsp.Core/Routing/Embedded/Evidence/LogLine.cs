using System.Buffers;
using System.Collections.Frozen;

namespace ShimLsp.Core.Routing.Embedded.Evidence;

/// <summary>Recognises what programs print: logs, messages of compilers and linters, results of tests, plans of databases.</summary>
internal static class LogLine
{
    private static readonly FrozenSet<string> AllLevels =
        "INFO WARN WARNING ERROR DEBUG TRACE FATAL CRITICAL NOTICE SEVERE VERBOSE PASS FAIL FAILED PASSED SKIPPED XFAIL"
            .Split(' ')
            .ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Levels = AllLevels.GetAlternateLookup<
        ReadOnlySpan<char>
    >();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"
        .Split(' ')
        .ToFrozenSet(StringComparer.Ordinal)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> PlanDetails = (
        "Filter|Rows Removed by Filter|Sort Key|Sort Method|Hash Cond|Index Cond|Join Filter|Group Key|Recheck Cond|Heap Blocks|Buffers|"
        + "Buckets|Workers Planned|Workers Launched|Output|Planning Time|Planning|Execution Time|Heap Fetches|Cache Key|Merge Cond"
    )
        .Split('|')
        .ToFrozenSet(StringComparer.Ordinal)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly SearchValues<char> OfNames = SearchValues.Create("abcdefghijklmnopqrstuvwxyz:.-_0123456789");

    /// <summary>The words that such a line may begin with if it has neither a colon nor a symbol.</summary>
    public static IEnumerable<string> FirstWords => [.. AllLevels, "build", "npm", "BUILD", "Build", "E", "QUERY", "Ran", "test"];

    /// <summary>Whether a program printed the line.</summary>
    public static bool Matches(in PastedLine line) =>
        IsStamped(line.Text)
        || IsLevel(line)
        || IsPlace(line)
        || IsQuotedSource(line)
        || IsPlan(line)
        || line.Text[0] switch
        {
            'b' => line.Starts("bash: ") || line.Starts("build failed"),
            'e' => line.Starts("error: ") || line.Starts("error[") || line.Starts("error TS"),
            'f' => line.Starts("fatal: "),
            'l' => line.Starts("level=") || line.Starts("ld: "),
            'm' => line.Starts("make: ***") || line.Starts("make["),
            'n' => line.Starts("npm ERR!")
                || line.Starts("npm error")
                || line.Starts("npm warn")
                || line.Starts("npm notice")
                || IsNote(line),
            'o' => line.Starts("ok ") && line.Has("\t"),
            't' => (line.Starts("test ") && line.Has(" ... ")) || line.Starts("test result: ") || line.Starts("time="),
            'w' => line.Starts("warning[") || IsNote(line),
            'h' => IsNote(line),
            'B' => line.Starts("BUILD ") || line.Starts("Build FAILED"),
            'E' => line.Starts("E   ") || line.Starts("Error: ") && (line.Continues || line.Symbols > 1),
            'M' => Months.Contains(line.FirstWord) && IsMonthStamp(line.Text),
            'J' or 'F' or 'A' or 'S' or 'O' or 'N' or 'D' => Months.Contains(line.FirstWord) && IsMonthStamp(line.Text),
            'P' => line.Starts("Passed!  - ") || line.Starts("PASSED "),
            'Q' => line.Starts("QUERY PLAN"),
            'R' => line.Starts("Ran ") && line.Has(" tests in "),
            'T' => line.Starts("Tests: ") || line.Starts("Test Suites:") || line.Starts("Tests run: "),
            '=' => line.Starts("=====") || line.Starts("=== "),
            '-' => line.Starts("-----") || IsTestOrArrow(line),
            '_' => line.Starts("_____"),
            '✓' or '✔' or '✕' or '✗' or '✘' or '✖' or '●' or '√' or '×' => line.Text.Length > 2,
            '^' or '~' => !line.Text.ContainsAnyExcept("^~ "),
            '{' => line.Starts("{\"")
                && (line.Has("\"level\":") || line.Has("\"msg\":") || line.Has("\"message\":"))
                && line.Text[^1] == '}',
            _ => false,
        };

    // How a database runs a query: a node with its cost, and what is told below it.
    private static bool IsPlan(in PastedLine line) =>
        line.Symbols > 0 && line.Has("(cost=") && line.Has(" rows=")
        || line.Has(" Scan on ") && (line.Spaces < 6 || line.Continues)
        || (line.Before is EvidenceKind.Log && line.Continues && IsPlanDetail(line.Text));

    private static bool IsPlanDetail(ReadOnlySpan<char> text) =>
        text.IndexOf(": ") is > 3 and < 28 and var end && PlanDetails.Contains(text[..end]);

    // "12 |     return 0", as compilers quote a line.
    private static bool IsQuotedSource(in PastedLine line) =>
        line.Text.Contains('|')
        && (
            line.LeadingDigits is > 0 and < 6 and var digits && line.Text[digits..].TrimStart() is ['|', ..]
            || (line.Before is EvidenceKind.Log && line.Continues && line.Text[0] == '|' && line.Text[^1] != '|')
        );

    private static bool IsTestOrArrow(in PastedLine line) =>
        line.Starts("--> ") || line.Starts("--- FAIL") || line.Starts("--- PASS") || (line.Starts("->  ") && line.Has("(cost="));

    // "note: …" of a compiler; of a person if no machine speaks around it.
    private static bool IsNote(in PastedLine line) =>
        line.Continues && line.AfterFirstWord == ':' && line.FirstWord is "note" or "warning" or "help" or "hint";

    private static bool IsLevel(in PastedLine line)
    {
        var text = line.Text;
        if (text[0] == '[')
        {
            var end = text.IndexOf(']');
            return end is > 2 and < 24 && (Levels.Contains(text[1..end].Trim().TrimStart('#')) || (IsWord(text[1..end]) && line.Continues));
        }

        return text[0] is >= 'A' and <= 'Z'
            && text.Length > line.FirstWord.Length + 1
            && line.FirstWord.Length > 1
            && Levels.Contains(line.FirstWord)
            && text[line.FirstWord.Length..].ContainsAnyInRange('a', 'z') // a person may write in capitals
            && line.AfterFirstWord is ' ' or ':' or '\t' or '[' or '(';
    }

    private static bool IsWord(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(OfNames);

    // "src/a.c:3:5: error: …", "a.cs(3,5): warning …", "--> src/main.rs:3:5".
    private static bool IsPlace(in PastedLine line)
    {
        var token = line.FirstToken;
        return token.Length > 4
            && line.Spaces > 0
            && (token[^1] == ':' || token[^1] == ')' || char.IsAsciiDigit(token[^1]))
            && char.IsLetterOrDigit(token[0]) | token[0] is '/' or '.'
            && PastedLine.HasPlace(token)
            && !token.StartsWith("http", StringComparison.Ordinal);
    }

    /// <summary>A date and a time of day at the beginning, also in brackets.</summary>
    private static bool IsStamped(ReadOnlySpan<char> text)
    {
        if (text[0] is '[' or '(')
        {
            text = text[1..];
        }
        else if (text[0] is 'I' or 'W' or 'E' or 'F' && text.Length > 14 && char.IsAsciiDigit(text[1]))
        {
            text = text[1..]; // glog
            return text[4] == ' ' && text[7] == ':' && text[10] == ':';
        }

        if (text.Length < 8 || !char.IsAsciiDigit(text[0]) || !char.IsAsciiDigit(text[1]))
        {
            return false;
        }

        return IsTime(text)
            || (text.Length > 10 && text[4] is '-' or '/' && text[7] is '-' or '/' && char.IsAsciiDigit(text[8]) && text.Length > 16)
            || (text.Length > 18 && text[2] is '/' or '-' && text[^1] != '?' && text[3..].IndexOf(':') is > 4 and < 16)
            || (text.IndexOf(" - - [") is > 6 and < 40); // an access log
    }

    private static bool IsTime(ReadOnlySpan<char> text) =>
        text[2] == ':' && text[5] == ':' && char.IsAsciiDigit(text[3]) && char.IsAsciiDigit(text[6]);

    private static bool IsMonthStamp(ReadOnlySpan<char> text) =>
        text.Length > 15 && char.IsAsciiDigit(text[5]) && text[6..16].Contains(':') && (text[9] == ':' || text[8] == ':');
}
