namespace ShimLsp.Server.Hosting.Files;

/// <summary>
/// The looks of one round at the watched files. Each file is looked at once, and each folder on the way once for all the files below it:
/// a thousand workspaces have most of their way in common. Not thread-safe.
/// </summary>
internal sealed class FileLooks
{
    /// <summary>So many rounds keep the names of folders that may be watched no longer.</summary>
    private const int RoundsToForget = 256;

    private readonly Dictionary<string, FileStamp> files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Folder> folders = new(StringComparer.Ordinal);
    private int round;

    /// <summary>Forgets all looks, so that each file is looked at again.</summary>
    public void NextRound()
    {
        files.Clear();
        if (++round % RoundsToForget == 0)
        {
            folders.Clear();
        }
    }

    /// <summary>What <see cref="FileStamp.Of"/> shows, of this round.</summary>
    /// <param name="path">A full path.</param>
    public FileStamp Of(string path)
    {
        if (!files.TryGetValue(path, out var stamp))
        {
            files[path] = stamp = Look(path);
        }

        return stamp;
    }

    private FileStamp Look(string path)
    {
        try
        {
            // Few paths hold a link, or // or .. as a variable may spell them; what those do to a path is known in one place only.
            return Path.GetFullPath(path) != path || FolderOf(path) is not { HasLink: false } folder ? FileStamp.Of(path)
                : !folder.Exists ? FileStamp.Nothing(path)
                : FileStatus.Of(path) is var status && status.Kind is FileKind.Link ? FileStamp.Of(path)
                : FileStamp.OfReal(path, status);
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException)
        {
            return FileStamp.Of(path);
        }
    }

    private Folder? FolderOf(ReadOnlySpan<char> path)
    {
        var name = Path.GetDirectoryName(path);
        if (name.IsEmpty)
        {
            return null; // the root's own
        }

        var known = folders.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!known.TryGetValue(name, out var folder))
        {
            known[name] = folder = new Folder(new DirectoryInfo(name.ToString()));
        }

        if (folder.Round != round)
        {
            var above = FolderOf(name);
            folder.HasLink = above is { HasLink: true };
            folder.Exists = above is not { Exists: false };
            if (folder.Exists && !folder.HasLink)
            {
                folder.Info.Refresh();
                folder.HasLink = IsLink(folder.Info);
                folder.Exists = folder.Info.Exists;
            }

            folder.Round = round;
        }

        return folder;
    }

    private static bool IsLink(FileSystemInfo entry) =>
        entry.Attributes is var attributes && (int)attributes != -1 && attributes.HasFlag(FileAttributes.ReparsePoint);

    /// <summary>A folder as it was found in a round.</summary>
    private sealed class Folder(DirectoryInfo info)
    {
        public DirectoryInfo Info => info;

        public int Round { get; set; } = -1;

        /// <summary>Whether it or one above it is a link.</summary>
        public bool HasLink { get; set; }

        public bool Exists { get; set; }
    }
}
