namespace ShimLsp.Server.Hosting.Files;

/// <summary>
/// An open folder's full path, normalised: no <c>..</c>, no trailing separator, nothing percent-encoded. Two spellings of one folder are
/// equal. Symbolic links are kept as the person named them.
/// </summary>
internal sealed class FolderPath : IEquatable<FolderPath>
{
    // As their file systems do by default. Comparing too loosely only calls more files a workspace's own, which is the safe side.
    private static readonly StringComparison Comparison =
        OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    private FolderPath(string value) => Value = value;

    /// <summary>The full path.</summary>
    public string Value { get; }

    /// <summary>The folder of an absolute path.</summary>
    /// <param name="path">An absolute path, in any spelling.</param>
    public static FolderPath Of(string path) => new(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));

    /// <summary>The same folder with every symbolic link resolved; the folder itself if its links form a loop.</summary>
    public FolderPath Real() => RealPath.Of(Value) is { } real ? new(real) : this;

    /// <summary>Whether the file or folder is this folder or lies in it, by its path alone.</summary>
    /// <param name="path">A full path.</param>
    public bool Contains(string path) =>
        path.StartsWith(Value, Comparison)
        && (path.Length == Value.Length || Path.EndsInDirectorySeparator(Value) || path[Value.Length] == Path.DirectorySeparatorChar);

    /// <summary>One text for all equal spellings, from which a name can be derived.</summary>
    public string Folded() => Comparison is StringComparison.OrdinalIgnoreCase ? Value.ToUpperInvariant() : Value;

    /// <inheritdoc/>
    public bool Equals(FolderPath? other) => other is not null && Value.Equals(other.Value, Comparison);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FolderPath);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(Comparison);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
