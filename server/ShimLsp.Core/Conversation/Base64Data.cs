using System.Buffers.Text;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Conversation;

/// <summary>
/// Data in base64, as a client sent it. Every provider wants base64 too, and a long session has megabytes of images, so it is neither
/// decoded nor copied. It refers to the request's JSON, and is usable as long as that is. Immutable.
/// </summary>
public sealed class Base64Data
{
    private readonly Utf8Text text;
    private readonly int start;

    private Base64Data(Utf8Text text, int start, int byteCount) => (this.text, this.start, ByteCount) = (text, start, byteCount);

    /// <summary>The base64: padded, without white space.</summary>
    public ReadOnlySpan<byte> Text => text.Span[start..];

    /// <summary>How many bytes it is when it is decoded; at least 1.</summary>
    public int ByteCount { get; }

    /// <summary>Checks that a text is base64 to its end; null if it is not, or if it is empty.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where in it the base64 begins.</param>
    internal static Base64Data? Find(Utf8Text text, int start)
    {
        var given = text.Span[start..];
        if (!Base64.IsValid(given, out var count) || count == 0)
        {
            return null;
        }

        var padded = (count + 2) / 3 * 4;
        return given.Length == padded ? new(text, start, count) : new(new Utf8Text(WithoutSpace(given, padded)), 0, count);
    }

    private static byte[] WithoutSpace(ReadOnlySpan<byte> given, int length)
    {
        var (dense, to) = (new byte[length], 0);
        foreach (var character in given)
        {
            if (character > ' ')
            {
                dense[to++] = character;
            }
        }

        return dense;
    }
}
