using StreamJsonRpc;

namespace ShimLsp.Server.Rpc.Framing;

/// <summary>Which calls are open: the peer's, from their arrival until their answer is written, and ours, until theirs has come.</summary>
internal sealed class CallLedger
{
    private readonly Lock changing = new();
    private readonly HashSet<RequestId> received = [];
    private readonly HashSet<RequestId> sent = [];
    private TaskCompletionSource? idle;

    /// <summary>Opens a call of the peer's; <c>false</c> if one with this id is open.</summary>
    public bool TryReceive(RequestId id)
    {
        lock (changing)
        {
            return received.Add(id);
        }
    }

    public void Answer(RequestId id)
    {
        lock (changing)
        {
            received.Remove(id);
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
