using System.Runtime.Versioning;

namespace ShimLsp.Server.Hosting.Files;

/// <summary>Distinguishes a folder that only its owner can have written into from one that others may have written into.</summary>
internal static class PrivateFolder
{
    private const UnixFileMode Writing = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    private const UnixFileMode Entering =
        UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    /// <summary>
    /// Whether a folder's content can be trusted. It first closes the folder to others, even if it is closed already: only the owner can do
    /// that, so a folder of another user fails, whatever it looks like. (Root can do anything.) A missing folder passes.
    /// </summary>
    /// <param name="folder">A full path.</param>
    public static bool Ensure(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return true; // the person's own folders are private already
        }

        try
        {
            if (RealPath.Of(folder) is not { } real || !Directory.Exists(real))
            {
                return true;
            }

            var mode = File.GetUnixFileMode(real);
            if ((mode & Writing) != 0)
            {
                return false;
            }

            Close(real, mode);
            return true;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    [UnsupportedOSPlatform("windows")]
    private static void Close(string real, UnixFileMode mode)
    {
        try
        {
            File.SetUnixFileMode(real, mode & ~Entering);
        }
        catch (IOException readOnly) when ((mode & Entering) == 0 && readOnly is not (FileNotFoundException or DirectoryNotFoundException))
        {
            // On a read-only file system nobody can change anything, so its look can be trusted.
        }
    }
}
