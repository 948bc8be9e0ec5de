namespace ShimLsp.Server.Hosting.Files;

/// <summary>A turn among processes. It lasts until it is disposed, or until the process ends in any way.</summary>
internal static class FileLock
{
    /// <summary>Enough to write a small file a thousand times. A holder that takes longer is stuck.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    /// <summary>Waits for the turn. There is no queue: if many want it, one may have to wait for several others.</summary>
    /// <param name="path">The lock's file, made if it is missing; its folder must exist. It stays, empty.</param>
    /// <param name="time">The clock.</param>
    /// <returns>The turn; null if one other holder stood still.</returns>
    /// <exception cref="IOException">The file cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be made.</exception>
    public static IDisposable? Take(string path, TimeProvider time)
    {
        var (started, turn) = (time.GetTimestamp(), LastTurn(path));
        var patience = default(SpinWait);
        while (true)
        {
            try
            {
                // None: on Unix that is flock(2), which a process's end releases.
                var taken = new FileStream(path, WholeFile.Options(FileMode.OpenOrCreate, Audience.Owner));
                Note(taken, time);
                return taken;
            }
            catch (IOException other) when (IsTaken(other))
            {
                if (time.GetElapsedTime(started) > Longest)
                {
                    var last = LastTurn(path);
                    if (last == turn)
                    {
                        return null;
                    }

                    (started, turn) = (time.GetTimestamp(), last); // many want it: nobody stands still
                }

                patience.SpinOnce();
            }
        }
    }

    /// <summary>Shows the waiting ones that this is another turn.</summary>
    private static void Note(FileStream turn, TimeProvider time)
    {
        try
        {
            File.SetLastWriteTimeUtc(turn.SafeFileHandle, time.GetUtcNow().UtcDateTime);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // Some file systems keep no times. There all turns look the same, and nobody waits for more than a second.
        }
    }

    private static DateTime LastTurn(string path) => File.GetLastWriteTimeUtc(path);

    // EWOULDBLOCK of Linux and of macOS, a sharing violation of Windows.
    private static bool IsTaken(IOException failure) => failure.HResult is 11 or 35 or unchecked((int)0x80070020);
}
