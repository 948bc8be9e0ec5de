using ShimLsp.Core.Ledger;
using ShimLsp.Core.Spending;
using ShimLsp.Server.Hosting.Files;
using ShimLsp.Server.Hosting.Ledger.Sqlite;

namespace ShimLsp.Server.Hosting.Ledger;

/// <summary>Reads the ledger's file, which other processes may be writing.</summary>
/// <param name="folder">The state folder; null if there is none.</param>
internal sealed class LedgerHistory(string? folder) : ISpendingHistory
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Sums calls.</summary>
    /// <param name="query">Which, and how.</param>
    /// <param name="tenant">Whose; null for all tenants, whom only the person may see whose folder it is.</param>
    /// <param name="workspace">The real path of the workspace's folder; null for all.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="LedgerException">The file cannot be read.</exception>
    public Task<LedgerReport> ReadAsync(LedgerQuery query, string? tenant, string? workspace, CancellationToken cancellationToken) =>
        InBackground(database => new LedgerReading(database, tenant, workspace).Read(query), LedgerReport.Empty(query), cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="LedgerException">The file cannot be read.</exception>
    public async ValueTask<IReadOnlyList<SpentDay>> ReadAsync(DateOnly since, CancellationToken cancellationToken) =>
        await InBackground<IReadOnlyList<SpentDay>>(
                database => new LedgerReading(database, tenant: null, workspace: null).SpentByDay(since),
                [],
                cancellationToken
            )
            .ConfigureAwait(false);

    // SQLite has no calls that do not block.
    private Task<T> InBackground<T>(Func<Database, T> read, T nothing, CancellationToken cancellationToken) =>
        Task.Run(() => Read(read, nothing), cancellationToken).WaitAsync(cancellationToken);

    private T Read<T>(Func<Database, T> read, T nothing)
    {
        var path = folder is null ? null : Path.Join(folder, LedgerFile.Name);
        if (path is null || !File.Exists(path) || !PrivateFolder.Ensure(folder!))
        {
            return nothing;
        }

        try
        {
            using var database = Database.Open(path, Native.OpenReadWrite, Patience); // what a killed writer left has to be put in order
            if (LedgerSchema.VersionOf(database) == 0)
            {
                return nothing; // a writer is about to make the tables
            }

            if (!LedgerSchema.Migrate(database, LedgerSchema.Steps))
            {
                throw new LedgerException($"{path} was written by a newer version of shim-lsp. Update this one.");
            }

            database.Run("PRAGMA query_only = 1");
            return read(database);
        }
        catch (SqliteException failed)
        {
            var next = failed.IsCorrupt ? " The next call that is recorded begins a new one." : "";
            throw new LedgerException($"{path} cannot be read: {failed.Why}.{next}");
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException)
        {
            throw new LedgerException("This build has no SQLite, and the machine has none. Install libsqlite3.");
        }
    }
}
