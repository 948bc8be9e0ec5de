namespace ShimLsp.Server.Hosting.Catalogs;

/// <summary>
/// Catalogs in use, by their text. A thousand workspaces that use the person's own file share one. A catalog is immutable and does not say
/// which keys are available, so two sessions share nothing that could change. Thread-safe.
/// </summary>
internal sealed class SharedCatalogs
{
    private readonly Lock gate = new();
    private readonly List<WeakReference<ReadCatalog>> inUse = [];

    /// <summary>The catalog of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="parse">Parses it if no catalog with the same text and place is in use.</param>
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
