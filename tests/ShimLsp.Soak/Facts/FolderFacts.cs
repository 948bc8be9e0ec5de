namespace ShimLsp.Soak.Facts;

/// <summary>A workspace folder, and what outlives the sessions that are opened on it.</summary>
/// <param name="name">The folder as its client names it.</param>
/// <param name="catalog">What its catalog's file says at the start.</param>
internal sealed class FolderFacts(string name, CatalogFacts catalog)
{
    /// <summary>The folder as its client names it.</summary>
    public string Name { get; } = name;

    /// <summary>The content of the last text that parses. The file has this content whenever a session opens on it.</summary>
    public CatalogFacts Catalog { get; set; } = catalog;

    /// <summary>The active model that is remembered; null if none was ever chosen to be.</summary>
    public string? Remembered { get; set; }
}
