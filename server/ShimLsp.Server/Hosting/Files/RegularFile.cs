using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace ShimLsp.Server.Hosting.Files;

/// <summary>
/// Opens files that are files. Opening a pipe waits for its other end, for ever if need be. A look before it does not help: somebody may
/// swap the file in between. So this opens without waiting, and looks at what it opened.
/// </summary>
internal static class RegularFile
{
    private const int NoSuchFile = 2; // ENOENT
    private const int NoSuchDevice = 6; // ENXIO: a socket, or a pipe that nobody reads
    private const int AccessDenied = 13; // EACCES
    private const int NotAFolder = 20; // ENOTDIR
    private const int IsAFolder = 21; // EISDIR
    private const int NotPermitted = 1; // EPERM
    private const int Interrupted = 4; // EINTR

    /// <summary>Opens a file that exists.</summary>
    /// <param name="path">A full path.</param>
    /// <param name="access">To read or to write it. Both do not exclude others.</param>
    /// <returns>The open file; null if a pipe, a socket, a device or a folder is there.</returns>
    /// <exception cref="FileNotFoundException">Nothing is there.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be opened.</exception>
    /// <exception cref="IOException">It cannot be opened now. The HResult is the system's number of the error.</exception>
    public static SafeFileHandle? Open(string path, FileAccess access) =>
        OperatingSystem.IsWindows()
            ? File.OpenHandle(path, FileMode.Open, access, FileShare.ReadWrite | FileShare.Delete)
            : OpenOnUnix(path, access);

    [UnsupportedOSPlatform("windows")]
    private static SafeFileHandle? OpenOnUnix(string path, FileAccess access)
    {
        var name = Encoding.UTF8.GetBytes(path + '\0');
        int descriptor;
        do
        {
            descriptor = OpenDescriptor(name, Flags(access));
        } while (descriptor < 0 && Marshal.GetLastPInvokeError() == Interrupted);

        if (descriptor < 0)
        {
            var error = Marshal.GetLastPInvokeError();
            return error is NoSuchDevice or IsAFolder || FileStatus.Of(path).Kind is FileKind.Other ? null : throw Failure(error, path);
        }

        var file = new SafeFileHandle(descriptor, ownsHandle: true);
        if (UnixStatus.IsRegular(file))
        {
            return file;
        }

        file.Dispose();
        return null;
    }

    // O_WRONLY, O_NONBLOCK, O_NOCTTY, O_CLOEXEC.
    private static int Flags(FileAccess access) =>
        (access is FileAccess.Read ? 0 : 1) | (OperatingSystem.IsLinux() ? 0x800 | 0x100 | 0x80000 : 0x4 | 0x20000 | 0x1000000);

    // The same classes as .NET's own, and the same HResult.
    private static Exception Failure(int error, string path) =>
        error switch
        {
            NoSuchFile or NotAFolder => new FileNotFoundException(null, path),
            AccessDenied or NotPermitted => new UnauthorizedAccessException(),
            _ => new IOException(null, error),
        };

    // open(2) takes a third argument only to make a file, which this never does.
    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int OpenDescriptor(byte[] path, int flags);
}
