namespace ShimLsp.Server.Hosting.Files;

/// <summary>Who may read a written file.</summary>
internal enum Audience
{
    /// <summary>Its owner alone, and so with the folders that are made for it.</summary>
    Owner,

    /// <summary>Everyone whom the person lets read their files by default.</summary>
    Default,
}

/// <summary>Writes files whole, in one step.</summary>
internal static class WholeFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>
    /// Writes a file in one step: a reader sees the old file or the new one, whole. It does not flush to the disk first. So a power cut can
    /// lose the file; a crash of the process cannot.
    /// </summary>
    /// <param name="path">A full path; its folder is made.</param>
    /// <param name="bytes">The new content.</param>
    /// <param name="audience">Who may read it.</param>
    /// <param name="overwrite">
    /// True to replace an existing file. If false, an existing file is an error, even one that appeared in between.
    /// </param>
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

    /// <summary>Options that open such a file for writing, by one writer at a time.</summary>
    /// <param name="mode">Whether it may be there already.</param>
    /// <param name="audience">Who may read the file if this creates it.</param>
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

    /// <summary>Creates a folder and the missing folders above it.</summary>
    /// <param name="folder">A full path.</param>
    /// <param name="audience">Who may read its content.</param>
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
