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

    /// <summary>All else: what a person types for an editor or an agent, from one word to a specification with pasted logs.</summary>
    Editor,
}
