namespace ShimLsp.Server.Hosting.Files;

/// <summary>What a look at a path shows without opening the file. If two stamps are equal, no change is known.</summary>
/// <param name="RealPath">Where the path leads; null in a loop of symbolic links.</param>
/// <param name="Length">In bytes; -1 if there is no file.</param>
/// <param name="Written">When it was last written, UTC.</param>
/// <param name="Mode">Its permissions: a file that becomes readable has changed too.</param>
internal readonly record struct FileStamp(string? RealPath, long Length, DateTime Written, UnixFileMode Mode)
{
    /// <summary>Whether there is something at the path that is not a folder.</summary>
    public bool IsFile => Length >= 0;

    /// <summary>Looks at a path.</summary>
    /// <param name="path">A full path.</param>
    public static FileStamp Of(string path)
    {
        var real = Files.RealPath.Of(path);
        try
        {
            return real is null ? Nothing(null) : OfReal(new FileInfo(real));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return Nothing(real);
        }
    }

    /// <summary>Looks at a file whose path contains no link.</summary>
    /// <param name="file">The file, with its full path.</param>
    /// <exception cref="IOException">The file was removed in between, or cannot be looked at.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be looked at.</exception>
    // One system call: FileInfo caches the first answer.
    public static FileStamp OfReal(FileInfo file) =>
        file.Exists ? new(file.FullName, file.Length, file.LastWriteTimeUtc, file.UnixFileMode) : Nothing(file.FullName);

    /// <summary>The stamp of a path without a file.</summary>
    /// <param name="realPath">Where the path leads; null in a loop of symbolic links.</param>
    public static FileStamp Nothing(string? realPath) => new(realPath, -1, default, default);
}

/// <summary>A path to watch, and what its reader saw of it before reading. So a change since then is never lost.</summary>
/// <param name="Path">A full path.</param>
/// <param name="Seen">The look before the reading.</param>
/// <param name="IsFresh">
/// Whether it had only just been written: another write within the same tick of the file system's clock would leave no trace in the stamp.
/// </param>
internal readonly record struct WatchedFile(string Path, FileStamp Seen, bool IsFresh)
{
    /// <summary>The coarsest clock of a file system in use (HFS+, FAT: 1 to 2 s; ext4, APFS, NTFS: far finer).</summary>
    public static readonly TimeSpan ClockTick = TimeSpan.FromSeconds(1);

    /// <summary>Looks at a path that is about to be read.</summary>
    /// <param name="path">A full path.</param>
    /// <param name="now">The time of the look.</param>
    public static WatchedFile Look(string path, DateTimeOffset now)
    {
        var seen = FileStamp.Of(path);
        return new(path, seen, seen.IsFile && (now.UtcDateTime - seen.Written).Duration() < ClockTick);
    }
}
