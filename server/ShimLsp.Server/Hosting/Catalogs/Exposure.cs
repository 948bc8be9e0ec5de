using System.Runtime.Versioning;
using ShimLsp.Core.Models;
using ShimLsp.Core.Sessions;

namespace ShimLsp.Server.Hosting.Catalogs;

/// <summary>
/// Warns a person about files that other users of the machine can change: a user who changes the catalog decides where tasks and keys go.
/// It only warns, because on some mounts every file looks like that.
/// </summary>
internal static class Exposure
{
    /// <summary>The warnings for the files of one load. None on Windows, which has no permission bits.</summary>
    /// <param name="catalog">The catalog in force; null if there is none.</param>
    /// <param name="search">The way to it.</param>
    /// <param name="credentials">Its key files.</param>
    public static IEnumerable<CatalogProblem> Of(CatalogText? catalog, CatalogSearch search, CredentialCheck credentials)
    {
        if (OperatingSystem.IsWindows())
        {
            yield break;
        }

        // A workspace's own catalog is the clone's business: it may do little until it is trusted, and by its text then.
        if (
            catalog is { Place: { Path: { } path, Layer: not CatalogLayer.Workspace }, RealPath: { } real }
            && CanBeChanged(real, search, path)
        )
        {
            yield return new(
                SessionProblemCode.ExposedCatalog,
                ProblemSeverity.Warning,
                "Other users can change this file, and so where your tasks and keys go. Run chmod go-w on it and on its folder."
            )
            {
                Source = path,
            };
        }

        foreach (var key in credentials.Looked.Where(key => key.Seen.IsFile && (key.Seen.Mode & UnixFileMode.OtherWrite) != 0))
        {
            yield return new(
                SessionProblemCode.ExposedKeyFile,
                ProblemSeverity.Warning,
                "Other users can change this key file. Run chmod 600 on it."
            )
            {
                Source = key.Path,
            };
        }
    }

    [UnsupportedOSPlatform("windows")]
    private static bool CanBeChanged(string real, CatalogSearch search, string path) =>
        search.Looked.Any(file => file.Path == path && file.Seen.IsFile && (file.Seen.Mode & UnixFileMode.OtherWrite) != 0)
        || (Path.GetDirectoryName(real) is { } folder && LetsOthersReplace(folder));

    // In a sticky folder, as /tmp is, only a file's owner can put another in its place.
    [UnsupportedOSPlatform("windows")]
    private static bool LetsOthersReplace(string folder)
    {
        try
        {
            return (File.GetUnixFileMode(folder) & (UnixFileMode.OtherWrite | UnixFileMode.StickyBit)) == UnixFileMode.OtherWrite;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
