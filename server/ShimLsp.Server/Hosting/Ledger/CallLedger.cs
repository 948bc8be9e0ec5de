using Microsoft.Extensions.Logging;
using ShimLsp.Core.Ledger;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Hosting.Ledger;

/// <summary>
/// Records the calls of all sessions of this process in one file of the state folder. A call is put in a queue and nothing more; a thread
/// of its own opens the file when the first one comes, and writes in batches. What goes wrong is logged once, and costs statistics alone.
/// Thread-safe.
/// </summary>
/// <param name="host">The machine.</param>
/// <param name="logger">The log.</param>
/// <param name="mostWaiting">How many calls may wait to be written. Further ones are lost.</param>
internal sealed partial class CallLedger(HostEnvironment host, ILogger logger, int mostWaiting = 16 * 1024) : IDisposable
{
    /// <summary>What comes within this time after a batch is written together: a commit costs more than a row.</summary>
    private static readonly TimeSpan BetweenBatches = TimeSpan.FromMilliseconds(100);

    /// <summary>How long a reader waits for the calls before it to be written.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(3);

    /// <summary>How long the end of the process waits for the last calls.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);

    private readonly Lock changing = new();
    private readonly LedgerLimits limits = LedgerLimits.Of(host);
    private readonly string? folder = host.StateFolder;
    private readonly ManualResetEventSlim arrived = new();
    private readonly ManualResetEventSlim closing = new();
    private List<Waiting> waiting = [];
    private Thread? writing;
    private long lost;
    private bool isFailing;
    private volatile bool isClosed;

    /// <summary>How many calls could not be recorded.</summary>
    public long Lost => Interlocked.Read(ref lost);

    /// <summary>The ledger of one session.</summary>
    /// <param name="tenant">Its tenant.</param>
    /// <param name="workspace">Its folder; null for none.</param>
    public ICallLedger Of(string tenant, FolderPath? workspace) => new SessionLedger(this, new(tenant, workspace));

    /// <summary>Accepts no more calls, and waits a moment for the last ones to be written.</summary>
    public void Dispose()
    {
        lock (changing)
        {
            if (isClosed)
            {
                return;
            }

            isClosed = true;
            arrived.Set();
            closing.Set();
        }

        var isDone = writing?.Join(LastWords) is not false;
        if (Lost is > 0 and var missing)
        {
            LogLost(logger, missing);
        }

        if (isDone)
        {
            arrived.Dispose();
            closing.Dispose();
        }
    }

    private void Add(LedgerCall call)
    {
        if (limits.IsOn && folder is not null && !TryAdd(new(call, null)))
        {
            Interlocked.Increment(ref lost);
        }
    }

    private bool TryAdd(Waiting one)
    {
        // A lock that nobody holds for long: the writer takes all that waits at once, and writes without it.
        lock (changing)
        {
            if (isClosed || waiting.Count >= mostWaiting)
            {
                return false;
            }

            waiting.Add(one);
            if (waiting.Count == 1)
            {
                arrived.Set();
            }

            if (writing is null)
            {
                writing = new Thread(WriteAll) { IsBackground = true, Name = "ledger" };
                writing.Start();
            }

            return true;
        }
    }

    /// <summary>Waits until the calls before this moment are written, or cannot be.</summary>
    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (writing is not null && TryAdd(new(null, written)))
        {
            await Task.WhenAny(written.Task, Task.Delay(LongestWait, host.Time, cancellationToken)).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private void WriteAll()
    {
        using var store = new LedgerStore(folder!, limits.Days, host.Time);
        var (batch, isLast) = (new List<Waiting>(), false);
        while (!isLast)
        {
            arrived.Wait();
            lock (changing)
            {
                (batch, waiting) = (waiting, batch);
                arrived.Reset();
                isLast = isClosed;
            }

            LedgerCall[] calls = [.. batch.Select(one => one.Call).OfType<LedgerCall>()];
            if (calls.Length > 0)
            {
                Write(store, calls);
            }

            batch.ForEach(one => one.Reader?.TrySetResult());
            batch.Clear();
            closing.Wait(BetweenBatches);
        }
    }

    private void Write(LedgerStore store, LedgerCall[] calls)
    {
        Written written;
        do
        {
            written = store.Write(calls);
        } while (written is Written.Busy && !isClosed);

        if (written is not Written.Done)
        {
            Interlocked.Add(ref lost, calls.Length);
        }

        if (store.Why is { } why && !isFailing)
        {
            LogTrouble(logger, Path.Join(folder, LedgerFile.Name), why);
        }

        isFailing = written is not Written.Done;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Statistics of calls are incomplete. {Path}: {Why}.")]
    private static partial void LogTrouble(ILogger logger, string path, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Statistics of calls are incomplete: {Count} calls could not be recorded.")]
    private static partial void LogLost(ILogger logger, long count);

    /// <summary>A call that waits to be written, or a reader that waits for those before it.</summary>
    private readonly record struct Waiting(LedgerCall? Call, TaskCompletionSource? Reader);

    private sealed class SessionLedger(CallLedger ledger, LedgerScope scope) : ICallLedger
    {
        public void Add(LedgerEntry entry) => ledger.Add(new(scope, entry));

        public async Task<LedgerReport> ReadAsync(LedgerQuery query, CancellationToken cancellationToken)
        {
            await ledger.FlushAsync(cancellationToken).ConfigureAwait(false);
            return await new LedgerHistory(ledger.folder)
                .ReadAsync(query, scope.Tenant, scope.Workspace, cancellationToken)
                .ConfigureAwait(false);
        }
    }
}
