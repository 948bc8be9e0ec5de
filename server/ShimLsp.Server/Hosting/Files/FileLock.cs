using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ShimLsp.Server.Hosting.Files;

/// <summary>A turn among processes. It lasts until it is disposed, or until the process ends in any way.</summary>
internal static class FileLock
{
    /// <summary>Enough to write a small file a thousand times. A holder that takes longer is stuck.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private const int Exclusive = 2; // LOCK_EX
    private const int WithoutWaiting = 4; // LOCK_NB
    private const int WouldBlock = 11; // EWOULDBLOCK of Linux
    private const int WouldBlockOnMac = 35;
    private const int SharingViolation = unchecked((int)0x80070020); // of Windows

    /// <summary>Waits for the turn. There is no queue: if many want it, one may have to wait for several others.</summary>
    /// <param name="path">The lock's file, made if it is missing; its folder must exist. It stays, empty.</param>
    /// <param name="time">The clock.</param>
    /// <returns>The turn; null if one other holder stood still.</returns>
    /// <exception cref="NotALockException">A pipe, a socket, a device or a folder is in the file's place.</exception>
    /// <exception cref="IOException">The file cannot be made or opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be made or opened.</exception>
    public static IDisposable? Take(string path, TimeProvider time)
    {
        var (started, turn) = (time.GetTimestamp(), LastTurn(path));
        var patience = default(SpinWait);
        while (true)
        {
            if (TryTake(path) is { } taken)
            {
                Note(taken, time);
                return taken;
            }

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

    /// <summary>The turn; null if another has it.</summary>
    private static SafeFileHandle? TryTake(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            try
            {
                return File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
            }
            catch (IOException other) when (other.HResult == SharingViolation)
            {
                return null;
            }
        }

        var file = Open(path) ?? throw new NotALockException();
        // flock(2) ends with the process. Some file systems do not have it: there nobody waits.
        if (Lock(file, Exclusive | WithoutWaiting) == 0 || Marshal.GetLastPInvokeError() is not (WouldBlock or WouldBlockOnMac))
        {
            return file;
        }

        file.Dispose();
        return null;
    }

    private static SafeFileHandle? Open(string path)
    {
        try
        {
            return RegularFile.Open(path, FileAccess.Write);
        }
        catch (FileNotFoundException)
        {
            Make(path);
            return RegularFile.Open(path, FileAccess.Write);
        }
    }

    private static void Make(string path)
    {
        try
        {
            new FileStream(path, WholeFile.Options(FileMode.CreateNew, Audience.Owner)).Dispose();
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process made it.
        }
    }

    /// <summary>Shows the waiting ones that this is another turn.</summary>
    private static void Note(SafeFileHandle turn, TimeProvider time)
    {
        try
        {
            File.SetLastWriteTimeUtc(turn, time.GetUtcNow().UtcDateTime);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // Some file systems keep no times. There all turns look the same, and nobody waits for more than a second.
        }
    }

    private static DateTime LastTurn(string path) => File.GetLastWriteTimeUtc(path);

    [DllImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static extern int Lock(SafeFileHandle file, int operation);
}

/// <summary>What is in a lock's place is not a file.</summary>
internal sealed class NotALockException : IOException;
