using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using ShimLsp.Core.Models.Text;
using StreamJsonRpc.Protocol;

namespace ShimLsp.Server.Rpc.Framing;

/// <summary>
/// Decides what happens to each message: it is delivered, answered, held or dropped. This class does no I/O and never waits, and only the
/// reading loop calls it.
/// </summary>
/// <param name="calls">Which calls are open.</param>
/// <param name="gate">The front's say.</param>
/// <param name="held">Where messages are kept back.</param>
/// <param name="unsent">What the peer has not taken yet.</param>
/// <param name="undone">
/// The work that is not done yet. If there is too much of it, or too much unsent, messages that would add to it are held.
/// </param>
internal sealed class Admission(
    CallLedger calls,
    IIncomingGate gate,
    HeldMessages held,
    HighWater unsent,
    params ImmutableArray<HighWater> undone
)
{
    private readonly ImmutableArray<HighWater> backlogs = [unsent, .. undone];
    private Hold hold = NoHold();
    private bool isLeaving;

    /// <summary>Completes when a reason to keep messages back is gone; there may be another.</summary>
    public Task Released => hold.IsReleased && Backlog() is { } backlog ? backlog.Fallen : hold.Released;

    /// <summary>Something is kept back, or was until a moment ago: a hold may be released on another thread at any time.</summary>
    public bool HasHeld => !held.IsEmpty;

    /// <summary>Too much is kept back: nothing more is to be read until some of it may go.</summary>
    public bool IsFull => held.IsFull;

    private bool IsHolding => !hold.IsReleased || IsBacklogged;

    private bool IsBacklogged => Backlog() is not null;

    /// <summary>Judges a message that has just been read.</summary>
    /// <param name="message">Its JSON.</param>
    /// <param name="readAt">The time, a timestamp of the clock.</param>
    public Admitted Admit(ReadOnlySpan<byte> message, long readAt)
    {
        if (!EnvelopeReader.TryRead(message, out Envelope envelope, out Fault fault))
        {
            return Refuse(fault);
        }

        if (envelope.Kind == MessageKind.Response)
        {
            // JsonRpc would end the connection over an answer to no request. Late and repeated answers are not worth that.
            return calls.TryClose(envelope.Id) ? Admitted.Deliver(envelope) : Admitted.Nothing;
        }

        if (envelope.Kind == MessageKind.Request && !calls.TryReceive(envelope.Id))
        {
            return Refuse(Fault.InvalidRequest("A request with this id is still running. Use another id.", envelope.Id));
        }

        if (gate.IsExit(envelope))
        {
            Leave();
        }

        var supersedes = IsHolding && gate.Supersedes(envelope);
        if (!HasHeld)
        {
            GiveWay(supersedes);
        }

        // A hold may be released at any moment; as long as something is still kept back, what comes after it queues up.
        if (IsHolding || HasHeld)
        {
            if (!envelope.Is("$/cancelRequest"u8) || envelope.Kind == MessageKind.Request)
            {
                held.Add(message, envelope.Id, readAt, supersedes);
                return Admitted.Nothing;
            }

            if (CancelledCall.ReadId(envelope.Params) is { } id && held.TryCancel(id))
            {
                return Admitted.Answer(new Fault(JsonRpcErrorCode.RequestCanceled, "The request was cancelled.", id), endsCall: true);
            }
        }

        return PassGate(envelope, readAt);
    }

    /// <summary>
    /// Answers a message that must not be delivered. If a peer that reads no answers has caused too many, the answer waits for its turn.
    /// </summary>
    public Admitted Refuse(Fault fault)
    {
        if (!IsBacklogged)
        {
            return Admitted.Answer(fault, endsCall: false);
        }

        held.Add(fault);
        return Admitted.Nothing;
    }

    /// <summary>Takes the oldest held message, if messages may continue. The caller returns its buffer to the shared pool.</summary>
    public bool TryTakeHeld([NotNullWhen(true)] out HeldMessage? message)
    {
        GiveWay(held.TryPeek(out message) && message.Supersedes);
        message = null;
        return !IsHolding && held.TryTake(out message);
    }

    /// <summary>Decides about a message that was held. Only the gate is left to ask.</summary>
    public Admitted AdmitHeld(HeldMessage message) =>
        message.Fault is { } fault || !EnvelopeReader.TryRead(message.Bytes.Span, out Envelope envelope, out fault)
            ? Admitted.Answer(fault, endsCall: false)
            : PassGate(envelope, message.ReadAt);

    private static Hold NoHold()
    {
        var hold = new Hold();
        hold.Release();
        return hold;
    }

    private HighWater? Backlog()
    {
        if (!isLeaving)
        {
            foreach (var backlog in backlogs)
            {
                if (backlog.IsOver)
                {
                    return backlog;
                }
            }
        }

        return null;
    }

    /// <summary>
    /// A peer that leaves waits for no hold and ends them all, because a message in a hold may be the shutdown that belongs to its exit. If
    /// the peer does not even read, held messages are not started any more: only the gate sees them.
    /// </summary>
    private void Leave()
    {
        var isDone = unsent.IsOver;
        isLeaving = true;
        hold = NoHold();
        while (isDone && held.TryTake(out var message))
        {
            if (EnvelopeReader.TryRead(message.Bytes.Span, out Envelope envelope, out _))
            {
                gate.Admit(envelope);
            }

            ByteArrays.Return(message.Buffer);
        }
    }

    /// <summary>Ends the wait for a hold if the next message supersedes the one that it stands behind.</summary>
    // It is not released: its message's handler may not have run yet, and finds it by that.
    private void GiveWay(bool supersedes)
    {
        if (supersedes && hold.CanBeSuperseded)
        {
            hold = NoHold();
        }
    }

    private Admitted PassGate(in Envelope envelope, long readAt)
    {
        if (envelope.Kind == MessageKind.Request && envelope.Is("$/cancelRequest"u8))
        {
            return Admitted.Answer(
                new Fault(JsonRpcErrorCode.MethodNotFound, "$/cancelRequest is a notification.", envelope.Id),
                endsCall: true
            );
        }

        GateVerdict verdict = gate.Admit(envelope);
        if (verdict.Refusal is { } refusal)
        {
            return envelope.Kind == MessageKind.Request
                ? Admitted.Answer(new Fault(verdict.Code, refusal, envelope.Id, verdict.Data), endsCall: true)
                : Admitted.Nothing;
        }

        if (verdict.Hold is { } behind)
        {
            behind.ReadAt = readAt;
        }

        // What overtakes a hold cannot replace it: the messages kept back wait for the first.
        if (verdict.Hold is { } next && hold.IsReleased && !isLeaving)
        {
            hold = next;
        }

        if (envelope.Kind == MessageKind.Request)
        {
            calls.Begin(envelope.Id);
        }

        return Admitted.Deliver(envelope, verdict.Hold);
    }
}
