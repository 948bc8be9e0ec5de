namespace ShimLsp.Core.Models.Text;

/// <summary>Where a text is not JSON, and why.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Start">The offset of the first byte that is wrong, or where something is missing.</param>
/// <param name="End">The offset after the last byte; equal to <paramref name="Start"/> if something is missing there.</param>
internal readonly record struct SyntaxFault(SyntaxFaultKind Kind, int Start, int End);

/// <summary>Why a text is not JSON.</summary>
internal enum SyntaxFaultKind
{
    /// <summary>It contains nothing.</summary>
    Empty,

    /// <summary>It is not UTF-8 from here on.</summary>
    NotUtf8,

    /// <summary>There is no comma behind this value.</summary>
    MissingComma,

    /// <summary>There is no colon behind this name.</summary>
    MissingColon,

    /// <summary>There is no value behind this colon, or before this comma.</summary>
    MissingValue,

    /// <summary>There is no name before this colon or value.</summary>
    MissingName,

    /// <summary>A name has no quotes.</summary>
    UnquotedName,

    /// <summary>A word is neither in quotes nor one that JSON knows.</summary>
    UnquotedText,

    /// <summary>A string is in single quotes.</summary>
    SingleQuotes,

    /// <summary>A string does not end on its line.</summary>
    UnclosedString,

    /// <summary>This <c>{</c> is never closed.</summary>
    UnclosedObject,

    /// <summary>This <c>[</c> is never closed.</summary>
    UnclosedArray,

    /// <summary>This comment does not end.</summary>
    UnclosedComment,

    /// <summary>Nothing like this belongs here.</summary>
    UnexpectedText,

    /// <summary>A backslash in a string does not start an escape that JSON knows.</summary>
    BadEscape,

    /// <summary>A string contains a control character as it is.</summary>
    BadCharacter,

    /// <summary>A number is written in a way that JSON does not know.</summary>
    BadNumber,

    /// <summary>It nests deeper than <see cref="JsonSyntaxReader.MaxDepth"/>.</summary>
    TooDeep,

    /// <summary>An escape in this string names half of a surrogate pair.</summary>
    LoneSurrogate,
}
