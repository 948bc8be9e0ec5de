using System.Text.Unicode;

namespace ShimLsp.Core.Upstream;

/// <summary>Builds a <see cref="ReplyText"/>. What it holds is never copied to make room. Not thread-safe.</summary>
public sealed class ReplyTextBuilder
{
    private const int FirstPiece = 256;
    private const int MostPiece = 1024 * 1024;
    private const int LongestCharacter = 4;

    private readonly List<ReadOnlyMemory<byte>> full = [];
    private byte[] last = [];
    private int used;

    /// <summary>Its length so far, in bytes of UTF-8.</summary>
    public long Length { get; private set; }

    /// <summary>Adds to the text.</summary>
    /// <param name="more">More of it. Half a character becomes U+FFFD.</param>
    public void Append(ReadOnlySpan<char> more)
    {
        while (!more.IsEmpty)
        {
            if (last.Length - used < LongestCharacter)
            {
                BeginPiece();
            }

            Utf8.FromUtf16(more, last.AsSpan(used), out var read, out var written);
            more = more[read..];
            used += written;
            Length += written;
        }
    }

    /// <summary>The text as far as it has come.</summary>
    public ReplyText Build() => new(used == 0 ? [.. full] : [.. full, last.AsMemory(0, used)]);

    // Each is as long as all before it, so that a short text takes little and a long one has few pieces.
    private void BeginPiece()
    {
        if (used > 0)
        {
            full.Add(last.AsMemory(0, used));
        }

        // Pinned, a large one is not copied when the heap is compacted.
        var size = (int)Math.Clamp(Length, FirstPiece, MostPiece);
        last = GC.AllocateUninitializedArray<byte>(size, pinned: size == MostPiece);
        used = 0;
    }
}
