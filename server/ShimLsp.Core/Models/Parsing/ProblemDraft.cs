using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Models.Parsing;

/// <summary>A problem whose place is known in bytes only.</summary>
/// <param name="Span">The place. It may end at <see cref="EndOfToken"/>.</param>
/// <param name="Severity">How serious it is.</param>
/// <param name="Code">Its code.</param>
/// <param name="Message">What is wrong and what to do.</param>
internal sealed record ProblemDraft(TextSpan Span, ProblemSeverity Severity, string Code, string Message)
{
    /// <summary>Stands for the end of the name or the word that starts there.</summary>
    public const int EndOfToken = -1;

    /// <summary>Another place that belongs to it, and what is there; null for none.</summary>
    public (JsonSyntax Node, string Message)? Related { get; init; }

    /// <summary>Whether what is at the place has no effect.</summary>
    public bool IsUnnecessary { get; init; }

    /// <summary>Whether the schema says the same at the same place.</summary>
    public bool IsInSchema { get; init; }
}
