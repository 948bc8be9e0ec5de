using System.Buffers;

namespace ShimLsp.Core.Routing.Embedded.Evidence;

/// <summary>Recognises lines of stack traces in some twenty languages, and the errors that head or end them.</summary>
internal static class TraceLine
{
    private const int LongestProgram = 40;

    private static readonly SearchValues<char> NotInNames = SearchValues.Create("()/\"'`");

    /// <summary>Whether the line is of a trace.</summary>
    public static bool Matches(in PastedLine line) =>
        (line.Before is EvidenceKind.Trace && line.Continues && IsFrame(line))
        || IsShell(line)
        || line.Text[0] switch
        {
            'a' => line.Starts("at ") && IsCall(line.Text),
            'c' => line.Starts("called at ") && PastedLine.HasPlace(line.Text),
            'f' => line.Starts("from ") && PastedLine.HasPlace(line.Text), // Ruby
            'g' => line.Starts("goroutine ") && line.Ends(":"),
            'i' => line.Starts("in function") && line.Before is EvidenceKind.Trace, // Lua, Erlang
            'l' => line.Starts("lua: ") || line.Starts("libc++abi: "),
            'n' => (line.Starts("note: run with `RUST_BACKTRACE") || line.Starts("node:internal/")) && !line.IsSentence,
            'p' => line.Starts("panic: "),
            's' => line.Starts("stack traceback:") || line.Starts("stack backtrace:"),
            't' => (line.Starts("thread '") && line.Has("panicked at")) || line.Starts("terminate called after"),
            'C' => line.Starts("Caused by:") || line.Starts("CallStack (") || (line.Starts("Calls: ") && line.Continues) || IsError(line),
            'D' => line.Starts("Died at ") || IsError(line),
            'E' => (line.Starts("Error in ") && line.Has(" : ")) // R
                || line.Starts("Exception in thread")
                || (line.Starts("Execution halted") && line.Text.Length < 20)
                || (line.Starts("ERROR: LoadError:"))
                || IsError(line),
            'F' => (line.Starts("File \"") && line.Has(", line ")) || line.Starts("Fatal error: ") || IsError(line),
            'P' => line.Starts("PHP Fatal error:")
                || line.Starts("PHP Warning:")
                || line.Starts("Program received signal")
                || IsError(line),
            'S' => line.Starts("Stack trace:")
                || line.Starts("Stacktrace:")
                || (line.Starts("Segmentation fault") && line.Spaces < 4)
                || IsError(line),
            'T' => line.Starts("Traceback (most recent") || IsThread(line) || line.Starts("Thread 1 received signal") || IsError(line),
            'U' => line.Starts("Unhandled exception") || line.Starts("Uncaught ") && line.Has("Error") || IsError(line),
            '#' => line.Text.Length > 3 && char.IsAsciiDigit(line.Text[1]) && line.Text.IndexOfAny('(', '/') > 0,
            '*' => line.Starts("** (") || line.Starts("** exception"), // Elixir, Erlang
            '=' => line.Starts("==") && line.Has("ERROR: ") || line.Starts("=CRASH REPORT") || line.Starts("=ERROR REPORT"),
            '-' => line.Starts("--- End of ") && line.Has("stack trace"),
            '.' => line.Starts("... ") && (line.Ends(" more") || line.Has("common frames")),
            '(' => line.Before is EvidenceKind.Trace && PastedLine.HasPlace(line.Text), // Elixir
            '@' => line.Before is EvidenceKind.Trace && PastedLine.HasPlace(line.Text), // Julia
            '<' => line.Starts("<asynchronous suspension>"),
            '[' => line.Text.Length > 2
                && line.Before is EvidenceKind.Trace
                && (char.IsAsciiDigit(line.Text[1]) || line.Text[1] is 'C') // Julia, Lua
                && line.Text.Contains(']'),
            '/' => PastedLine.HasPlace(line.Text) && (line.Has(":in ") || line.Has(" +0x") || line.Before is EvidenceKind.Trace),
            '^' or '~' => line.Before is EvidenceKind.Trace && !line.Text.ContainsAnyExcept("^~ "),
            >= '0' and <= '9' => IsNumberedFrame(line),
            >= 'A' and <= 'Z' => IsError(line),
            _ => IsError(line),
        };

    /// <summary>Whether the message is in the next line.</summary>
    public static bool IsAboveMessage(ReadOnlySpan<char> line) => line[^1] == ':' && line.Contains("panicked at", StringComparison.Ordinal);

    private static bool IsCall(ReadOnlySpan<char> text) =>
        (text.IndexOf('(') is > 0 and var open && text[open - 1] != ' ')
        || PastedLine.HasPlace(text)
        || text.ContainsAny('<', '$')
        || text.EndsWith("(native)", StringComparison.Ordinal);

    // "TypeError: x is not a function"; "java.lang.IllegalStateException"; "sqlalchemy.exc.OperationalError: (…)".
    private static bool IsError(in PastedLine line)
    {
        var token = line.FirstToken;
        var isHead = token[^1] == ':';
        var name = isHead ? token[..^1] : token;
        if (!isHead && line.Spaces > 0)
        {
            return false;
        }

        return name.Length > 6
            && (isHead || name.Contains('.'))
            && (name.EndsWith("Error", StringComparison.Ordinal) || name.EndsWith("Exception", StringComparison.Ordinal))
            && !name.ContainsAny(NotInNames);
    }

    // "Thread 12: Queue.take <- Worker.run"
    private static bool IsThread(in PastedLine line) =>
        line.Text.Length > 9 && line.Starts("Thread ") && char.IsAsciiDigit(line.Text[7]) && line.Symbols > 0 && line.Text.Contains(':');

    // Below a frame's function: "main.run(0x3, 0x4)", "src/a.c:3".
    private static bool IsFrame(in PastedLine line) =>
        PastedLine.HasPlace(line.FirstToken)
        || line.Has("called at ")
        || (PastedLine.HasPlace(line.Text) && !line.IsSentence)
        || line.Has("(0x")
        || (line.IsIndented && !line.IsSentence);

    private static bool IsNumberedFrame(in PastedLine line)
    {
        var digits = line.LeadingDigits;
        return digits <= 3
            && digits < line.Text.Length
            && (
                (line.Text[digits] == ':' && (line.Has("::") || line.Has(" 0x"))) // Rust
                || (line.Text[digits] == ' ' && line.Has(" 0x0")) // Swift, macOS
            );
    }

    private static bool IsShell(in PastedLine line) =>
        line.Text[^1] is 'd' or 'y'
        && (line.Ends(": command not found") || line.Ends(": No such file or directory"))
        && line.Text.IndexOf(": ") < LongestProgram;
}
