using System.Globalization;
using ShimLsp.Core.Models;
using ShimLsp.Server.Hosting.Files;
using ShimLsp.Server.Hosting.Ledger.Sqlite;

namespace ShimLsp.Server.Hosting.Ledger;

/// <summary>
/// The ledger's file, open for writing. It commits to a write-ahead log, so that readers never wait for a writer, and a process that dies
/// leaves whole batches. Several processes may have it open. Not thread-safe.
/// </summary>
internal sealed class LedgerFile : IDisposable
{
    /// <summary>Its name in the state folder.</summary>
    public const string Name = "ledger.db";

    // What a second process, or a checkpoint of it, may take. Nobody waits for the writer.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    // A power cut may lose the newest batches and harms no older ones; no commit waits for the disk. Little is kept in memory. Pages that
    // pruning frees go back to the file system.
    private const string Pragmas = """
        PRAGMA auto_vacuum = INCREMENTAL;
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = NORMAL;
        PRAGMA journal_size_limit = 4194304;
        PRAGMA cache_size = -512;
        """;

    private const string InsertCall = """
        INSERT INTO calls (ended, day, tenant, workspace, model, provider, purpose, source, attempt, outcome, status, input, cached,
          output, estimated, cost, saved, first_ms, whole_ms)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """;

    private readonly Database database;
    private readonly Statement insert;
    private readonly Statement findName;
    private readonly Statement insertName;
    private readonly Dictionary<string, long> names = new(StringComparer.Ordinal);

    private LedgerFile(Database database)
    {
        this.database = database;
        insert = database.Prepare(InsertCall);
        findName = database.Prepare("SELECT id FROM names WHERE name = ?");
        insertName = database.Prepare("INSERT INTO names (name) VALUES (?)");
    }

    /// <summary>Opens the file, or makes it, private to the person.</summary>
    /// <param name="path">A full path, whose folder exists.</param>
    /// <returns>Null if a newer version of the program wrote it.</returns>
    /// <exception cref="SqliteException">It cannot be opened.</exception>
    /// <exception cref="DllNotFoundException">There is no SQLite.</exception>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    public static LedgerFile? Open(string path)
    {
        if (!Path.Exists(path))
        {
            Make(path);
        }

        var database = Database.Open(path, Native.OpenReadWrite, Patience);
        try
        {
            database.Run(Pragmas);
            if (LedgerSchema.Migrate(database, LedgerSchema.Steps))
            {
                return new(database);
            }
        }
        catch
        {
            database.Dispose();
            throw;
        }

        database.Dispose();
        return null;
    }

    /// <summary>Whether the file was renamed or removed since it was opened.</summary>
    public bool HasMoved => database.HasMoved;

    /// <summary>Writes calls: all of them, or none.</summary>
    /// <param name="calls">The calls.</param>
    /// <param name="zone">The time zone of the machine, for their days.</param>
    /// <exception cref="SqliteException">They could not be written.</exception>
    public void Write(IReadOnlyList<LedgerCall> calls, TimeZoneInfo zone)
    {
        database.Run("BEGIN IMMEDIATE");
        try
        {
            foreach (var call in calls)
            {
                Insert(call, zone);
            }

            database.Run("COMMIT");
        }
        catch (SqliteException)
        {
            names.Clear(); // what was inserted is gone again
            LedgerSchema.TryRollBack(database);
            throw;
        }
    }

    /// <summary>Removes calls before a day, and the oldest while the file is too large.</summary>
    /// <param name="first">The first day that is kept.</param>
    /// <param name="mostBytes">The largest size that the file may have.</param>
    /// <exception cref="SqliteException">It could not be done.</exception>
    public void Prune(DateOnly first, long mostBytes)
    {
        database.Run(string.Create(CultureInfo.InvariantCulture, $"DELETE FROM calls WHERE day < {NumberOf(first)}"));
        while (SizeInUse() > mostBytes && database.Number("SELECT count(*) FROM calls") is > 0 and var count)
        {
            // By tenths, oldest first. It is rare: a call takes some hundred bytes.
            var few = Math.Max(1, count / 10);
            database.Run(
                string.Create(CultureInfo.InvariantCulture, $"DELETE FROM calls WHERE id IN (SELECT id FROM calls ORDER BY id LIMIT {few})")
            );
        }

        database.Run("PRAGMA incremental_vacuum");
    }

    /// <summary>A day as the file has it: 20261130.</summary>
    /// <param name="day">The day.</param>
    public static long NumberOf(DateOnly day) => (day.Year * 10_000L) + (day.Month * 100) + day.Day;

    /// <inheritdoc/>
    public void Dispose()
    {
        insert.Dispose();
        findName.Dispose();
        insertName.Dispose();
        database.Dispose();
    }

    private static void Make(string path)
    {
        try
        {
            // SQLite gives its further files the mode of this one.
            new FileStream(path, WholeFile.Options(FileMode.CreateNew, Audience.Owner)).Dispose();
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process made it.
        }
    }

    private void Insert(LedgerCall call, TimeZoneInfo zone)
    {
        var entry = call.Entry;
        insert.Run(
            entry.Ended.ToUnixTimeMilliseconds(),
            NumberOf(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(entry.Ended, zone).DateTime)),
            NameOf(call.Scope.Tenant),
            NameOf(call.Scope.Workspace),
            NameOf(entry.Model.Value),
            NameOf(entry.Provider.ToWireName()),
            NameOf(LedgerWords.Of(entry.Purpose)),
            entry.Source is { } source ? NameOf(LedgerWords.Of(source)) : (long?)null,
            (long)entry.Attempt,
            NameOf(LedgerWords.Of(entry.Outcome)),
            (long?)entry.Status,
            entry.Usage?.Input,
            entry.Usage?.CachedInput,
            entry.Usage?.Output,
            entry.IsEstimated ? 1L : 0L,
            entry.Cost,
            entry.Saved,
            entry.FirstPiece?.TotalMilliseconds,
            entry.Elapsed.TotalMilliseconds
        );
    }

    private long NameOf(string name)
    {
        if (names.TryGetValue(name, out var known))
        {
            return known;
        }

        findName.Bind(name);
        var id = findName.Step() ? findName.Integer(0) : 0;
        findName.Reset();
        if (id == 0)
        {
            insertName.Run(name);
            id = database.LastRow;
        }

        return names[name] = id;
    }

    private long SizeInUse() =>
        (database.Number("PRAGMA page_count") - database.Number("PRAGMA freelist_count")) * database.Number("PRAGMA page_size");
}
