namespace ShimLsp.Server.Hosting.Files;

/// <summary>A turn among processes, held until it is disposed or the process ends, however that comes about.</summary>
internal static class FileLock
{
    /// <summary>What it takes to write a small file, a thousand times over: whoever holds a turn for longer stands still.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    /// <summary>Waits for the turn.</summary>
    /// <param name="path">The lock's file, made if it is missing; its folder must exist. It stays, empty.</param>
    /// <param name="time">The clock.</param>
    /// <returns>The turn; null where another process held it all the time.</returns>
    /// <exception cref="IOException">The file cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be made.</exception>
    public static IDisposable? Take(string path, TimeProvider time)
    {
        var started = time.GetTimestamp();
        var patience = default(SpinWait);
        while (true)
        {
            try
            {
                // None: on Unix that is flock(2), which a process's end releases.
                return new FileStream(path, WholeFile.Options(FileMode.OpenOrCreate, Audience.Owner));
            }
            catch (IOException other) when (IsTaken(other))
            {
                if (time.GetElapsedTime(started) > Longest)
                {
                    return null;
                }

                patience.SpinOnce();
            }
        }
    }

    // EWOULDBLOCK of Linux and of macOS, a sharing violation of Windows.
    private static bool IsTaken(IOException failure) => failure.HResult is 11 or 35 or unchecked((int)0x80070020);
}
