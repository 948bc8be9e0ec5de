using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace ShimLsp.Server.Hosting.Files;

/// <summary>
/// The status of a file from the C library: .NET tells neither a pipe from a file, nor when a file last changed, nor its inode. The layouts
/// are those of <c>struct statx</c> (the same on each Linux) and of <c>struct stat</c> with 64-bit inodes (the same on each macOS).
/// </summary>
internal static class UnixStatus
{
    private const int NotPermitted = 1; // EPERM: an old sandbox that does not know the call
    private const int NotImplemented = 38; // ENOSYS
    private const int WorkingDirectory = -100; // AT_FDCWD
    private const int NoFollow = 0x100; // AT_SYMLINK_NOFOLLOW
    private const int NoAutomount = 0x800; // AT_NO_AUTOMOUNT, as stat(2)
    private const int EmptyPath = 0x1000; // AT_EMPTY_PATH
    private const uint BasicStats = 0x7ff; // STATX_BASIC_STATS
    private const int LongestOnStack = 512;

    /// <summary>Looks at a path, without following a link.</summary>
    /// <param name="path">A full path.</param>
    /// <returns>The status; null if this system does not have the call.</returns>
    public static FileStatus? Of(string path)
    {
        if (path.Contains('\0'))
        {
            return default(FileStatus); // the C library would look at its first part
        }

        var most = Encoding.UTF8.GetMaxByteCount(path.Length) + 1;
        var rented = most > LongestOnStack ? ArrayPool<byte>.Shared.Rent(most) : null;
        try
        {
            Span<byte> name = rented is null ? stackalloc byte[LongestOnStack] : rented;
            name[Encoding.UTF8.GetBytes(path, name)] = 0;
            return OperatingSystem.IsLinux() ? OfLinux(WorkingDirectory, name, NoFollow) : OfMac(name);
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<byte>.Shared.Return(rented);
            }
        }
    }

    /// <summary>Whether what was opened is a regular file, and not what somebody put in its place.</summary>
    /// <param name="handle">An open file.</param>
    public static bool IsRegular(SafeFileHandle handle)
    {
        if (OperatingSystem.IsLinux() && OfLinux((int)handle.DangerousGetHandle(), [0], EmptyPath) is { } status)
        {
            return status.Kind is FileKind.Regular;
        }

        try
        {
            return RandomAccess.GetLength(handle) >= 0; // other devices have no length, so nothing of them is read
        }
        catch (NotSupportedException)
        {
            return false; // pipes, sockets and terminals have no position
        }
    }

    private static FileStatus? OfLinux(int folder, Span<byte> name, int flags)
    {
        var status = new LinuxStatus();
        return GetStatus(folder, ref MemoryMarshal.GetReference(name), flags | NoAutomount, BasicStats, ref status) == 0
                ? new(
                    KindOf(status.Mode),
                    (long)status.Size,
                    Time(status.WrittenSeconds, status.WrittenNanoseconds),
                    Time(status.ChangedSeconds, status.ChangedNanoseconds),
                    (UnixFileMode)(status.Mode & 0xfff),
                    status.Number
                )
            : Marshal.GetLastPInvokeError() is NotPermitted or NotImplemented ? null
            : default(FileStatus);
    }

    private static FileStatus? OfMac(Span<byte> name)
    {
        var status = new MacStatus();
        ref var path = ref MemoryMarshal.GetReference(name);
        var isArm = RuntimeInformation.ProcessArchitecture is Architecture.Arm64;
        return (isArm ? GetStatusArm(ref path, ref status) : GetStatusIntel(ref path, ref status)) == 0
            ? new(
                KindOf(status.Mode),
                status.Size,
                Time(status.WrittenSeconds, status.WrittenNanoseconds),
                Time(status.ChangedSeconds, status.ChangedNanoseconds),
                (UnixFileMode)(status.Mode & 0xfff),
                status.Number
            )
            : default(FileStatus);
    }

    // S_IFMT and its values.
    private static FileKind KindOf(ushort mode) =>
        (mode & 0xf000) switch
        {
            0x8000 => FileKind.Regular,
            0x4000 => FileKind.Folder,
            0xa000 => FileKind.Link,
            _ => FileKind.Other,
        };

    private static DateTime Time(long seconds, long nanoseconds) =>
        DateTime.UnixEpoch.AddTicks(
            (Math.Clamp(seconds, -62_135_596_800, 253_402_300_799) * TimeSpan.TicksPerSecond)
                + Math.Clamp(nanoseconds / TimeSpan.NanosecondsPerTick, 0, TimeSpan.TicksPerSecond - 1)
        );

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    private static extern int GetStatus(int folder, ref byte path, int flags, uint mask, ref LinuxStatus status);

    [DllImport("libc", EntryPoint = "lstat", SetLastError = true)]
    private static extern int GetStatusArm(ref byte path, ref MacStatus status);

    [DllImport("libc", EntryPoint = "lstat$INODE64", SetLastError = true)]
    private static extern int GetStatusIntel(ref byte path, ref MacStatus status);

    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct LinuxStatus
    {
        [FieldOffset(28)]
        public ushort Mode;

        [FieldOffset(32)]
        public ulong Number;

        [FieldOffset(40)]
        public ulong Size;

        [FieldOffset(96)]
        public long ChangedSeconds;

        [FieldOffset(104)]
        public uint ChangedNanoseconds;

        [FieldOffset(112)]
        public long WrittenSeconds;

        [FieldOffset(120)]
        public uint WrittenNanoseconds;
    }

    [StructLayout(LayoutKind.Explicit, Size = 144)]
    private struct MacStatus
    {
        [FieldOffset(4)]
        public ushort Mode;

        [FieldOffset(8)]
        public ulong Number;

        [FieldOffset(48)]
        public long WrittenSeconds;

        [FieldOffset(56)]
        public long WrittenNanoseconds;

        [FieldOffset(64)]
        public long ChangedSeconds;

        [FieldOffset(72)]
        public long ChangedNanoseconds;

        [FieldOffset(96)]
        public long Size;
    }
}
