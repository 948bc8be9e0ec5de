namespace ShimLsp.Server.Hosting.Files;

/// <summary>The result of reading a small file whole. It is a value: a person's files never cause an exception.</summary>
internal abstract record FileRead
{
    private FileRead() { }

    /// <summary>Whether it failed for a reason that may end without a trace on the file, so that only another try shows it.</summary>
    public bool MayPass => this is Unreadable { MayEnd: true };

    /// <summary>It was read.</summary>
    /// <param name="RealPath">The path that was opened, free of symbolic links.</param>
    /// <param name="Bytes">All of it.</param>
    public sealed record Content(string RealPath, byte[] Bytes) : FileRead;

    /// <summary>There is nothing of that name.</summary>
    public sealed record Absent : FileRead;

    /// <summary>Something is there and cannot be read.</summary>
    /// <param name="Why">The end of a sentence that starts with the path.</param>
    /// <param name="MayEnd">
    /// Whether the same file may be readable a moment later, for example when the process has a free descriptor again.
    /// </param>
    public sealed record Unreadable(string Why, bool MayEnd = false) : FileRead;

    /// <summary>Reads a file.</summary>
    /// <param name="path">A full path.</param>
    /// <param name="mostBytes">The largest file that is read.</param>
    public static FileRead Of(string path, int mostBytes) =>
        RealPath.Of(path) is { } real ? OfReal(path, real, mostBytes) : new Unreadable("is a loop of symbolic links");

    private static FileRead OfReal(string path, string real, int mostBytes)
    {
        try
        {
            if (File.GetAttributes(real).HasFlag(FileAttributes.Directory))
            {
                return new Unreadable("is a folder");
            }

            // Opening a pipe or a device may have effects of its own. An empty file need not be opened.
            return FileStatus.Of(real) switch
            {
                { Kind: FileKind.Other } => NotRegular(),
                { Kind: FileKind.Regular, Length: 0 } => new Content(real, []),
                { Length: var length } when length > mostBytes => TooLarge(mostBytes),
                _ => Open(real, mostBytes),
            };
        }
        catch (Exception nothing) when (nothing is FileNotFoundException or DirectoryNotFoundException)
        {
            return real != path && IsLink(path) ? new Unreadable("is a symbolic link to nothing") : new Absent();
        }
        catch (UnauthorizedAccessException)
        {
            return new Unreadable("cannot be read: permission denied", MayEnd: true);
        }
        catch (Exception failure) when (failure is IOException or NotSupportedException)
        {
            return new Unreadable($"cannot be read: {Cause(failure)}", MayEnd: true);
        }
    }

    // EMFILE and ENFILE.
    private static string Cause(Exception failure) =>
        failure.HResult is 24 or 23 ? "too many files are open" : "the file system reports an error";

    private static Unreadable NotRegular() => new("is a pipe, a socket or a device");

    private static FileRead Open(string real, int mostBytes)
    {
        using var file = RegularFile.Open(real, FileAccess.Read);
        if (file is null)
        {
            return NotRegular();
        }

        // Read the length again: another file may have replaced this one, and the old length would cut it off.
        var length = RandomAccess.GetLength(file);
        if (length > mostBytes)
        {
            return TooLarge(mostBytes);
        }

        // One buffer without a copy: the bytes may be a key, and then the caller can wipe them. A file that grows in between is still being
        // written, and the watch will have it read again.
        var bytes = new byte[length];
        var filled = 0;
        while (filled < length && RandomAccess.Read(file, bytes.AsSpan(filled), filled) is > 0 and var read)
        {
            filled += read;
        }

        return new Content(real, filled == length ? bytes : bytes[..filled]);
    }

    private static Unreadable TooLarge(int mostBytes) =>
        new(mostBytes >= 1 << 20 ? $"is larger than {mostBytes >> 20} MiB" : $"is larger than {mostBytes >> 10} KiB");

    private static bool IsLink(string path) => new FileInfo(path).LinkTarget is not null;
}
