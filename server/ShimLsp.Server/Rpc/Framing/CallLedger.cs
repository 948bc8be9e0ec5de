using StreamJsonRpc;

namespace ShimLsp.Server.Rpc.Framing;

/// <summary>Which calls are open: the peer's, from their arrival until their answer is written, and ours, until theirs has come.</summary>
internal sealed class CallLedger
{
    private const int MostUnanswered = 4096;

    private readonly Lock changing = new();
    private readonly Dictionary<RequestId, bool> received = []; // and whether it was begun
    private readonly HashSet<RequestId> sent = [];
    private TaskCompletionSource? idle;
    private int begun;

    /// <summary>
    /// Whether too many of the peer's calls have started and are not answered. Each keeps its parameters and everything it waits for.
    /// </summary>
    public HighWater Unanswered { get; } = new(MostUnanswered);

    /// <summary>Opens a call of the peer's; <c>false</c> if one with this id is open.</summary>
    public bool TryReceive(RequestId id)
    {
        lock (changing)
        {
            return received.TryAdd(id, false);
        }
    }

    /// <summary>An open call of the peer's is being delivered.</summary>
    public void Begin(RequestId id)
    {
        lock (changing)
        {
            received[id] = true;
            Unanswered.Set(++begun);
        }
    }

    public void Answer(RequestId id)
    {
        lock (changing)
        {
            if (received.Remove(id, out bool wasBegun) && wasBegun)
            {
                Unanswered.Set(--begun);
            }

            if (received.Count == 0)
            {
                idle?.TrySetResult();
            }
        }
    }

    public void Send(RequestId id)
    {
        lock (changing)
        {
            sent.Add(id);
        }
    }

    /// <summary>Closes a call of ours; <c>false</c> if none with this id is open.</summary>
    public bool TryClose(RequestId id)
    {
        lock (changing)
        {
            return sent.Remove(id);
        }
    }

    /// <summary>Completes when the peer has no open call; meant for when no more can come.</summary>
    public Task WhenAllAnswered()
    {
        lock (changing)
        {
            if (received.Count == 0)
            {
                return Task.CompletedTask;
            }

            idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return idle.Task;
        }
    }
}
