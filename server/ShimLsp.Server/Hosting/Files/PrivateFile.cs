namespace ShimLsp.Server.Hosting.Files;

/// <summary>Writes files that only their owner may read.</summary>
internal static class PrivateFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>
    /// Puts the bytes in place in one step: a reader sees the old file or the new one, whole. Not flushed to the disk first: what is kept
    /// here can be lost with the power, not with a crash of the process.
    /// </summary>
    /// <param name="path">A full path; its folder is made, readable by its owner alone.</param>
    /// <param name="bytes">The new content.</param>
    /// <exception cref="IOException">The folder or the file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder or the file may not be written.</exception>
    public static void Replace(string path, ReadOnlySpan<byte> bytes)
    {
        var folder = Path.GetDirectoryName(path)!;
        CreateFolder(folder);
        // In the same folder, since a rename is one step only within a file system.
        var draft = Path.Join(folder, $".{Path.GetRandomFileName()}.tmp");
        try
        {
            using (var file = new FileStream(draft, Options(FileMode.CreateNew)))
            {
                file.Write(bytes);
            }

            File.Move(draft, path, overwrite: true);
        }
        catch
        {
            Discard(draft);
            throw;
        }
    }

    /// <summary>How such a file is opened for writing, by one at a time.</summary>
    /// <param name="mode">Whether it may be there already.</param>
    public static FileStreamOptions Options(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly; // on Windows the person's own folders are private already
        }

        return options;
    }

    /// <summary>Makes a folder and those above it, as far as they are missing, for their owner alone.</summary>
    /// <param name="folder">A full path.</param>
    // CreateDirectory gives its mode to the last folder only, and the missing ones above hold the same secrets.
    public static void CreateFolder(string folder)
    {
        if (Directory.Exists(folder))
        {
            return;
        }

        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }

        if (Path.GetDirectoryName(folder) is { } parent)
        {
            CreateFolder(parent);
        }

        Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
    }

    private static void Discard(string draft)
    {
        try
        {
            File.Delete(draft);
        }
        catch (Exception stuck) when (stuck is IOException or UnauthorizedAccessException)
        {
            // The failure that led here is the one to report.
        }
    }
}
