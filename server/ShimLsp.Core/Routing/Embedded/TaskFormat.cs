namespace ShimLsp.Core.Routing.Embedded;

/// <summary>What kind of text a task is: which of the trained weights hold for it.</summary>
internal enum TaskFormat
{
    /// <summary>A question with lettered options and nothing around it, as in MMLU.</summary>
    Choice,

    /// <summary>A question wrapped in instructions how to answer, as in RouterArena.</summary>
    Prompted,

    /// <summary>A problem of a programming contest with examples and limits, as in LiveCodeBench.</summary>
    Contest,

    /// <summary>A sum in words, as in GSM8K.</summary>
    WordProblem,

    /// <summary>What a person types into an editor.</summary>
    Editor,

    /// <summary>None of these: nothing is known of it, and the prior answers.</summary>
    Unknown,
}
