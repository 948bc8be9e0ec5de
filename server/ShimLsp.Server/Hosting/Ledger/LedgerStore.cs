using ShimLsp.Server.Hosting.Files;
using ShimLsp.Server.Hosting.Ledger.Sqlite;

namespace ShimLsp.Server.Hosting.Ledger;

/// <summary>What became of a batch.</summary>
internal enum Written
{
    /// <summary>It is in the file.</summary>
    Done,

    /// <summary>Another process has the file; a later try may work.</summary>
    Busy,

    /// <summary>It is lost.</summary>
    Lost,
}

/// <summary>
/// Keeps the ledger's file open, and makes the best of what can happen to it: removed, damaged, full, written by a newer version. Not
/// thread-safe.
/// </summary>
/// <param name="folder">The state folder.</param>
/// <param name="days">How many days are kept.</param>
/// <param name="time">The clock.</param>
internal sealed class LedgerStore(string folder, int days, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan BetweenPrunings = TimeSpan.FromHours(12);

    private readonly string path = Path.Join(folder, LedgerFile.Name);
    private LedgerFile? file;
    private long? pruned;

    /// <summary>What was wrong at the last batch, as the end of a sentence without its full stop; null for nothing.</summary>
    public string? Why { get; private set; }

    /// <summary>Writes a batch.</summary>
    /// <param name="calls">The calls.</param>
    public Written Write(IReadOnlyList<LedgerCall> calls)
    {
        Why = null;
        try
        {
            try
            {
                WriteOnce(calls);
            }
            catch (SqliteException damaged) when (damaged.IsCorrupt)
            {
                SetAside();
                WriteOnce(calls);
            }

            return Written.Done;
        }
        catch (SqliteException failed)
        {
            Close(); // whatever it was, the next batch begins with a fresh look
            Why = failed.Why;
            return failed.IsBusy ? Written.Busy : Written.Lost;
        }
        catch (LedgerNewerException)
        {
            Why = "a newer version of shim-lsp wrote it. Update this one";
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException)
        {
            Why = "this build has no SQLite, and the machine has none";
        }
        catch (UnauthorizedAccessException)
        {
            Why = "permission denied";
        }
        catch (IOException)
        {
            Why = "the file system reports an error";
        }
        catch (Exception mistake) when (mistake is not OutOfMemoryException)
        {
            Why = $"an internal error ({mistake.GetType().Name})"; // even our own mistake costs statistics alone
        }

        return Written.Lost;
    }

    /// <inheritdoc/>
    public void Dispose() => Close();

    private void WriteOnce(IReadOnlyList<LedgerCall> calls)
    {
        if (file?.HasMoved is true)
        {
            Close();
        }

        file ??= Open();
        file.Write(calls, time.LocalTimeZone);
        Prune();
    }

    private LedgerFile Open()
    {
        if (!PrivateFolder.Ensure(folder))
        {
            throw new UnauthorizedAccessException();
        }

        WholeFile.CreateFolder(folder, Audience.Owner);
        return LedgerFile.Open(path) ?? throw new LedgerNewerException();
    }

    private void Prune()
    {
        if (pruned is { } last && time.GetElapsedTime(last) < BetweenPrunings)
        {
            return;
        }

        pruned = time.GetTimestamp();
        try
        {
            file!.Prune(DateOnly.FromDateTime(time.GetLocalNow().DateTime).AddDays(1 - days), LedgerLimits.MostBytes);
        }
        catch (SqliteException busyOrFull) when (!busyOrFull.IsCorrupt)
        {
            // The calls are written. The next pruning has another chance.
        }
    }

    /// <summary>
    /// Renames the damaged file, so that a person can try to save what is in it. Several processes may find the damage at once: the first
    /// one renames, and the others take the file that it begins.
    /// </summary>
    private void SetAside()
    {
        using var turn = FileLock.Take(Path.Join(folder, "lock"), time);
        if (IsReplaced())
        {
            return;
        }

        Close();
        var aside = Path.Join(folder, $"ledger.corrupt-{time.GetUtcNow():yyyyMMdd'T'HHmmss.fff'Z'}.db");
        // The log first: a new file must not find it. The index of it is made anew.
        MoveIfThere($"{path}-wal", $"{aside}-wal");
        File.Delete($"{path}-shm");
        MoveIfThere(path, aside);
        Why = $"it was damaged, so it was renamed to {aside} and a new one was begun";
    }

    private bool IsReplaced()
    {
        if (file is not null)
        {
            return file.HasMoved;
        }

        try
        {
            LedgerFile.Open(path)?.Dispose();
            return true;
        }
        catch (SqliteException damaged) when (damaged.IsCorrupt)
        {
            return false;
        }
    }

    private void Close()
    {
        file?.Dispose();
        file = null;
    }

    private static void MoveIfThere(string from, string to)
    {
        if (File.Exists(from))
        {
            File.Move(from, to, overwrite: true);
        }
    }

    /// <summary>A newer version of the program wrote the file.</summary>
    private sealed class LedgerNewerException : Exception;
}
