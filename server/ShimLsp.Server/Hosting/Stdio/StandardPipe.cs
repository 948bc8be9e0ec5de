using Microsoft.Win32.SafeHandles;

namespace ShimLsp.Server.Hosting.Stdio;

/// <summary>
/// stdin and stdout where they are pipes or sockets, as they are under every editor. The platform's console streams hide that nobody reads
/// any more.
/// </summary>
internal static class StandardPipe
{
    /// <summary>A stream over one of them; null if the console's own is the one to use.</summary>
    /// <param name="descriptor">0 for stdin, 1 for stdout.</param>
    /// <param name="access">Whether it is read or written.</param>
    public static Stream? Open(int descriptor, FileAccess access)
    {
        if (OperatingSystem.IsWindows() || !Descriptor.Waits(descriptor))
        {
            return null;
        }

        try
        {
            var stream = new FileStream(new SafeFileHandle(descriptor, ownsHandle: false), access, bufferSize: 0);
            // A file is left to the console: who shares it (2>&1) shares its position, which this would not move.
            return stream.CanSeek ? null : stream;
        }
        catch (Exception none) when (none is IOException or ArgumentException or UnauthorizedAccessException)
        {
            return null; // closed, or of another kind
        }
    }

    /// <summary>Whether the other end of an input is closed, even while there is something left to read.</summary>
    /// <param name="input">The input.</param>
    public static bool HasHungUp(Stream input) =>
        input is FileStream { CanSeek: false } pipe && !OperatingSystem.IsWindows() && Descriptor.HasHungUp(pipe.SafeFileHandle);
}
