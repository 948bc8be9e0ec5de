using System.Runtime.InteropServices;
using System.Text;

namespace ShimLsp.Server.Hosting.Ledger.Sqlite;

/// <summary>A connection to one database file. Not thread-safe.</summary>
internal sealed class Database : IDisposable
{
    private nint handle;

    private Database(nint handle) => this.handle = handle;

    /// <summary>Opens a file.</summary>
    /// <param name="path">A full path.</param>
    /// <param name="flags">Whether to write, and to make it.</param>
    /// <param name="patience">How long to wait for other connections.</param>
    /// <exception cref="SqliteException">It cannot be opened.</exception>
    /// <exception cref="DllNotFoundException">This build has no SQLite, and the machine has none.</exception>
    public static Database Open(string path, int flags, TimeSpan patience)
    {
        var code = Native.Open(ref Zero(path), out var handle, flags | Native.OneThread, 0);
        var database = new Database(handle); // also if it could not be opened
        try
        {
            Check(code);
            Check(Native.SetBusyTimeout(handle, (int)patience.TotalMilliseconds));
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Whether the file was renamed or removed since it was opened: what is written now, nobody finds again.</summary>
    public bool HasMoved
    {
        get
        {
            var moved = 0;
            return Native.Control(handle, ref Zero("main"), Native.HasMoved, ref moved) == Native.Ok && moved != 0;
        }
    }

    /// <summary>The number of the row that was inserted last.</summary>
    public long LastRow => Native.LastRow(handle);

    /// <summary>Runs statements that give nothing back.</summary>
    /// <param name="sql">One or more statements.</param>
    /// <exception cref="SqliteException">One of them failed; those before it have run.</exception>
    public void Run(string sql)
    {
        foreach (var one in Prepared(sql))
        {
            using (one)
            {
                while (one.Step()) { }
            }
        }
    }

    /// <summary>The first number of the first row.</summary>
    /// <param name="sql">One statement.</param>
    /// <exception cref="SqliteException">It failed.</exception>
    public long Number(string sql)
    {
        using var statement = Prepare(sql);
        return statement.Step() ? statement.Integer(0) : 0;
    }

    /// <summary>Prepares a statement. It must be disposed of before this.</summary>
    /// <param name="sql">One statement.</param>
    /// <exception cref="SqliteException">It is wrong, or the file is.</exception>
    public Statement Prepare(string sql) => Prepared(sql).First();

    /// <inheritdoc/>
    public void Dispose()
    {
        if (handle != 0)
        {
            _ = Native.Close(handle); // there is nothing to do about a failure
            handle = 0;
        }
    }

    // One after the other: a later one may need what an earlier one made.
    private IEnumerable<Statement> Prepared(string sql)
    {
        var bytes = Encoding.UTF8.GetBytes(sql + '\0');
        for (var at = 0; at < bytes.Length - 1; )
        {
            var (statement, next) = PrepareNext(bytes, at);
            at = next;
            if (statement != 0)
            {
                yield return new Statement(statement);
            }
        }
    }

    private (nint Statement, int Next) PrepareNext(byte[] sql, int at)
    {
        var pinned = GCHandle.Alloc(sql, GCHandleType.Pinned);
        try
        {
            Check(Native.Prepare(handle, ref sql[at], sql.Length - at, out var statement, out var rest));
            return (statement, (int)(rest - pinned.AddrOfPinnedObject()));
        }
        finally
        {
            pinned.Free();
        }
    }

    private static void Check(int code)
    {
        if (code != Native.Ok)
        {
            throw new SqliteException(code);
        }
    }

    private static ref byte Zero(string text) => ref MemoryMarshal.GetArrayDataReference(Encoding.UTF8.GetBytes(text + '\0'));
}
