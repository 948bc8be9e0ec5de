namespace ShimLsp.Core.Language.Documents;

/// <summary>What a column counts.</summary>
public enum PositionEncoding
{
    /// <summary>UTF-16 code units: a character outside the basic plane counts as two.</summary>
    Utf16,

    /// <summary>Bytes of UTF-8.</summary>
    Utf8,
}
