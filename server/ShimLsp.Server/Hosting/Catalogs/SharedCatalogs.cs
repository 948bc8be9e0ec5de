namespace ShimLsp.Server.Hosting.Catalogs;

/// <summary>
/// Catalogs that somebody still uses, by their text: a thousand workspaces on the person's own file hold one of them. It is immutable, and
/// whose keys can be had is no part of it, so two sessions share nothing that could change. Thread-safe.
/// </summary>
internal sealed class SharedCatalogs
{
    private readonly Lock gate = new();
    private readonly List<WeakReference<ReadCatalog>> inUse = [];

    /// <summary>The catalog of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="parse">Makes it where nobody uses one of the same text and place.</param>
    public ReadCatalog Of(CatalogText text, Func<CatalogText, ReadCatalog> parse)
    {
        lock (gate)
        {
            foreach (var reference in inUse)
            {
                if (reference.TryGetTarget(out var known) && text.IsSameAs(known.Text) && text.RealPath == known.Text.RealPath)
                {
                    return known;
                }
            }

            inUse.RemoveAll(reference => !reference.TryGetTarget(out _));
            var read = parse(text);
            inUse.Add(new(read));
            return read;
        }
    }
}
