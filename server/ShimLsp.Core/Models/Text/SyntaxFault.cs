namespace ShimLsp.Core.Models.Text;

/// <summary>Why a text is not JSON.</summary>
internal enum SyntaxFaultKind
{
    /// <summary>It contains no value.</summary>
    Empty,

    /// <summary>It breaks the grammar.</summary>
    Grammar,

    /// <summary>It nests deeper than <see cref="JsonSyntaxReader.MaxDepth"/>.</summary>
    TooDeep,

    /// <summary>An escape names half of a surrogate pair.</summary>
    LoneSurrogate,
}

/// <summary>Where a text is not JSON, and why.</summary>
internal readonly record struct SyntaxFault(SyntaxFaultKind Kind, int Offset);
