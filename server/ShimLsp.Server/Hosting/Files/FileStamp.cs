namespace ShimLsp.Server.Hosting.Files;

/// <summary>What a look at a path shows without opening the file. If two stamps are equal, no change is known.</summary>
/// <param name="RealPath">Where the path leads; null in a loop of symbolic links.</param>
/// <param name="Status">What is there; nothing if it is a folder. A file that becomes readable has another status too.</param>
internal readonly record struct FileStamp(string? RealPath, FileStatus Status)
{
    /// <summary>Whether there is something at the path that is not a folder.</summary>
    public bool IsFile => Status.Kind is not FileKind.Nothing;

    /// <summary>In bytes; -1 if there is no file.</summary>
    public long Length => IsFile ? Status.Length : -1;

    /// <summary>Its permissions.</summary>
    public UnixFileMode Mode => Status.Mode;

    /// <summary>Looks at a path.</summary>
    /// <param name="path">A full path.</param>
    public static FileStamp Of(string path) => Files.RealPath.Of(path) is { } real ? OfReal(real, FileStatus.Of(real)) : Nothing(null);

    /// <summary>The stamp of a path that contains no link.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="status">What is there.</param>
    public static FileStamp OfReal(string path, FileStatus status) => status.Kind is FileKind.Folder ? Nothing(path) : new(path, status);

    /// <summary>The stamp of a path without a file.</summary>
    /// <param name="realPath">Where the path leads; null in a loop of symbolic links.</param>
    public static FileStamp Nothing(string? realPath) => new(realPath, default);
}

/// <summary>A path to watch, and what its reader saw of it before reading. So a change since then is never lost.</summary>
/// <param name="Path">A full path.</param>
/// <param name="Seen">The look before the reading.</param>
/// <param name="IsToReadAgain">
/// Whether it must be read again soon even if it looks the same. It had only just been written, and another write within the same tick of
/// the file system's clock would leave no trace in the stamp. Or it could not be read, and the cause may end without a trace.
/// </param>
internal readonly record struct WatchedFile(string Path, FileStamp Seen, bool IsToReadAgain)
{
    /// <summary>The coarsest clock of a file system in use (HFS+, FAT: 1 to 2 s; ext4, APFS, NTFS: far finer).</summary>
    public static readonly TimeSpan ClockTick = TimeSpan.FromSeconds(1);

    /// <summary>Looks at a path that is about to be read.</summary>
    /// <param name="path">A full path.</param>
    /// <param name="now">The time of the look.</param>
    public static WatchedFile Look(string path, DateTimeOffset now)
    {
        var seen = FileStamp.Of(path);
        return new(path, seen, seen.IsFile && (IsFresh(seen.Status.Written) || IsFresh(seen.Status.Changed)));

        bool IsFresh(DateTime at) => (now.UtcDateTime - at).Duration() < ClockTick;
    }

    /// <summary>The same look, with what the reading after it showed.</summary>
    /// <param name="hasFailed">Whether the file could not be read for a reason that may pass.</param>
    public WatchedFile After(bool hasFailed) => this with { IsToReadAgain = IsToReadAgain || hasFailed };
}
