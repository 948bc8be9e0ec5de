using System.Collections.Immutable;
using ShimLsp.Server.Lsp.Documents;

namespace ShimLsp.Server.Hosting;

/// <summary>The pages that are installed with the program.</summary>
internal static class Documentation
{
    /// <summary>What says of each code of a diagnostic what it means, and what to do.</summary>
    private const string Problems = "catalog-problems.md";

    /// <summary>Where the pages lie: beside the program, or where an archive that was unpacked into a prefix has them.</summary>
    private static readonly ImmutableArray<string> Folders = ["doc", Path.Combine("..", "share", "doc", "shim-lsp")];

    /// <summary>The address of the page of all codes; null if it is not installed.</summary>
    public static string? ProblemsPage() =>
        Folders
            .Select(folder => Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, folder, Problems)))
            .Where(File.Exists)
            .Select(FileUri.Of)
            .FirstOrDefault();
}
