namespace ShimLsp.Server.Rpc.Framing;

/// <summary>
/// Starts calls in the order of their messages, one at a time up to their first wait, and counts those that wait for their turn.
/// Messages are read faster than they are carried out, so without a bound a client that only sends would fill the memory.
/// </summary>
internal sealed class StartsInOrder : SynchronizationContext, IThreadPoolWorkItem
{
    /// <summary>More requests than a client that waits for answers has in flight, so that such a client never reaches it.</summary>
    private const int Most = 128;

    private readonly Lock changing = new();
    private readonly Queue<(SendOrPostCallback Start, object? State)> queue = new();
    private bool isRunning;

    /// <summary>Whether too many calls wait for their turn.</summary>
    public HighWater Waiting { get; } = new(Most);

    /// <inheritdoc/>
    public override void Post(SendOrPostCallback d, object? state)
    {
        lock (changing)
        {
            queue.Enqueue((d, state));
            Waiting.Set(queue.Count);
            if (isRunning)
            {
                return;
            }

            isRunning = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <inheritdoc/>
    void IThreadPoolWorkItem.Execute()
    {
        while (TryTake(out var call))
        {
            call.Start(call.State);
        }
    }

    private bool TryTake(out (SendOrPostCallback Start, object? State) call)
    {
        lock (changing)
        {
            isRunning = queue.TryDequeue(out call);
            Waiting.Set(queue.Count);
            return isRunning;
        }
    }
}
