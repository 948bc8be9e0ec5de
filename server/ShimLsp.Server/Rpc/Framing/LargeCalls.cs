using ShimLsp.Core.Upstream;
using StreamJsonRpc;

namespace ShimLsp.Server.Rpc.Framing;

/// <summary>The peer's messages of many bytes: when they are dealt with, their memory goes back to the system. Thread-safe.</summary>
/// <param name="memory">Gives it back.</param>
internal sealed class LargeCalls(ReplyMemory memory)
{
    private const int MostSmallBytes = 1024 * 1024;

    private readonly Lock changing = new();
    private readonly HashSet<RequestId> open = [];
    private volatile int count;

    /// <summary>Notes a message.</summary>
    /// <param name="next">The message.</param>
    public void Note(in Incoming next)
    {
        if (next.Bytes.Length <= MostSmallBytes)
        {
            return;
        }

        memory.GiveBackSoon();
        if (!next.Admitted.Id.IsEmpty)
        {
            lock (changing)
            {
                open.Add(next.Admitted.Id);
                count = open.Count;
            }
        }
    }

    /// <summary>Notes that a call is answered.</summary>
    /// <param name="id">The call.</param>
    public void Answer(RequestId id)
    {
        if (count == 0)
        {
            return;
        }

        lock (changing)
        {
            if (!open.Remove(id))
            {
                return;
            }

            count = open.Count;
        }

        memory.GiveBackSoon();
    }
}
