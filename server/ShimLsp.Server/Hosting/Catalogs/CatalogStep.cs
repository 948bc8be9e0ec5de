namespace ShimLsp.Server.Hosting.Catalogs;

/// <summary>What a search for a catalog found at one place.</summary>
internal enum CatalogFinding
{
    /// <summary>Nothing: the search went on.</summary>
    Absent,

    /// <summary>A workspace's own file that the person has not agreed to: the search went on.</summary>
    Untrusted,

    /// <summary>Something that cannot be read: the search ended without a text.</summary>
    Unreadable,

    /// <summary>A text: the search ended. Whether it can be parsed is another matter.</summary>
    Found,
}

/// <summary>One step of a search.</summary>
/// <param name="Place">Where it looked.</param>
/// <param name="Finding">What was there.</param>
internal readonly record struct CatalogStep(CatalogPlace Place, CatalogFinding Finding);
