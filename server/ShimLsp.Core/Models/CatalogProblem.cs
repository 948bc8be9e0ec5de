namespace ShimLsp.Core.Models;

/// <summary>How serious a problem is.</summary>
public enum ProblemSeverity
{
    /// <summary>A row, or the whole file, was left out, or cannot work.</summary>
    Error,

    /// <summary>It works, but not as written.</summary>
    Warning,

    /// <summary>It works. The note is worth knowing.</summary>
    Info,
}

/// <summary>
/// What is wrong in a catalog or in settings, where, and what to do. It is a value, not an exception: bad input from a person never crashes
/// the server.
/// </summary>
/// <param name="Code">A stable name for the kind of problem, camelCase, such as <c>unknownProvider</c>.</param>
/// <param name="Severity">How serious it is.</param>
/// <param name="Message">One sentence that says what is wrong and what to do. It never contains a key or a header value.</param>
public sealed record CatalogProblem(string Code, ProblemSeverity Severity, string Message)
{
    /// <summary>Where in the document, such as <c>models[2].pricing.input</c>; null for the document as a whole.</summary>
    public string? Path { get; init; }

    /// <summary>Zero-based line; null if the problem has no position in the text.</summary>
    public int? Line { get; init; }

    /// <summary>Zero-based column in UTF-16 code units; null if the problem has no position in the text.</summary>
    public int? Column { get; init; }

    /// <summary>Zero-based line on which the place ends; null if the problem has no position in the text.</summary>
    public int? EndLine { get; init; }

    /// <summary>Zero-based column after the place, in UTF-16 code units; null if the problem has no position in the text.</summary>
    public int? EndColumn { get; init; }

    /// <summary>The place in bytes, for who counts columns in another unit; null if the problem has no position in the text.</summary>
    public TextSpan? Span { get; init; }

    /// <summary>Another place that belongs to it; null for none.</summary>
    public RelatedPlace? Related { get; init; }

    /// <summary>Whether what is at the place has no effect, so that an editor may fade it.</summary>
    public bool IsUnnecessary { get; init; }

    /// <summary>
    /// Whether an editor that checks the text by <c>models.schema.json</c>, as VS Code does, says the same at the same place by itself.
    /// </summary>
    public bool IsInSchema { get; init; }

    /// <summary>The file that contains it, or <c>settings</c>, or <c>embedded</c>. The caller that read the text sets it.</summary>
    public string Source { get; init; } = "";
}

/// <summary>Another place that belongs to a problem, such as the first row with a slug that two rows have.</summary>
/// <param name="Message">What is there.</param>
/// <param name="Span">The place in bytes.</param>
/// <param name="Start">Where it starts.</param>
/// <param name="End">Where it ends.</param>
public sealed record RelatedPlace(string Message, TextSpan Span, TextPosition Start, TextPosition End);
