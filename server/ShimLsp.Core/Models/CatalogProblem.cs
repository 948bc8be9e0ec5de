namespace ShimLsp.Core.Models;

/// <summary>How much a problem matters.</summary>
public enum ProblemSeverity
{
    /// <summary>Something was left out: a row, or the whole file.</summary>
    Error,

    /// <summary>It works, not as written.</summary>
    Warning,

    /// <summary>It works; worth knowing.</summary>
    Info,
}

/// <summary>
/// What is wrong in a catalog or in settings, where, and what to do. A value, not an exception: a person's input is never a crash.
/// </summary>
/// <param name="Code">A stable name for the kind of problem, camelCase, such as <c>unknownProvider</c>.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Message">One sentence that says what is wrong and what to do. Never a key, never a header value.</param>
public sealed record CatalogProblem(string Code, ProblemSeverity Severity, string Message)
{
    /// <summary>Where in the document, such as <c>models[2].pricing.input</c>; null for the document as a whole.</summary>
    public string? Path { get; init; }

    /// <summary>Zero-based line; null if the problem has no place in the text.</summary>
    public int? Line { get; init; }

    /// <summary>Zero-based column in UTF-16 code units; null if the problem has no place in the text.</summary>
    public int? Column { get; init; }

    /// <summary>The file it stands in, or <c>settings</c>, or <c>embedded</c>; set by whoever read the text.</summary>
    public string Source { get; init; } = "";
}
