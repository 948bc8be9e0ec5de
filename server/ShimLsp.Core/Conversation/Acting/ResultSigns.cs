namespace ShimLsp.Core.Conversation.Acting;

/// <summary>Tells from a tool's result whether the call succeeded, and which error it shows.</summary>
internal static class ResultSigns
{
    // The beginning says how it went, and the end of an output says why.
    private const int MostOfStart = 400;
    private const int MostOfEnd = 1_600;

    private static readonly Signs ByPerson = Signs.Of(
        "want to proceed with this tool use",
        "rejected by user",
        "nterrupted by user",
        "aborted by user"
    );

    private static readonly Signs Refusals = Signs.Of(
        "tool_use_error",
        "InputValidationError",
        "verification failed",
        "String to replace not found",
        "No replacement was performed",
        "nvalid arguments",
        "nvalid tool parameters",
        "nvalid parameters",
        "issing required",
        "required parameter",
        "nknown tool",
        "No such tool",
        "failed to parse function arguments",
        "did not match any",
        "SEARCH block"
    );

    private static readonly Signs ExitCodes = Signs.Of(
        "Exit code: ",
        "Exit code ",
        "exited with code ",
        "returncode>",
        "exit_code\\\":",
        "exit_code\":",
        "exitCode\":"
    );

    private static readonly Signs Failures = Signs.Of(
        "FAILED",
        "FAIL ",
        "Traceback (most",
        " failed",
        "rror:",
        "rror[",
        "rror TS",
        "panic",
        "ommand not found"
    );

    private static readonly Signs ErrorMarks = Signs.Of(
        "FAIL",
        "rror",
        "xception",
        "panic",
        "fatal",
        "ot found",
        "No such",
        "denied",
        "failed"
    );

    /// <summary>Notes what a result says.</summary>
    /// <param name="step">The step.</param>
    /// <param name="result">The result as JSON.</param>
    /// <param name="isError">Whether the client says that it is an error.</param>
    public static ToolStep Note(ToolStep step, ReadOnlySpan<byte> result, bool isError)
    {
        var start = result[..Math.Min(MostOfStart, result.Length)];
        var end = result[^Math.Min(MostOfEnd, result.Length)..];
        var outcome = OutcomeOf(step.Kind, start, end, isError);
        return step with
        {
            Outcome = outcome,
            Result = Prints.WithoutNumbers(result),
            Error = outcome is StepOutcome.Failed or StepOutcome.Refused ? ErrorIn(end, step.Kind) : 0,
        };
    }

    private static StepOutcome OutcomeOf(StepKind kind, ReadOnlySpan<byte> start, ReadOnlySpan<byte> end, bool isError)
    {
        if (start.IndexOf("user"u8) >= 0 && ByPerson.AreIn(start))
        {
            return StepOutcome.Unknown;
        }

        if ((isError || kind == StepKind.Edit) && Refusals.AreIn(start))
        {
            return StepOutcome.Refused;
        }

        var code = ExitCode(start) ?? ExitCode(end);
        if (code is { } known && (known != 0 || kind != StepKind.Test))
        {
            return known == 0 ? StepOutcome.Fine : StepOutcome.Failed;
        }

        if (isError)
        {
            return StepOutcome.Failed;
        }

        // A test's output may go through another program, whose exit code says nothing.
        return
            kind is StepKind.Test or StepKind.Run && code is null && Failures.AreIn(end) && !SaysNone(end)
            || (kind == StepKind.Test && ShowsFailedTests(end))
            ? StepOutcome.Failed
            : StepOutcome.Fine;
    }

    /// <summary>The exit code that a result states; null for none. Only whether it is zero counts.</summary>
    private static int? ExitCode(ReadOnlySpan<byte> text)
    {
        if (text.IndexOf("ode"u8) < 0)
        {
            return null; // what all of the signs have
        }

        foreach (var sign in ExitCodes.All)
        {
            if (
                text.IndexOf(sign.AsSpan()) is var at and >= 0
                && text[(at + sign.Length)..].TrimStart((byte)' ') is { IsEmpty: false } rest
            )
            {
                return rest[0] switch
                {
                    (byte)'0' => 0,
                    (>= (byte)'1' and <= (byte)'9') or (byte)'-' => 1,
                    _ => null,
                };
            }
        }

        return null;
    }

    private static bool SaysNone(ReadOnlySpan<byte> text) =>
        text.IndexOf(" 0 failed"u8) >= 0 || text.IndexOf("0 errors"u8) >= 0 || text.IndexOf(" 0 error"u8) >= 0;

    private static bool ShowsFailedTests(ReadOnlySpan<byte> text)
    {
        var at = text.LastIndexOf(" failed"u8);
        return at > 1 && text[at - 1] is >= (byte)'0' and <= (byte)'9' && !(text[at - 1] == '0' && text[at - 2] is (byte)' ' or (byte)'n');
    }

    /// <summary>
    /// The hash of the lines that show the error, without numbers: of tests all of the failed ones, of other output the last line.
    /// </summary>
    private static int ErrorIn(ReadOnlySpan<byte> text, StepKind kind)
    {
        var (found, last) = (0, 0);
        while (!text.IsEmpty)
        {
            var end = text.IndexOf("\\n"u8);
            var line = end < 0 ? text : text[..end];
            text = end < 0 ? default : text[(end + 2)..];
            if (line.Length > 3 && ErrorMarks.AreIn(line))
            {
                last = Prints.WithoutNumbers(line);
                found += last;
            }
        }

        return kind == StepKind.Test ? found : last;
    }
}
