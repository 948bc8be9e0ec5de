namespace ShimLsp.Server.Hosting.Files;

/// <summary>Who may read a file that is written.</summary>
internal enum Audience
{
    /// <summary>Its owner alone, and so with the folders that are made for it.</summary>
    Owner,

    /// <summary>Whoever the person lets read their files by default.</summary>
    Default,
}

/// <summary>Writes files whole, in one step.</summary>
internal static class WholeFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>
    /// Puts the bytes in place in one step: a reader sees the old file or the new one, whole. Not flushed to the disk first: what is kept
    /// here can be lost with the power, not with a crash of the process.
    /// </summary>
    /// <param name="path">A full path; its folder is made.</param>
    /// <param name="bytes">The new content.</param>
    /// <param name="audience">Who may read it.</param>
    /// <param name="overwrite">Whether a file that is there gives way; else it is an error, also where it came to be meanwhile.</param>
    /// <exception cref="IOException">The folder or the file cannot be written, or is there.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder or the file may not be written.</exception>
    public static void Put(string path, ReadOnlySpan<byte> bytes, Audience audience, bool overwrite)
    {
        var folder = Path.GetDirectoryName(path)!;
        CreateFolder(folder, audience);
        // In the same folder, since a rename is one step only within a file system.
        var draft = Path.Join(folder, $".{Path.GetRandomFileName()}.tmp");
        try
        {
            using (var file = new FileStream(draft, Options(FileMode.CreateNew, audience)))
            {
                file.Write(bytes);
            }

            File.Move(draft, path, overwrite);
        }
        catch
        {
            Discard(draft);
            throw;
        }
    }

    /// <summary>How such a file is opened for writing, by one at a time.</summary>
    /// <param name="mode">Whether it may be there already.</param>
    /// <param name="audience">Who may read it, where it is made.</param>
    public static FileStreamOptions Options(FileMode mode, Audience audience)
    {
        var options = new FileStreamOptions
        {
            Mode = mode,
            Access = FileAccess.Write,
            Share = FileShare.None,
        };
        if (audience is Audience.Owner && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly; // on Windows the person's own folders are private already
        }

        return options;
    }

    /// <summary>Makes a folder and those above it, as far as they are missing.</summary>
    /// <param name="folder">A full path.</param>
    /// <param name="audience">Who may read what is in it.</param>
    // CreateDirectory gives its mode to the last folder only, and the missing ones above hold the same secrets.
    public static void CreateFolder(string folder, Audience audience)
    {
        if (Directory.Exists(folder))
        {
            return;
        }

        if (audience is Audience.Default || OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }

        if (Path.GetDirectoryName(folder) is { } parent)
        {
            CreateFolder(parent, audience);
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
