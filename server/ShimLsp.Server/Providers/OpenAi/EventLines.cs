using ShimLsp.Core.Upstream;
using ShimLsp.Server.Providers.Http;

namespace ShimLsp.Server.Providers.OpenAi;

/// <summary>
/// A stream of server-sent events, passed on by whole lines. A reader of events needs the whole line anyway, so nothing comes later for
/// it; and a whole line can be looked at.
/// </summary>
/// <param name="inner">The events; disposed with this.</param>
/// <param name="wire">Receives what the lines reveal.</param>
internal sealed class EventLines(Stream inner, OpenAiWire wire) : ReadOnlyStream
{
    private byte[] buffer = new byte[4096];
    private int start;
    private int ready;
    private int filled;
    private UpstreamException? failed;

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken = default)
    {
        while (start == ready)
        {
            if (failed is not null)
            {
                throw failed;
            }

            MakeRoom();
            var read = await inner.ReadAsync(buffer.AsMemory(filled), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                ready = filled; // half a line at the end is the reader's to judge
                break;
            }

            var last = buffer.AsSpan(filled, read).LastIndexOfAny((byte)'\n', (byte)'\r');
            filled += read;
            if (last >= 0)
            {
                ready = filled - read + last + 1;
                Look();
            }
        }

        var count = Math.Min(destination.Length, ready - start);
        buffer.AsMemory(start, count).CopyTo(destination);
        start += count;
        return count;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private void MakeRoom()
    {
        if (start > 0)
        {
            buffer.AsSpan(start, filled - start).CopyTo(buffer);
            filled -= start;
            start = ready = 0;
        }

        if (filled == buffer.Length)
        {
            Array.Resize(ref buffer, 2 * buffer.Length);
        }
    }

    /// <summary>Looks at the lines that have just become whole. Most pass with three searches.</summary>
    private void Look()
    {
        var lines = buffer.AsSpan(start, ready - start);
        if (lines.IndexOf("\"error\""u8) >= 0)
        {
            lines = lines[..UpToError(lines)];
        }

        wire.IsDone |= lines.IndexOf("[DONE]"u8) >= 0 && IsMark(lines);
        if (FinishReasons.Mend(lines, out var own) is { } mended)
        {
            wire.OwnReason = own ?? wire.OwnReason;
            var rest = buffer.AsSpan(ready, filled - ready).ToArray();
            buffer = [.. mended, .. rest, .. new byte[4096]];
            (start, ready, filled) = (0, mended.Length, mended.Length + rest.Length);
        }
    }

    private static bool IsMark(ReadOnlySpan<byte> lines)
    {
        foreach (var range in lines.SplitAny((byte)'\n', (byte)'\r'))
        {
            if (Data(lines[range]).TrimEnd((byte)' ').SequenceEqual("[DONE]"u8))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The length of the lines before an error, if there is one. The text until then is still passed on.</summary>
    private int UpToError(ReadOnlySpan<byte> lines)
    {
        foreach (var range in lines.SplitAny((byte)'\n', (byte)'\r'))
        {
            var (at, length) = range.GetOffsetAndLength(lines.Length);
            var data = Data(lines[range]);
            if (KnownErrors.FindIn(buffer.AsMemory(start + at + length - data.Length, data.Length)) is { } error)
            {
                failed = error.ToException();
                ready = start + at;
                return at;
            }
        }

        return lines.Length;
    }

    private static ReadOnlySpan<byte> Data(ReadOnlySpan<byte> line) =>
        line.StartsWith("data:"u8) ? line[5..].TrimStart((byte)' ') : default;
}
