using System.Buffers;
using System.Text;

namespace ShimLsp.Core.Conversation.Asking;

/// <summary>Tells what a person wrote from what they pasted beside it: fenced text, traces, logs and error lines.</summary>
internal static class PastedLines
{
    // A follow-up is read by its first words.
    private const int MostProse = 400;
    private const int MostLines = 400;

    private static readonly SearchValues<string> Errors = SearchValues.Create(
        [
            "Error:",
            "error:",
            "error[",
            "error TS",
            "error CS",
            "error C",
            "error LNK",
            "ERROR",
            "Exception",
            "Traceback (most recent call last)",
            "FAILED",
            "FAIL:",
            "FAIL ",
            "--- FAIL",
            "npm ERR!",
            "panic:",
            "panicked at",
            "fatal:",
            "Fatal:",
            "Segmentation fault",
            "core dumped",
            "ENOENT",
            "EACCES",
            "ECONNREFUSED",
            "undefined reference",
            "cannot find symbol",
            "command not found",
            "No such file or directory",
            "Permission denied",
            "exit code 1",
            "exit status 1",
            "exited with code",
            "Assertion failed",
            "assertion failed",
            "AssertionError",
            " is not defined",
            " is not a function",
            "Cannot read propert",
            "Cannot find module",
        ],
        StringComparison.Ordinal
    );

    /// <summary>What the person wrote themselves, and whether a pasted line shows an error.</summary>
    /// <param name="text">A message.</param>
    public static (string Prose, bool ShowsError) Without(string text)
    {
        if (!text.Contains('\n', StringComparison.Ordinal))
        {
            return IsPasted(text, out var isError) ? ("", isError) : (Start(text), false);
        }

        var prose = new StringBuilder();
        var (showsError, isFenced, lines) = (false, false, 0);
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (++lines > MostLines || prose.Length > MostProse)
            {
                break;
            }

            if (line.TrimStart() is var trimmed && (trimmed.StartsWith("```") || trimmed.StartsWith("~~~")))
            {
                isFenced = !isFenced;
            }
            else if (IsPasted(line, out var isError) || isFenced)
            {
                showsError |= isError;
            }
            else
            {
                prose.Append(line).Append('\n');
            }
        }

        return (Start(prose.ToString()), showsError);
    }

    private static bool IsPasted(ReadOnlySpan<char> line, out bool isError)
    {
        isError = line.ContainsAny(Errors);
        return isError || IsOfTrace(line.TrimStart()) || (line.StartsWith("    ") && line.Length > 8) || StartsWithTime(line);
    }

    private static bool IsOfTrace(ReadOnlySpan<char> line) =>
        line.StartsWith("at ") && line.ContainsAny('(', ':')
        || line.StartsWith("File \"")
        || line.StartsWith("$ ")
        || line.StartsWith("+++ ")
        || line.StartsWith("--- ")
        || line.StartsWith("@@ ")
        || line.StartsWith("| ")
        || line.StartsWith("> ");

    /// <summary>Whether a line begins with a date or a time of day, as those of a log do.</summary>
    private static bool StartsWithTime(ReadOnlySpan<char> line)
    {
        line = line.TrimStart("[( ");
        var digits = line.IndexOfAnyExceptInRange('0', '9');
        return digits is 2 or 4 && line[digits] is ':' or '-' or '/' && line.Length > digits + 2 && char.IsDigit(line[digits + 1]);
    }

    private static string Start(string text) => text.Length > MostProse ? text[..MostProse] : text;
}
