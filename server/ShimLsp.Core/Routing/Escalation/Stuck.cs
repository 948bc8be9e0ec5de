namespace ShimLsp.Core.Routing.Escalation;

/// <summary>A sign that a model is stuck.</summary>
internal enum StuckSign
{
    /// <summary>The same call was made again and gave the same result.</summary>
    SameCall,

    /// <summary>The same error came again.</summary>
    SameError,

    /// <summary>The same tests failed after edits.</summary>
    SameTests,

    /// <summary>Tests failed after edits, each time in another way.</summary>
    FailedTests,

    /// <summary>Edits were undone and made again.</summary>
    Reversals,

    /// <summary>A tool refused its arguments.</summary>
    Refusals,

    /// <summary>It looked for long and changed nothing.</summary>
    Looks,
}

/// <summary>That a model is stuck, and how it shows.</summary>
/// <param name="Sign">The sign.</param>
/// <param name="Times">How often it came.</param>
/// <param name="IsNew">Whether it came with the latest calls. If not, nothing has shown progress since.</param>
internal readonly record struct Stuck(StuckSign Sign, int Times, bool IsNew)
{
    /// <summary>What happened, in our own words.</summary>
    public string Why =>
        Sign switch
        {
            StuckSign.SameCall => $"the same call gave the same result {Counted}",
            StuckSign.SameError => $"the same error came {Counted}",
            StuckSign.SameTests => $"the same test failed {Counted}",
            StuckSign.FailedTests => $"tests failed {Counted} in a row",
            StuckSign.Reversals => "edits were undone and made again",
            StuckSign.Refusals => $"a tool refused its arguments {Counted}",
            _ => $"{Times} calls changed nothing",
        };

    private string Counted =>
        Times switch
        {
            3 => "three times",
            4 => "four times",
            5 => "five times",
            _ => $"{Times} times",
        };
}
