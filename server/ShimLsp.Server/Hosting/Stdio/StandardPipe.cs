using Microsoft.Win32.SafeHandles;

namespace ShimLsp.Server.Hosting.Stdio;

/// <summary>
/// stdin and stdout if they are pipes or sockets, as under every editor. .NET's console streams do not report that the reader is gone.
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
            // The console handles a file. Processes that share it (2>&1) share its position, and this stream would not move that.
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
