namespace ShimLsp.Core.Routing.Escalation;

/// <summary>
/// How often something must happen before a model counts as stuck. Each figure is the lowest at which fewer than 3 in 100 runs that went
/// well were taken for stuck, on the runs that ADR 0027 describes.
/// </summary>
internal static class StuckFigures
{
    /// <summary>The same call with the same result, with nothing changed between.</summary>
    public const int SameCall = 3;

    /// <summary>The same error of the same call, with no such call between that succeeded.</summary>
    public const int SameError = 3;

    /// <summary>The same error of calls that differ.</summary>
    public const int SameErrorOfAny = 4;

    /// <summary>The same tests failing in the same way, with an edit between each two runs.</summary>
    public const int SameTests = 3;

    /// <summary>Runs of tests that fail in any way, with edits between, and none that passes.</summary>
    public const int FailedTests = 5;

    /// <summary>Edits that bring back an earlier text: one undoes a mistake, two go in a circle.</summary>
    public const int Reversals = 2;

    /// <summary>Calls of one tool whose arguments it refuses, one after the other.</summary>
    public const int Refusals = 3;

    /// <summary>Calls that only look, with nothing changed, run or said between.</summary>
    public const int Looks = 40;

    /// <summary>Calls in a row that do something new and succeed: the model is on its way again.</summary>
    public const int NewGround = 6;
}
