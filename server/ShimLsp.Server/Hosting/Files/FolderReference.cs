using System.Text.RegularExpressions;

namespace ShimLsp.Server.Hosting.Files;

/// <summary>The folder that a client means, given as a URI or as a path.</summary>
internal abstract partial record FolderReference
{
    private FolderReference() { }

    /// <summary>A folder of this machine.</summary>
    /// <param name="Folder">Which.</param>
    public sealed record Local(FolderPath Folder) : FolderReference;

    /// <summary>
    /// A reference that is not a folder here, such as <c>untitled:</c> or <c>vscode-remote:</c>. It has no workspace file.
    /// </summary>
    /// <param name="Scheme">The URI's scheme, lower case.</param>
    public sealed record Folderless(string Scheme) : FolderReference;

    /// <summary>It can name nothing.</summary>
    /// <param name="Why">What is wrong, as the end of a sentence.</param>
    public sealed record Invalid(string Why) : FolderReference;

    /// <summary>Reads a URI or a path; a relative path starts from the working directory.</summary>
    /// <param name="text">What the client sent.</param>
    /// <param name="workingDirectory">An absolute path.</param>
    public static FolderReference Parse(string text, string workingDirectory) =>
        SchemePattern().Match(text) is { Success: true } match
            ? OfUri(match.Groups["scheme"].Value.ToLowerInvariant(), text[match.Length..])
            : OfPath(text, workingDirectory);

    /// <summary>The path that follows a <c>file:</c> URI's authority, as the platform writes it; null if it is not absolute.</summary>
    /// <param name="escaped">The URI's path, percent-encoded.</param>
    /// <param name="isWindows">Whether a drive letter is taken out of the path and separators are turned.</param>
    internal static string? Unescape(string escaped, bool isWindows)
    {
        var path = Uri.UnescapeDataString(escaped);
        if (!path.StartsWith('/'))
        {
            return null;
        }

        var hasDrive = path is [_, _, ':', ..] && char.IsAsciiLetter(path[1]);
        return isWindows ? (hasDrive ? char.ToUpperInvariant(path[1]) + path[2..] : path).Replace('/', '\\') : path;
    }

    private static FolderReference OfUri(string scheme, string rest)
    {
        if (scheme != "file")
        {
            return new Folderless(scheme);
        }

        if (rest.StartsWith("//", StringComparison.Ordinal))
        {
            var end = rest.IndexOf('/', 2);
            var host = end < 0 ? rest[2..] : rest[2..end];
            rest = end < 0 ? "/" : rest[end..];
            if (host.Length > 0 && !host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
            {
                // \\host\share; no other platform has a path for it.
                return OperatingSystem.IsWindows()
                    ? OfPath($@"\\{host}{Unescape(rest, isWindows: true)}", "")
                    : new Invalid("it names another machine");
            }
        }

        // A '#' or '?' that a client forgot to encode must be part of the name, because a folder has no fragment and no query.
        return Unescape(rest, OperatingSystem.IsWindows()) is { } path ? OfPath(path, "/") : new Invalid("its path is not absolute");
    }

    private static FolderReference OfPath(string path, string workingDirectory) =>
        path switch
        {
            "" => new Invalid("it is empty"),
            _ when path.Contains('\0') => new Invalid("it has a NUL character"),
            _ => new Local(FolderPath.Of(Path.IsPathFullyQualified(path) ? path : Path.GetFullPath(path, workingDirectory))),
        };

    // At least two characters: C: is a drive.
    [GeneratedRegex("^(?<scheme>[A-Za-z][A-Za-z0-9+.-]+):", RegexOptions.ExplicitCapture)]
    private static partial Regex SchemePattern();
}
