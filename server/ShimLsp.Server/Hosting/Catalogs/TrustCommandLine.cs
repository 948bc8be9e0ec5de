using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Hosting.Catalogs;

/// <summary>The command that a person runs to trust a workspace's own catalog: ready to be pasted into a shell.</summary>
internal static class TrustCommandLine
{
    /// <summary>The command for one file.</summary>
    /// <param name="folder">The workspace.</param>
    /// <param name="place">Its catalog: <c>.shim/models.json</c>, which needs no name, or one that a setting names.</param>
    public static string For(FolderPath folder, CatalogPlace place) =>
        place is { Layer: CatalogLayer.Setting, Path: { } file }
            ? $"shim-lsp trust {ShellWord.Of(folder.Value)} --models {ShellWord.Of(file)}"
            : $"shim-lsp trust {ShellWord.Of(folder.Value)}";
}
