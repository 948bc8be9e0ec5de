using System.Collections.Immutable;
using System.Text;

namespace ShimLsp.Core.Upstream;

/// <summary>
/// A text of a reply, kept as UTF-8 in pieces. A reply may have 64 MiB. As one string it would take twice as much, and twice that again
/// while it is built. Immutable.
/// </summary>
public sealed class ReplyText : IEquatable<ReplyText>
{
    internal ReplyText(ImmutableArray<ReadOnlyMemory<byte>> pieces) => Pieces = pieces;

    /// <summary>No text.</summary>
    public static ReplyText Empty { get; } = new([]);

    /// <summary>The text, piece by piece: UTF-8, none empty, and each ends at the end of a character.</summary>
    public ImmutableArray<ReadOnlyMemory<byte>> Pieces { get; }

    /// <summary>Its length in bytes of UTF-8.</summary>
    public long ByteCount => Pieces.Sum(piece => (long)piece.Length);

    /// <summary>The text as one string, which takes memory of its own.</summary>
    /// <param name="text">The text.</param>
    public static implicit operator string(ReplyText text) => text.ToString();

    /// <summary>A string as a text. Half a character becomes U+FFFD.</summary>
    /// <param name="text">The string.</param>
    public static implicit operator ReplyText(string text)
    {
        var builder = new ReplyTextBuilder();
        builder.Append(text);
        return builder.Build();
    }

    /// <inheritdoc/>
    public override string ToString() =>
        Pieces switch
        {
            [] => "",
            [var only] => Encoding.UTF8.GetString(only.Span),
            _ => string.Concat(Pieces.Select(piece => Encoding.UTF8.GetString(piece.Span))),
        };

    /// <inheritdoc/>
    public bool Equals(ReplyText? other) => other is not null && ByteCount == other.ByteCount && ToString() == other.ToString();

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ReplyText);

    /// <inheritdoc/>
    public override int GetHashCode() => string.GetHashCode(ToString(), StringComparison.Ordinal);
}
