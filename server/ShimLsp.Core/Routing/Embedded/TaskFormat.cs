namespace ShimLsp.Core.Routing.Embedded;

/// <summary>The kind of text that a task is. It selects the trained weights.</summary>
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

    /// <summary>A text that a person types into an editor.</summary>
    Editor,

    /// <summary>None of these: nothing is known of it, and the prior answers.</summary>
    Unknown,
}
