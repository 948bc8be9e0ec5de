using System.Diagnostics.CodeAnalysis;

namespace ShimLsp.Server.Hosting.Ledger.Sqlite;

/// <summary>SQLite refused something.</summary>
/// <param name="code">Its result code. The extended part is dropped.</param>
[SuppressMessage("Design", "CA1032", Justification = "Without its code it would say nothing.")]
internal sealed class SqliteException(int code) : Exception($"SQLite: result {code & 0xff}")
{
    /// <summary>Whether another connection has the file, so that a later try may work.</summary>
    public bool IsBusy => (code & 0xff) is Native.Busy or Native.Locked;

    /// <summary>Whether the file's content is not, or no longer, a database.</summary>
    public bool IsCorrupt => (code & 0xff) is Native.Corrupt or Native.NotADatabase;

    /// <summary>Why, as the end of a sentence without its full stop. SQLite's own words could quote what is in the file.</summary>
    public string Why =>
        (code & 0xff) switch
        {
            3 or 23 => "permission denied", // SQLITE_PERM, SQLITE_AUTH
            Native.Busy or Native.Locked => "another process keeps it locked",
            8 => "it is read-only", // SQLITE_READONLY
            10 => "the file system reports an error", // SQLITE_IOERR
            13 => "the disk is full", // SQLITE_FULL
            14 => "it cannot be opened", // SQLITE_CANTOPEN
            Native.Corrupt or Native.NotADatabase => "it is damaged",
            _ => $"SQLite reports error {code & 0xff}",
        };
}
