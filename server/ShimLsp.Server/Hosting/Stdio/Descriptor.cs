using System.Runtime.InteropServices;

namespace ShimLsp.Server.Hosting.Stdio;

/// <summary>Facts about a Unix descriptor that .NET does not expose.</summary>
internal static class Descriptor
{
    private const int GetFlags = 3; // F_GETFL
    private const int SetFlagsCommand = 4; // F_SETFL
    private const int Appending = 0x400; // O_APPEND on Linux
    private const short HungUp = 0x10; // POLLHUP
    private const short HalfHungUp = 0x2000; // POLLRDHUP: a socket whose other end will write no more; Linux only

    /// <summary>
    /// Whether reading and writing block, as a stream expects. Another process that shares the descriptor may have changed that.
    /// </summary>
    /// <param name="descriptor">An open descriptor; a closed one does not wait.</param>
    public static bool Waits(int descriptor)
    {
        var nonBlocking = OperatingSystem.IsLinux() ? 0x800 : 0x4; // O_NONBLOCK
        return FileControl(descriptor, GetFlags) is >= 0 and var flags && (flags & nonBlocking) == 0;
    }

    /// <summary>Whether nobody can write to it any more, even if there is something left to read.</summary>
    /// <param name="handle">A pipe or a socket.</param>
    public static bool HasHungUp(SafeHandle handle)
    {
        var query = new Query { Descriptor = (int)handle.DangerousGetHandle(), Events = OperatingSystem.IsLinux() ? HalfHungUp : default };
        return Poll(ref query, 1, 0) > 0 && (query.Happened & (HungUp | HalfHungUp)) != 0;
    }

    /// <summary>Has whatever this process writes to stderr go to a file. Nothing happens on Windows.</summary>
    /// <param name="file">The file.</param>
    public static void BecomeStandardError(SafeHandle file)
    {
        if (!OperatingSystem.IsWindows())
        {
            var descriptor = (int)file.DangerousGetHandle();
            if (OperatingSystem.IsLinux())
            {
                _ = SetFlags(descriptor, SetFlagsCommand, Appending); // .NET keeps a position of its own
            }

            _ = Duplicate(descriptor, 2);
        }
    }

    /// <summary>Leaves the terminal, so that its end does not end this process. Nothing happens on Windows.</summary>
    public static void LeaveTerminal()
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = NewSession();
        }
    }

    [DllImport("libc", EntryPoint = "dup2")]
    private static extern int Duplicate(int from, int to);

    [DllImport("libc", EntryPoint = "setsid")]
    private static extern int NewSession();

    [DllImport("libc", EntryPoint = "fcntl")]
    private static extern int FileControl(int descriptor, int command);

    [DllImport("libc", EntryPoint = "fcntl")]
    private static extern int SetFlags(int descriptor, int command, int flags);

    [DllImport("libc", EntryPoint = "poll")]
    private static extern int Poll(ref Query query, nuint count, int milliseconds);

    /// <summary><c>struct pollfd</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Query
    {
        public int Descriptor;
        public short Events;
        public short Happened;
    }
}
