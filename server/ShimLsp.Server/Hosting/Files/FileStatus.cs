namespace ShimLsp.Server.Hosting.Files;

/// <summary>What a path names.</summary>
internal enum FileKind
{
    /// <summary>Nothing, or nothing that can be looked at.</summary>
    Nothing,

    /// <summary>A file with bytes in it.</summary>
    Regular,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A symbolic link.</summary>
    Link,

    /// <summary>A pipe, a socket or a device. Opening or reading one may wait for ever.</summary>
    Other,
}

/// <summary>What the file system says about a path, without opening it.</summary>
/// <param name="Kind">What is there. The other fields have a meaning only if something is.</param>
/// <param name="Length">In bytes.</param>
/// <param name="Written">When it was last written, UTC. Any program can set it.</param>
/// <param name="Changed">
/// When its bytes, name or permissions last changed, UTC: no program can set it. The default value if the platform does not tell.
/// </param>
/// <param name="Mode">Its permissions.</param>
/// <param name="Number">Tells it from every other file of its disk that exists now (the inode). 0 if the platform does not tell.</param>
internal readonly record struct FileStatus(FileKind Kind, long Length, DateTime Written, DateTime Changed, UnixFileMode Mode, ulong Number)
{
    /// <summary>Looks at a path. It does not follow a link.</summary>
    /// <param name="path">A full path.</param>
    /// <returns>The status; of kind <see cref="FileKind.Nothing"/> if the path cannot be looked at.</returns>
    public static FileStatus Of(string path)
    {
        try
        {
            return (OperatingSystem.IsWindows() ? null : UnixStatus.Of(path)) ?? OfInfo(new FileInfo(path));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return default;
        }
    }

    private static FileStatus OfInfo(FileInfo file)
    {
        var attributes = file.Attributes;
        return (int)attributes == -1
            ? default
            : new(
                attributes.HasFlag(FileAttributes.ReparsePoint) ? FileKind.Link
                    : attributes.HasFlag(FileAttributes.Directory) ? FileKind.Folder
                    : FileKind.Regular,
                file.Exists ? file.Length : 0,
                file.LastWriteTimeUtc,
                default,
                file.UnixFileMode,
                0
            );
    }
}
