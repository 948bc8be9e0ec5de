namespace ShimLsp.Core.Models.Text;

/// <summary>Why a text is not JSON.</summary>
internal enum SyntaxFaultKind
{
    /// <summary>It holds no value at all.</summary>
    Empty,

    /// <summary>It breaks the grammar.</summary>
    Grammar,

    /// <summary>It nests deeper than <see cref="JsonSyntaxReader.MaxDepth"/>.</summary>
    TooDeep,

    /// <summary>An escape names half of a surrogate pair, which no text can hold.</summary>
    LoneSurrogate,
}

/// <summary>Where and why a text is not JSON.</summary>
internal readonly record struct SyntaxFault(SyntaxFaultKind Kind, int Offset);
