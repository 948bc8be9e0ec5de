using ShimLsp.Core.Models.Text;

namespace ShimLsp.Server.Rpc.Framing;

/// <summary>A message and what was decided about it.</summary>
/// <param name="Bytes">
/// Its JSON, valid until <see cref="IncomingMessages.Release"/>; empty for a message that is answered without delivery.
/// </param>
/// <param name="Admitted">The decision.</param>
internal readonly record struct Incoming(ReadOnlyMemory<byte> Bytes, Admitted Admitted);

/// <summary>
/// Yields messages in the order in which they are due: read from the input, or kept back by a hold and now free. While a hold
/// lasts it goes on reading, for what may overtake, and hears at once when the hold is released.
/// </summary>
internal sealed class IncomingMessages(FrameReader frames, Admission admission, ShimMessageHandlerOptions options)
{
    /// <summary>Between two looks whether an input that is not read has ended: it has to be noticed within a second.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);

    private readonly TaskCompletionSource<EndOfInput> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private EndOfInput? end;

    /// <summary>A read that is still under way after the wait for it ended: a hold was released first, or stdin blocks.</summary>
    private Task<Frame>? pendingFrame;

    private bool isFrameLent;
    private byte[]? lentBuffer;

    /// <summary>Completes when the input ends; cancelled if it is closed first.</summary>
    public Task<EndOfInput> Ended => ended.Task;

    /// <summary>Whether what was read is to be answered although the input has ended.</summary>
    public bool DrainsAtEnd => options.DrainAtCleanEnd && end == EndOfInput.CleanBoundary;

    /// <summary>Waits for the next message; <c>null</c> at the end.</summary>
    public async ValueTask<Incoming?> NextAsync(CancellationToken cancellationToken)
    {
        while (end is null || DrainsAtEnd)
        {
            if (admission.TryTakeHeld(out var held))
            {
                lentBuffer = held.Buffer;
                return WithoutNullParams(new Incoming(held.Bytes, admission.AdmitHeld(held)));
            }

            if (admission.HasHeld && (end is not null || admission.IsFull))
            {
                await WithoutReadingAsync(cancellationToken).ConfigureAwait(false);
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
            ByteArrays.Return(lentBuffer);
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

    /// <summary>
    /// Waits until something that is kept back may go. What has no need to be answered ends with its input, unread or not.
    /// </summary>
    private async ValueTask WithoutReadingAsync(CancellationToken cancellationToken)
    {
        var released = admission.Released;
        while (!released.IsCompleted && !(end is null && !options.DrainAtCleanEnd && options.HasInputEnded()))
        {
            await Task.WhenAny(released, Task.Delay(LookEvery, options.Clock, cancellationToken)).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }

        if (!released.IsCompleted)
        {
            End(EndOfInput.MidFrame);
        }
    }

    private void End(EndOfInput at)
    {
        end = at;
        ended.TrySetResult(at);
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

        // A read that blocks on stdin cannot be cancelled. Only the wait for it is.
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
                return new Incoming(frame.Body, admission.Admit(frame.Body.Span, options.Clock.GetTimestamp()));

            case FrameKind.Fault:
                return new Incoming(default, admission.Refuse(Fault.InvalidRequest(frame.Complaint!)));

            default:
                End(frame.Kind == FrameKind.CleanEnd ? EndOfInput.CleanBoundary : EndOfInput.MidFrame);
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
            lentBuffer = ByteArrays.Rent(length);
            next.Bytes.CopyTo(lentBuffer);
        }

        "{}  "u8.CopyTo(lentBuffer.AsSpan(next.Admitted.NullParamsAt));
        return next with { Bytes = lentBuffer.AsMemory(0, length) };
    }
}
