using ShimLsp.Server.Hosting.Ledger;
using ShimLsp.Server.Hosting.Ledger.Sqlite;

namespace ShimLsp.LedgerWriter;

/// <summary>Writes until the disk is full, makes room, and writes again.</summary>
public static class DiskFiller
{
    /// <summary>Says in one line what happened.</summary>
    /// <param name="folder">The state folder, on a disk that is soon full.</param>
    /// <param name="output">Where the line goes.</param>
    public static void Run(string folder, TextWriter output)
    {
        var spare = Path.Join(folder, "spare");
        File.WriteAllBytes(spare, new byte[64 * 1024]);
        using var store = new LedgerStore(folder, LedgerLimits.DefaultDays, TimeProvider.System);
        var scope = new LedgerScope("local", folder: null);
        var batch = 1;
        while (store.Write(BatchWriter.Batch(scope, batch)) is Written.Done)
        {
            batch++;
        }

        output.Write($"full: {store.Why}; ");
        File.Delete(spare);
        var written = store.Write(BatchWriter.Batch(scope, batch + 1));
        using var database = Database.Open(Path.Join(folder, LedgerFile.Name), Native.OpenReadWrite, TimeSpan.FromSeconds(5));
        var torn = database.Number($"SELECT count(*) FROM (SELECT 1 FROM calls GROUP BY attempt HAVING count(*) <> {BatchWriter.Calls})");
        output.WriteLine($"with room: {written}, {(torn == 0 ? "none" : $"{torn}")} torn");
    }
}
