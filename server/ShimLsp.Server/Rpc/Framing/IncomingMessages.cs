using System.Buffers;

namespace ShimLsp.Server.Rpc.Framing;

/// <summary>A message and what was decided about it.</summary>
/// <param name="Bytes">Its JSON, valid until <see cref="IncomingMessages.Release"/>; empty for what is answered unseen.</param>
/// <param name="Admitted">The decision.</param>
internal readonly record struct Incoming(ReadOnlyMemory<byte> Bytes, Admitted Admitted);

/// <summary>
/// Yields messages in the order in which they are due: read from the input, or kept back by a hold and now free. While a hold
/// lasts it goes on reading, for what may overtake, and hears at once when the hold is released.
/// </summary>
internal sealed class IncomingMessages(FrameReader frames, Admission admission, bool drainAtCleanEnd)
{
    private readonly TaskCompletionSource<EndOfInput> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private EndOfInput? end;

    /// <summary>A read that outlived the wait for it: a hold was released meanwhile, or stdin blocks.</summary>
    private Task<Frame>? pendingFrame;

    private bool isFrameLent;
    private byte[]? lentBuffer;

    /// <summary>Completes when the input ends; cancelled if it is closed first.</summary>
    public Task<EndOfInput> Ended => ended.Task;

    /// <summary>Whether what was read is to be answered although the input has ended.</summary>
    public bool DrainsAtEnd => drainAtCleanEnd && end == EndOfInput.CleanBoundary;

    /// <summary>Waits for the next message; <c>null</c> at the end.</summary>
    public async ValueTask<Incoming?> NextAsync(CancellationToken cancellationToken)
    {
        while (end is null || DrainsAtEnd)
        {
            if (admission.TryTakeHeld(out byte[] buffer, out int length))
            {
                lentBuffer = buffer;
                return WithoutNullParams(new Incoming(buffer.AsMemory(0, length), admission.AdmitHeld(buffer.AsSpan(0, length))));
            }

            if (admission.HasHeld && (end is not null || admission.IsFull))
            {
                await admission.Released.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
            else if (end is not null)
            {
                return null;
            }
            else if (await NextFrameAsync(cancellationToken).ConfigureAwait(false) is { } frame && Receive(frame) is { } received)
            {
                return WithoutNullParams(received);
            }
        }

        return null;
    }

    /// <summary>Ends the use of the last message's bytes.</summary>
    public void Release()
    {
        if (lentBuffer is not null)
        {
            ArrayPool<byte>.Shared.Return(lentBuffer);
            lentBuffer = null;
        }

        if (isFrameLent)
        {
            isFrameLent = false;
            frames.Release();
        }
    }

    public void Close()
    {
        frames.Close();
        ended.TrySetCanceled();
    }

    /// <summary>Waits for a frame; <c>null</c> if a hold is released first.</summary>
    private async ValueTask<Frame?> NextFrameAsync(CancellationToken cancellationToken)
    {
        if (pendingFrame is null)
        {
            ValueTask<Frame> reading = frames.ReadAsync();
            if (reading.IsCompleted)
            {
                isFrameLent = true;
                return await reading.ConfigureAwait(false);
            }

            pendingFrame = reading.AsTask();
        }

        // The read itself cannot be cancelled where stdin blocks; what is cancelled is the wait for it.
        Task first = admission.HasHeld ? Task.WhenAny(pendingFrame, admission.Released) : pendingFrame;
        await first.WaitAsync(cancellationToken).ConfigureAwait(false);
        if (!pendingFrame.IsCompleted)
        {
            return null;
        }

        Frame frame = await pendingFrame.ConfigureAwait(false);
        pendingFrame = null;
        isFrameLent = true;
        return frame;
    }

    private Incoming? Receive(in Frame frame)
    {
        switch (frame.Kind)
        {
            case FrameKind.Message:
                return new Incoming(frame.Body, admission.Admit(frame.Body.Span));

            case FrameKind.Fault:
                return new Incoming(default, Admitted.Answer(Fault.InvalidRequest(frame.Complaint!), endsCall: false));

            default:
                end = frame.Kind == FrameKind.CleanEnd ? EndOfInput.CleanBoundary : EndOfInput.MidFrame;
                ended.TrySetResult(end.Value);
                return null;
        }
    }

    /// <summary>
    /// Some clients send <c>"params":null</c> for "none"; a method that takes one object of parameters would be called with
    /// <c>null</c>. It gets an empty object, which fits in the same place.
    /// </summary>
    private Incoming WithoutNullParams(in Incoming next)
    {
        if (next.Admitted.NullParamsAt < 0)
        {
            return next;
        }

        int length = next.Bytes.Length;
        if (lentBuffer is null)
        {
            lentBuffer = ArrayPool<byte>.Shared.Rent(length);
            next.Bytes.CopyTo(lentBuffer);
        }

        "{}  "u8.CopyTo(lentBuffer.AsSpan(next.Admitted.NullParamsAt));
        return next with { Bytes = lentBuffer.AsMemory(0, length) };
    }
}
