using System.Collections.Immutable;

namespace ShimLsp.Core.Models;

/// <summary>What models there are and how Auto chooses among them. Immutable.</summary>
public sealed class Catalog
{
    private readonly Dictionary<ModelSlug, ModelSpec> bySlug;
    private readonly Lazy<byte[]> fingerprint;

    /// <summary>Makes a catalog of parsed parts.</summary>
    /// <param name="models">The models, in the file's order; slugs are unique.</param>
    /// <param name="router">The router block.</param>
    /// <exception cref="ArgumentException">Two models share a slug.</exception>
    public Catalog(ImmutableArray<ModelSpec> models, RouterSpec router)
    {
        Models = models;
        Router = router;
        bySlug = models.ToDictionary(model => model.Slug);
        Candidates = [.. models.Where(model => model.IsCandidate)];
        // Lazy: hashing loads the platform's crypto library, which has no place in start-up.
        fingerprint = new(() => CatalogFingerprint.Compute(this));
    }

    /// <summary>A catalog of nothing.</summary>
    public static Catalog Empty { get; } = new([], new RouterSpec());

    /// <summary>The models, in the file's order.</summary>
    public ImmutableArray<ModelSpec> Models { get; }

    /// <summary>The models that Auto may choose, in the file's order.</summary>
    public ImmutableArray<ModelSpec> Candidates { get; }

    /// <summary>The router block.</summary>
    public RouterSpec Router { get; }

    /// <summary>
    /// SHA-256 over what a score may depend on, the same on every machine and at every start. Never covers credentials, header
    /// values or paths.
    /// </summary>
    public ReadOnlySpan<byte> Fingerprint => fingerprint.Value;

    /// <summary>The model of that slug; null if there is none.</summary>
    /// <param name="slug">The slug to look for.</param>
    public ModelSpec? Find(ModelSlug slug) => bySlug.GetValueOrDefault(slug);
}
