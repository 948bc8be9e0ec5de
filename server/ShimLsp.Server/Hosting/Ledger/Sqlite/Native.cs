using System.Runtime.InteropServices;

namespace ShimLsp.Server.Hosting.Ledger.Sqlite;

/// <summary>
/// The functions of SQLite's C interface that the ledger needs (https://www.sqlite.org/c3ref/funclist.html). A native build links them in;
/// any other finds them in the library that the package brings. See docs/decisions/0041.
/// </summary>
internal static class Native
{
    public const int Ok = 0;
    public const int Busy = 5;
    public const int Locked = 6;
    public const int Corrupt = 11;
    public const int NotADatabase = 26;
    public const int Row = 100;
    public const int Done = 101;

    public const int OpenReadOnly = 0x1;
    public const int OpenReadWrite = 0x2;
    public const int OpenCreate = 0x4;
    public const int OneThread = 0x8000; // SQLITE_OPEN_NOMUTEX: each connection belongs to one thread at a time

    public const int IsNull = 5; // SQLITE_NULL
    public const int HasMoved = 20; // SQLITE_FCNTL_HAS_MOVED

    /// <summary>SQLITE_TRANSIENT: SQLite takes its own copy of a text.</summary>
    public const nint Transient = -1;

    private const string Library = "e_sqlite3";

    [DllImport(Library, EntryPoint = "sqlite3_open_v2")]
    public static extern int Open(ref byte path, out nint database, int flags, nint system);

    [DllImport(Library, EntryPoint = "sqlite3_close_v2")]
    public static extern int Close(nint database);

    [DllImport(Library, EntryPoint = "sqlite3_busy_timeout")]
    public static extern int SetBusyTimeout(nint database, int milliseconds);

    [DllImport(Library, EntryPoint = "sqlite3_file_control")]
    public static extern int Control(nint database, ref byte name, int operation, ref int answer);

    [DllImport(Library, EntryPoint = "sqlite3_last_insert_rowid")]
    public static extern long LastRow(nint database);

    [DllImport(Library, EntryPoint = "sqlite3_prepare_v2")]
    public static extern int Prepare(nint database, ref byte sql, int bytes, out nint statement, out nint rest);

    [DllImport(Library, EntryPoint = "sqlite3_bind_int64")]
    public static extern int Bind(nint statement, int at, long value);

    [DllImport(Library, EntryPoint = "sqlite3_bind_double")]
    public static extern int Bind(nint statement, int at, double value);

    [DllImport(Library, EntryPoint = "sqlite3_bind_text")]
    public static extern int Bind(nint statement, int at, ref byte text, int bytes, nint destructor);

    [DllImport(Library, EntryPoint = "sqlite3_bind_null")]
    public static extern int BindNull(nint statement, int at);

    [DllImport(Library, EntryPoint = "sqlite3_step")]
    public static extern int Step(nint statement);

    [DllImport(Library, EntryPoint = "sqlite3_reset")]
    public static extern int Reset(nint statement);

    [DllImport(Library, EntryPoint = "sqlite3_finalize")]
    public static extern int End(nint statement);

    [DllImport(Library, EntryPoint = "sqlite3_column_type")]
    public static extern int TypeOf(nint statement, int column);

    [DllImport(Library, EntryPoint = "sqlite3_column_int64")]
    public static extern long Integer(nint statement, int column);

    [DllImport(Library, EntryPoint = "sqlite3_column_double")]
    public static extern double Real(nint statement, int column);

    [DllImport(Library, EntryPoint = "sqlite3_column_text")]
    public static extern nint Text(nint statement, int column);

    [DllImport(Library, EntryPoint = "sqlite3_column_bytes")]
    public static extern int Bytes(nint statement, int column);
}
