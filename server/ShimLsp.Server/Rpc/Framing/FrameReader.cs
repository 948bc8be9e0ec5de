using System.Buffers;
using System.IO.Pipelines;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Server.Rpc.Framing;

/// <summary>
/// Cuts a stream of bytes into frames. No input makes it throw: bytes that are not a frame are reported once as a fault, and reading
/// continues behind them.
/// </summary>
internal abstract class FrameReader(PipeReader input)
{
    private readonly Lock closing = new();
    private bool started;
    private bool busy;
    private bool closed;
    private bool lent;
    private SequencePosition behindFrame;
    private byte[]? copy;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Reads the next frame. <see cref="Release"/> must be called for each before the next is asked for.</summary>
    public async ValueTask<Frame> ReadAsync()
    {
        Begin();
        while (true)
        {
            ReadResult result;
            try
            {
                result = await input.ReadAsync(CancellationToken.None).ConfigureAwait(false);
            }
            catch (IOException)
            {
                // A peer that is cut off in the middle of a read has ended its input, if not politely.
                return new Frame(FrameKind.BrokenEnd);
            }

            ReadOnlySequence<byte> buffer = result.Buffer;
            if (SkipByteOrderMark(ref buffer, result.IsCompleted) && TryCut(ref buffer, out var body, out var complaint))
            {
                return Lend(complaint is null ? FrameKind.Message : FrameKind.Fault, body, complaint, buffer.Start);
            }

            if (result.IsCompleted)
            {
                return Lend(Finish(buffer), buffer, complaint: null, buffer.End);
            }

            input.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    /// <summary>Lets go of the last frame's bytes.</summary>
    public void Release()
    {
        if (copy is not null)
        {
            ByteArrays.Return(copy);
            copy = null;
        }

        if (lent)
        {
            lent = false;
            input.AdvanceTo(behindFrame);
        }

        lock (closing)
        {
            busy = false;
            if (closed)
            {
                input.Complete();
            }
        }
    }

    /// <summary>
    /// Completes the input, at once or when the frame in use is released. A read that never returns (a blocking stdin) keeps its buffer,
    /// because completing the pipe during it would give that buffer to another reader.
    /// </summary>
    public void Close()
    {
        lock (closing)
        {
            if (!closed && !busy)
            {
                input.Complete();
            }

            closed = true;
        }
    }

    /// <summary>Cuts one frame off the front of <paramref name="buffer"/>, or removes bytes that are certainly not part of one.</summary>
    /// <param name="buffer">In: all unread bytes. Out: the rest of them.</param>
    /// <param name="body">The message, when there is one.</param>
    /// <param name="complaint">What is wrong, when there is a fault instead of a message.</param>
    /// <returns><c>false</c> when more bytes are needed.</returns>
    protected abstract bool TryCut(ref ReadOnlySequence<byte> buffer, out ReadOnlySequence<byte> body, out string? complaint);

    /// <summary>Classifies the rest at the end of the input. <see cref="FrameKind.Message"/> takes all of it as a last frame.</summary>
    protected abstract FrameKind Finish(in ReadOnlySequence<byte> rest);

    private void Begin()
    {
        lock (closing)
        {
            ObjectDisposedException.ThrowIf(closed, this);
            busy = true;
        }
    }

    private Frame Lend(FrameKind kind, in ReadOnlySequence<byte> body, string? complaint, SequencePosition next)
    {
        if (kind == FrameKind.Message && !body.IsSingleSegment)
        {
            // The next reader needs one span. With a copy in hand, the pipe can have its segments back now.
            int length = checked((int)body.Length);
            copy = ByteArrays.Rent(length);
            body.CopyTo(copy);
            input.AdvanceTo(next);
            return new Frame(kind, copy.AsMemory(0, length));
        }

        lent = true;
        behindFrame = next;
        return new Frame(kind, kind == FrameKind.Message ? body.First : default, complaint);
    }

    private bool SkipByteOrderMark(ref ReadOnlySequence<byte> buffer, bool isCompleted)
    {
        if (started)
        {
            return true;
        }

        Span<byte> head = stackalloc byte[ByteOrderMark.Length];
        head = head[..(int)Math.Min(buffer.Length, head.Length)];
        buffer.Slice(0, head.Length).CopyTo(head);
        if (head.Length < ByteOrderMark.Length && ByteOrderMark.StartsWith(head) && !isCompleted)
        {
            return false;
        }

        started = true;
        if (head.SequenceEqual(ByteOrderMark))
        {
            buffer = buffer.Slice(head.Length);
        }

        return true;
    }
}
