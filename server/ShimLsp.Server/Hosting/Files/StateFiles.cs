namespace ShimLsp.Server.Hosting.Files;

/// <summary>
/// The files of the state folder. They are private to the person and written whole. Processes take turns to change one. Thread-safe.
/// </summary>
/// <param name="host">The machine.</param>
/// <param name="mostBytes">The largest file.</param>
internal sealed class StateFiles(HostEnvironment host, int mostBytes)
{
    /// <summary>Why a state folder is passed over whole, as the beginning of a sentence.</summary>
    public const string NotBelieved = "other users own it or can write to it";

    private const string LockFile = "lock";

    private readonly Lock writing = new();

    /// <summary>A file's path, whether or not it exists; null if there is no state folder.</summary>
    /// <param name="names">The names of the folders under the state folder, and of the file.</param>
    public string? PathOf(params ReadOnlySpan<string> names) => host.StateFolder is { } folder ? Path.Combine([folder, .. names]) : null;

    /// <summary>Reads a file. In a folder that others can write to there is nothing to read: they could have written it.</summary>
    /// <param name="path">A path of this folder; null if there is no state folder.</param>
    public FileRead Read(string? path) =>
        path is not null && PrivateFolder.Ensure(host.StateFolder!) ? FileRead.Of(path, mostBytes) : new FileRead.Absent();

    /// <summary>Changes a file while no other process does.</summary>
    /// <param name="path">A path of this folder; null if there is no state folder.</param>
    /// <param name="change">From the file before to its bytes after; null to leave it as it is.</param>
    /// <returns>Why it could not be written, as the end of a sentence without its full stop; null if it was.</returns>
    public string? Change(string? path, Func<FileRead, byte[]?> change)
    {
        if (path is null)
        {
            return "the state folder is unknown. Set HOME or XDG_STATE_HOME";
        }

        if (!PrivateFolder.Ensure(host.StateFolder!))
        {
            return $"{host.StateFolder} is not used: {NotBelieved}. Remove that folder";
        }

        try
        {
            lock (writing)
            {
                WholeFile.CreateFolder(host.StateFolder!, Audience.Owner);
                using var turn = FileLock.Take(Path.Join(host.StateFolder, LockFile), host.Time);
                return turn is null ? "another process keeps it locked" : Write(path, change);
            }
        }
        catch (NotALockException)
        {
            return $"{Path.Join(host.StateFolder, LockFile)} is not a regular file. Remove it";
        }
        catch (UnauthorizedAccessException)
        {
            return "permission denied";
        }
        catch (IOException failure)
        {
            return Why(failure);
        }
    }

    private string? Write(string path, Func<FileRead, byte[]?> change)
    {
        // Read again: another process may have written another part of it.
        var before = Read(path);
        if (before is FileRead.Unreadable broken)
        {
            return $"{path} {broken.Why}";
        }

        if (change(before) is not { } bytes)
        {
            return null;
        }

        if (bytes.Length > mostBytes)
        {
            return $"they would take more than {mostBytes >> 20} MiB";
        }

        WholeFile.Put(path, bytes, Audience.Owner, overwrite: true);
        return null;
    }

    // ENOSPC, EROFS, ENFILE and EMFILE, the same on Linux and macOS; Windows has a number of its own for the first.
    private static string Why(IOException failure) =>
        failure.HResult switch
        {
            28 or unchecked((int)0x80070070) => "the disk is full",
            30 => "the file system is read-only",
            23 or 24 => "too many files are open",
            _ => "the file system reports an error",
        };
}
