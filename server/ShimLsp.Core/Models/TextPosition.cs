namespace ShimLsp.Core.Models;

/// <summary>A place in a text, as an editor counts.</summary>
/// <param name="Line">Zero-based line.</param>
/// <param name="Column">Zero-based column in UTF-16 code units.</param>
public readonly record struct TextPosition(int Line, int Column);
