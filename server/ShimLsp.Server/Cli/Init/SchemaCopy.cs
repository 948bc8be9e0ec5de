using System.Text;
using ShimLsp.Server.Hosting.Catalogs;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Cli.Init;

/// <summary>
/// The schema as a file beside a catalog. A path from the one to the other works in every editor, with no network, and still does if the
/// folder is moved or is shared among machines.
/// </summary>
internal static class SchemaCopy
{
    private const int Most = 1024 * 1024;

    /// <summary>Writes it, unless a file that is not ours has its name.</summary>
    /// <param name="catalog">The catalog's full path.</param>
    /// <param name="audience">Who may read it.</param>
    /// <returns>The file; null if it was not written.</returns>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public static string? Beside(string catalog, Audience audience)
    {
        var path = PathBeside(catalog);
        if (Path.Exists(path) && Ours(path) is null)
        {
            return null;
        }

        WholeFile.Put(path, Encoding.UTF8.GetBytes(EmbeddedSchema.Read()), audience, overwrite: true);
        return path;
    }

    /// <summary>The schema beside a catalog if another version of this program wrote it; null if there is none, or it is today's.</summary>
    /// <param name="catalog">The catalog's full path.</param>
    public static string? OutdatedBeside(string catalog) =>
        PathBeside(catalog) is var path && Ours(path) is { } text && text != EmbeddedSchema.Read() ? path : null;

    private static string PathBeside(string catalog) => Path.Join(Path.GetDirectoryName(catalog), EmbeddedSchema.FileName);

    /// <summary>The text of a file that is a schema of ours; null if it is not.</summary>
    private static string? Ours(string path) =>
        File.Exists(path)
        && FileRead.Of(path, Most) is FileRead.Content { Bytes: var bytes }
        && Encoding.UTF8.GetString(bytes) is var text
        && text.Contains(EmbeddedSchema.Mark, StringComparison.Ordinal)
            ? text.ReplaceLineEndings("\n")
            : null;
}
