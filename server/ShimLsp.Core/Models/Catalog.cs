using System.Collections.Immutable;

namespace ShimLsp.Core.Models;

/// <summary>The models a person has configured, and how Auto chooses among them. Immutable.</summary>
public sealed class Catalog
{
    private readonly Dictionary<ModelSlug, ModelSpec> bySlug;
    private readonly Lazy<byte[]> fingerprint;

    /// <summary>Builds a catalog from parsed parts.</summary>
    /// <param name="models">The models, in the file's order. Their slugs must be unique.</param>
    /// <param name="router">The router block.</param>
    /// <param name="gateway">The gateway block; null for the defaults.</param>
    /// <param name="budget">The budget block; null for none.</param>
    /// <exception cref="ArgumentException">Two models share a slug.</exception>
    public Catalog(ImmutableArray<ModelSpec> models, RouterSpec router, GatewaySpec? gateway = null, BudgetSpec? budget = null)
    {
        Models = models;
        Router = router;
        Gateway = gateway ?? new GatewaySpec();
        Budget = budget ?? BudgetSpec.None;
        bySlug = models.ToDictionary(model => model.Slug);
        Candidates = [.. models.Where(model => model.IsCandidate)];
        // Lazy, because hashing loads the platform's crypto library, which would slow down start-up.
        fingerprint = new(() => CatalogFingerprint.Compute(this));
    }

    /// <summary>A catalog without models.</summary>
    public static Catalog Empty { get; } = new([], new RouterSpec());

    /// <summary>The models, in the file's order.</summary>
    public ImmutableArray<ModelSpec> Models { get; }

    /// <summary>The models that Auto may choose, in the file's order.</summary>
    public ImmutableArray<ModelSpec> Candidates { get; }

    /// <summary>The router block.</summary>
    public RouterSpec Router { get; }

    /// <summary>The gateway block.</summary>
    public GatewaySpec Gateway { get; }

    /// <summary>The budget block.</summary>
    public BudgetSpec Budget { get; }

    /// <summary>
    /// SHA-256 over everything that a score may depend on. It is the same on every machine and at every start. It never covers credentials,
    /// header values or paths.
    /// </summary>
    public ReadOnlySpan<byte> Fingerprint => fingerprint.Value;

    /// <summary>The model with this slug; null if there is none.</summary>
    /// <param name="slug">The slug to look for.</param>
    public ModelSpec? Find(ModelSlug slug) => bySlug.GetValueOrDefault(slug);
}
