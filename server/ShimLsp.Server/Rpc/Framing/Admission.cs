using StreamJsonRpc.Protocol;

namespace ShimLsp.Server.Rpc.Framing;

/// <summary>
/// Decides what becomes of each message: delivered, answered, kept back or dropped. No IO and no waiting happen here, and only
/// the reading loop calls it.
/// </summary>
internal sealed class Admission(CallLedger calls, IIncomingGate gate, HeldMessages held)
{
    private Hold hold = NoHold();
    private bool isLeaving;

    /// <summary>Completes when messages that are kept back may go.</summary>
    public Task Released => hold.Released;

    /// <summary>Something is kept back, or was until a moment ago: a hold may be released on another thread at any time.</summary>
    public bool HasHeld => !held.IsEmpty;

    /// <summary>Too much is kept back: nothing more is to be read until the hold is released.</summary>
    public bool IsFull => held.IsFull;

    private bool IsHolding => !hold.IsReleased;

    /// <summary>Judges a message that has just been read.</summary>
    public Admitted Admit(ReadOnlySpan<byte> message)
    {
        if (!EnvelopeReader.TryRead(message, out Envelope envelope, out Fault fault))
        {
            return Admitted.Answer(fault, endsCall: false);
        }

        if (envelope.Kind == MessageKind.Response)
        {
            // JsonRpc ends the connection over an answer to nothing; late and doubled answers are no reason for that.
            return calls.TryClose(envelope.Id) ? Admitted.Deliver(envelope) : Admitted.Nothing;
        }

        if (envelope.Kind == MessageKind.Request && !calls.TryReceive(envelope.Id))
        {
            return Admitted.Answer(Fault.InvalidRequest("A request with this id is in flight.", envelope.Id), endsCall: false);
        }

        if (envelope.Is("exit"u8))
        {
            // It waits for no hold, and ends them all. What it would overtake may hold the shutdown that belongs to it.
            isLeaving = true;
            hold = NoHold();
        }

        // A hold may be released at any moment; as long as something is still kept back, what comes after it queues up.
        if (IsHolding || HasHeld)
        {
            if (!envelope.Is("$/cancelRequest"u8) || envelope.Kind == MessageKind.Request)
            {
                held.Add(message, envelope.Id);
                return Admitted.Nothing;
            }

            if (CancelledCall.ReadId(envelope.Params) is { } id && held.TryCancel(id))
            {
                return Admitted.Answer(new Fault(JsonRpcErrorCode.RequestCanceled, "The request was cancelled.", id), endsCall: true);
            }
        }

        return PassGate(envelope);
    }

    /// <summary>Takes the oldest message kept back, if they may go. Its buffer is the caller's, to give back to the shared pool.</summary>
    public bool TryTakeHeld(out byte[] buffer, out int length)
    {
        (buffer, length) = ([], 0);
        return !IsHolding && held.TryTake(out buffer, out length);
    }

    /// <summary>Judges a message that was kept back: what is left to ask is the gate.</summary>
    public Admitted AdmitHeld(ReadOnlySpan<byte> message) =>
        EnvelopeReader.TryRead(message, out Envelope envelope, out Fault fault)
            ? PassGate(envelope)
            : Admitted.Answer(fault, endsCall: false);

    private static Hold NoHold()
    {
        var hold = new Hold();
        hold.Release();
        return hold;
    }

    private Admitted PassGate(in Envelope envelope)
    {
        if (envelope.Kind == MessageKind.Request && envelope.Is("$/cancelRequest"u8))
        {
            return Admitted.Answer(new Fault(JsonRpcErrorCode.MethodNotFound, "$/cancelRequest is a notification.", envelope.Id), endsCall: true);
        }

        GateVerdict verdict = gate.Admit(envelope);
        if (verdict.Refusal is { } refusal)
        {
            return envelope.Kind == MessageKind.Request
                ? Admitted.Answer(new Fault(verdict.Code, refusal, envelope.Id, verdict.Data), endsCall: true)
                : Admitted.Nothing;
        }

        // What overtakes a hold cannot replace it: the messages kept back wait for the first.
        if (verdict.Hold is { } next && !IsHolding && !isLeaving)
        {
            hold = next;
        }

        return Admitted.Deliver(envelope, verdict.Hold);
    }
}
