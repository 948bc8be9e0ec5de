namespace ShimLsp.Core.Conversation.Acting;

/// <summary>What a call of a tool is for.</summary>
internal enum StepKind
{
    /// <summary>Anything else, such as a plan or a list of tasks.</summary>
    Other,

    /// <summary>It reads or searches.</summary>
    Look,

    /// <summary>It changes a file.</summary>
    Edit,

    /// <summary>It runs a command.</summary>
    Run,

    /// <summary>It runs tests, a build or a linter.</summary>
    Test,

    /// <summary>It waits for something that runs.</summary>
    Wait,
}

/// <summary>What came of a call.</summary>
internal enum StepOutcome
{
    /// <summary>Nothing is known: it has no result, or the person stopped it.</summary>
    Unknown,

    /// <summary>It did what it was asked to do.</summary>
    Fine,

    /// <summary>It ran and failed.</summary>
    Failed,

    /// <summary>The tool did not accept its arguments.</summary>
    Refused,
}

/// <summary>
/// A call of a tool with what came of it. It has no text: calls, results and errors are hashes, which are good in this process only.
/// </summary>
/// <param name="Kind">What it is for.</param>
/// <param name="Tool">The tool's name.</param>
/// <param name="Call">The name with all arguments.</param>
internal readonly record struct ToolStep(StepKind Kind, int Tool, int Call)
{
    /// <summary>Which of the model's answers the call is in. The calls of one answer have one number.</summary>
    public int Round { get; init; }

    /// <summary>The file that an edit changes.</summary>
    public int Target { get; init; }

    /// <summary>What an edit takes away; 0 if it is not known.</summary>
    public int Before { get; init; }

    /// <summary>What an edit puts in; 0 if it is not known.</summary>
    public int After { get; init; }

    /// <summary>What came of it.</summary>
    public StepOutcome Outcome { get; init; }

    /// <summary>The result, without numbers.</summary>
    public int Result { get; init; }

    /// <summary>The error, without numbers; 0 if none is shown.</summary>
    public int Error { get; init; }
}
