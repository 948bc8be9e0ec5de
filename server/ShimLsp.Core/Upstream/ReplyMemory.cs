namespace ShimLsp.Core.Upstream;

/// <summary>
/// The memory that large replies may take together: one for the process. A reply that would pass the limit waits until others are done.
/// One of them may always go on, up to its own limit, so that none waits for ever. When the last is done, the memory goes back to the
/// system. Thread-safe.
/// </summary>
/// <param name="clock">Time.</param>
/// <param name="most">The most bytes of replies that are held at a time, before one may pass it.</param>
public sealed class ReplyMemory(TimeProvider clock, long most = 64 * 1024 * 1024) : IDisposable
{
    /// <summary>A reply up to this size counts as nothing.</summary>
    private const long Small = 1024 * 1024;

    private const long MostDropped = 16 * 1024 * 1024;

    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Later = TimeSpan.FromSeconds(2);

    private readonly Lock gate = new();
    private readonly LinkedList<Waiter> waiting = new();
    private ITimer? givingBack;
    private Share? first; // the one that may pass the limit
    private bool looksAgain;
    private long taken;
    private long dropped;
    private long unsent;

    /// <summary>Begins a reply.</summary>
    public Share Open() => new(this);

    /// <summary>Notes how much is written and not yet sent to the client: answers with large replies are in it.</summary>
    /// <param name="bytes">How many bytes.</param>
    public void SetUnsent(long bytes)
    {
        if (bytes <= Small && Volatile.Read(ref unsent) == 0)
        {
            return;
        }

        lock (gate)
        {
            unsent = bytes <= Small ? 0 : bytes;
            Serve();
        }

        if (bytes <= Small)
        {
            GiveBackSoon();
        }
    }

    /// <summary>
    /// Gives memory back to the system in a moment. Without that the process would keep what its largest message once took.
    /// </summary>
    public void GiveBackSoon()
    {
        lock (gate)
        {
            givingBack ??= clock.CreateTimer(_ => GiveBack(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            givingBack.Change(Soon, Timeout.InfiniteTimeSpan);
            looksAgain = true;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => givingBack?.Dispose();

    /// <summary>
    /// Notes memory of a large message that nobody needs any more. The garbage collector would wait until there is much more of it.
    /// </summary>
    /// <param name="bytes">How many bytes.</param>
    public void Drop(long bytes)
    {
        if (Interlocked.Add(ref dropped, bytes) >= MostDropped)
        {
            Interlocked.Exchange(ref dropped, 0);
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }

        GiveBackSoon();
    }

    private void GiveBack()
    {
        lock (gate)
        {
            if (taken + unsent > 0)
            {
                return; // the last one that is done asks again
            }

            if (looksAgain)
            {
                looksAgain = false;
                givingBack!.Change(Later, Timeout.InfiniteTimeSpan); // what was just sent may still be in use
            }
        }

        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }

    private Task TakeAsync(Share share, long more, CancellationToken cancellationToken)
    {
        Waiter waiter;
        lock (gate)
        {
            if (share.IsClosed)
            {
                return Task.CompletedTask; // only its connection is being closed
            }

            if ((waiting.Count == 0 || share == first) && TryTake(share, more))
            {
                return Task.CompletedTask;
            }

            waiter = new(share, more);
            if (share == first)
            {
                waiting.AddFirst(waiter); // the others wait for its end
            }
            else
            {
                waiting.AddLast(waiter);
            }
        }

        return WaitAsync(waiter, cancellationToken);
    }

    private async Task WaitAsync(Waiter waiter, CancellationToken cancellationToken)
    {
        try
        {
            await waiter.Served.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            lock (gate)
            {
                waiting.Remove(waiter);
                Serve();
            }

            throw;
        }
    }

    private bool TryTake(Share share, long more)
    {
        if (unsent > most / 4)
        {
            return false; // even the first waits: the client has to read
        }

        if (share != first && taken + unsent + more > most)
        {
            if (first is not null)
            {
                return false;
            }

            first = share;
        }

        taken += more;
        share.Held += more;
        return true;
    }

    private void Serve()
    {
        while (waiting.First is { Value: var next } && TryTake(next.Share, next.More))
        {
            waiting.RemoveFirst();
            next.Served.TrySetResult();
        }
    }

    private void Close(Share share)
    {
        long held;
        lock (gate)
        {
            held = share.Held;
            taken -= held;
            (share.Held, share.IsClosed) = (0, true);
            first = share == first ? null : first;
            Serve();
        }

        if (held > 0)
        {
            Drop(held);
        }
    }

    private sealed class Waiter(Share share, long more)
    {
        public Share Share => share;

        public long More => more;

        public TaskCompletionSource Served { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>What one reply takes. It is given back when disposed. Not thread-safe.</summary>
    public sealed class Share : IDisposable
    {
        private readonly ReplyMemory memory;
        private long bytes;

        internal Share(ReplyMemory memory) => this.memory = memory;

        /// <summary>Whether the reply is large.</summary>
        public bool IsLarge => Held > 0;

        internal long Held { get; set; }

        internal bool IsClosed { get; set; }

        /// <summary>Takes room for more of the reply; waits while other large replies leave none.</summary>
        /// <param name="more">How many bytes.</param>
        /// <param name="cancellationToken">Ends the wait.</param>
        public Task TakeAsync(int more, CancellationToken cancellationToken)
        {
            bytes += more;
            return bytes <= Small ? Task.CompletedTask : memory.TakeAsync(this, bytes - Held, cancellationToken);
        }

        /// <inheritdoc/>
        public void Dispose() => memory.Close(this);
    }
}
