using System.Buffers;
using System.Text.Unicode;
using Nerdbank.Streams;

namespace ShimLsp.Server.Rpc.Framing;

/// <summary>
/// Frames that go out together. Small bodies are copied into one buffer. A large one is sent from where it was written, since a copy would
/// take as much again. Not thread-safe.
/// </summary>
/// <param name="framing">How they are framed.</param>
internal sealed class OutgoingBatch(Framing framing)
{
    /// <summary>A body with more bytes is not copied, and a buffer that grew beyond this is not kept.</summary>
    private const int MostSmallBytes = 1024 * 1024;

    private readonly List<(int At, Sequence<byte> Body)> large = [];
    private ArrayBufferWriter<byte> small = new();

    /// <summary>All of it, in bytes.</summary>
    public int Length { get; private set; }

    /// <summary>Adds a frame.</summary>
    /// <param name="body">The message.</param>
    /// <returns>Whether the batch keeps the body until it is cleared. If not, the caller may use it again.</returns>
    public bool Add(Sequence<byte> body)
    {
        var length = (int)body.Length;
        var before = small.WrittenCount;
        if (framing == Framing.Header)
        {
            Span<byte> header = small.GetSpan(32);
            Utf8.TryWrite(header, $"Content-Length: {length}\r\n\r\n", out int headerLength);
            small.Advance(headerLength);
        }

        var keeps = length > MostSmallBytes;
        if (keeps)
        {
            large.Add((small.WrittenCount, body));
            Length += length;
        }
        else
        {
            // Room for all of it at once, and for a line end.
            body.AsReadOnlySequence.CopyTo(small.GetSpan(length + 1));
            small.Advance(length);
        }

        if (framing == Framing.NewLine)
        {
            small.Write("\n"u8);
        }

        Length += small.WrittenCount - before;
        return keeps;
    }

    /// <summary>The bytes to send, in order.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Parts()
    {
        var sent = 0;
        foreach (var (at, body) in large)
        {
            if (at > sent)
            {
                yield return small.WrittenMemory[sent..at];
                sent = at;
            }

            foreach (var segment in body.AsReadOnlySequence)
            {
                yield return segment;
            }
        }

        if (small.WrittenCount > sent)
        {
            yield return small.WrittenMemory[sent..];
        }
    }

    /// <summary>Empties it, to be filled again.</summary>
    /// <returns>How many bytes the large bodies had.</returns>
    public long Clear()
    {
        var dropped = large.Sum(kept => kept.Body.Length);
        large.ForEach(kept => kept.Body.Reset());
        large.Clear();
        Length = 0;
        if (small.Capacity > MostSmallBytes)
        {
            small = new();
        }
        else
        {
            small.ResetWrittenCount();
        }

        return dropped;
    }
}
