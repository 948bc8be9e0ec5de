using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ShimLsp.Server.Tests.Faults;

/// <summary>
/// A lease on a file: until it is given back, opening the file without waiting fails, and no look at the file shows why. So does a file
/// system that fails for a moment, or a process that has no free descriptor. Linux only.
/// </summary>
internal sealed class Lease : IDisposable
{
    private const int SetSignal = 10; // F_SETSIG
    private const int SetLease = 1024; // F_SETLEASE
    private const int ToWrite = 1; // F_WRLCK
    private const int None = 2; // F_UNLCK
    private const int Urgent = 23; // SIGURG, which does nothing: the kernel tells the holder that somebody wants to open the file

    private readonly SafeFileHandle file;

    /// <param name="path">A file that nobody has open.</param>
    public Lease(string path)
    {
        file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
        Control(file, SetSignal, Urgent).Should().Be(0);
        Control(file, SetLease, ToWrite).Should().Be(0);
    }

    public void Dispose()
    {
        Control(file, SetLease, None).Should().Be(0);
        file.Dispose();
    }

    [DllImport("libc", EntryPoint = "fcntl")]
    private static extern int Control(SafeFileHandle file, int command, int argument);
}
