namespace ShimLsp.Core.Spending;

/// <summary>
/// Brings into a book what a ledger knows: before the first call that a budget limits, and again now and then, for what other processes
/// spend. A ledger that is slow or broken costs no request. Thread-safe.
/// </summary>
/// <param name="book">The book.</param>
/// <param name="history">The ledger.</param>
/// <param name="clock">Time.</param>
/// <param name="failed">Told of a ledger that cannot be read.</param>
public sealed class SpendingKnowledge(SpendingBook book, ISpendingHistory history, TimeProvider clock, Action<Exception> failed)
{
    /// <summary>What another process spends is known here after this time at the latest.</summary>
    public static readonly TimeSpan Renewal = TimeSpan.FromSeconds(30);

    /// <summary>How long the first call waits for the ledger.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    private readonly Lock gate = new();
    private Task? first;
    private Task? newest;
    private long begun;

    /// <summary>Reads the ledger, unless it was read a moment ago or is being read. It waits for nothing.</summary>
    /// <returns>The first reading.</returns>
    public Task Begin()
    {
        lock (gate)
        {
            if (newest is null || (newest.IsCompleted && clock.GetElapsedTime(begun) >= Renewal))
            {
                begun = clock.GetTimestamp();
                newest = Task.Run(ReadAsync, CancellationToken.None); // a ledger is a file, and to read it may block
                first ??= newest;
            }

            return first!;
        }
    }

    /// <summary>The same, but waits until the ledger was read once, at most <see cref="LongestWait"/>.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async ValueTask RefreshAsync(CancellationToken cancellationToken)
    {
        var known = Begin();
        if (known.IsCompleted)
        {
            return;
        }

        try
        {
            await known.WaitAsync(LongestWait, clock, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // It goes on with what it knows. What the ledger has is learned when it comes.
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            book.Learn(await history.ReadAsync(book.FirstDay(), CancellationToken.None).ConfigureAwait(false));
        }
#pragma warning disable CA1031 // Whatever it is, it costs no request: the ledger is only read.
        catch (Exception broken)
#pragma warning restore CA1031
        {
            failed(broken);
        }
    }
}
