using System.Collections.Immutable;
using ShimLsp.Core.Models;

namespace ShimLsp.Core.Sessions;

/// <summary>How much is logged.</summary>
public enum LogVerbosity
{
    /// <summary>Nothing.</summary>
    Off,

    /// <summary>What failed.</summary>
    Error,

    /// <summary>What works, not as asked.</summary>
    Warning,

    /// <summary>What changed state.</summary>
    Info,

    /// <summary>Every decision (never its text).</summary>
    Debug,
}

/// <summary>What a client set of the section <c>shim</c>. Null means not set: the catalog's own <c>router</c> block holds.</summary>
public sealed record ShimSettings
{
    /// <summary>Nothing set.</summary>
    public static ShimSettings Empty { get; } = new();

    /// <summary><c>modelsPath</c>: the catalog's file.</summary>
    public string? ModelsPath { get; init; }

    /// <summary><c>router.enabled</c>.</summary>
    public bool? Enabled { get; init; }

    /// <summary><c>router.threshold</c>, 0..1.</summary>
    public double? Threshold { get; init; }

    /// <summary><c>router.cacheCapacity</c>, 1 to 65,536.</summary>
    public int? CacheCapacity { get; init; }

    /// <summary><c>router.cacheTtlSeconds</c>, above 0.</summary>
    public double? CacheTtlSeconds { get; init; }

    /// <summary><c>router.classifier</c>.</summary>
    public string? Classifier { get; init; }

    /// <summary><c>router.timeoutSeconds</c>, above 0.</summary>
    public double? TimeoutSeconds { get; init; }

    /// <summary><c>router.affinity</c>.</summary>
    public Affinity? Affinity { get; init; }

    /// <summary><c>router.escalation</c>.</summary>
    public Escalation? Escalation { get; init; }

    /// <summary><c>router.learning</c>.</summary>
    public Learning? Learning { get; init; }

    /// <summary><c>router.default</c>.</summary>
    public string? Default { get; init; }

    /// <summary><c>router.cache</c>.</summary>
    public bool? Cache { get; init; }

    /// <summary><c>checkLocalEndpoints</c>.</summary>
    public bool? CheckLocalEndpoints { get; init; }

    /// <summary><c>logLevel</c>.</summary>
    public LogVerbosity? LogLevel { get; init; }

    /// <summary>The catalog's router block with these settings applied.</summary>
    /// <param name="router">The catalog's block.</param>
    public RouterSpec ApplyTo(RouterSpec router) =>
        router with
        {
            Enabled = Enabled ?? router.Enabled,
            Threshold = Threshold ?? router.Threshold,
            Cache = Cache ?? router.Cache,
            CacheCapacity = CacheCapacity ?? router.CacheCapacity,
            CacheTtl = CacheTtlSeconds is { } life ? TimeSpan.FromSeconds(life) : router.CacheTtl,
            Classifier = Classifier is { } classifier ? new ModelSlug(classifier) : router.Classifier,
            Default = Default is { } model ? new ModelSlug(model) : router.Default,
            Timeout = TimeoutSeconds is { } limit ? TimeSpan.FromSeconds(limit) : router.Timeout,
            Affinity = Affinity ?? router.Affinity,
            Escalation = Escalation ?? router.Escalation,
            Learning = Learning ?? router.Learning,
        };

    /// <summary>The catalog's router block with these settings applied. A name that no model has is a problem and is not applied.</summary>
    /// <param name="catalog">The catalog as it was read.</param>
    public (RouterSpec Router, ImmutableArray<CatalogProblem> Problems) ApplyTo(Catalog catalog)
    {
        var problems = ImmutableArray.CreateBuilder<CatalogProblem>();
        var known = this with
        {
            Classifier = Known("router.classifier", Classifier, catalog, problems),
            Default = Known("router.default", Default, catalog, problems),
        };
        var router = known.ApplyTo(catalog.Router);
        if (router.Enabled && known.Default is { } slug && !catalog.Find(new ModelSlug(slug))!.IsCandidate)
        {
            problems.Add(
                ShimSettingsParser.Problem(
                    CatalogProblemCode.DefaultNotCandidate,
                    "router.default",
                    "`shim.router.default` names a model that is not a candidate, so Auto never uses it. Name a candidate."
                )
            );
        }

        return (router, problems.DrainToImmutable());
    }

    private static string? Known(string path, string? slug, Catalog catalog, ImmutableArray<CatalogProblem>.Builder problems)
    {
        if (slug is null || catalog.Find(new ModelSlug(slug)) is not null)
        {
            return slug;
        }

        problems.Add(
            ShimSettingsParser.Problem(
                CatalogProblemCode.UnknownModel,
                path,
                $"`shim.{path}` names a model that the catalog does not have, so it counts as not set."
            )
        );
        return null;
    }
}

/// <summary>The client's settings, and the problems in them.</summary>
/// <param name="Values">The usable settings.</param>
/// <param name="Problems">What could not be used, and why.</param>
public sealed record ClientSettings(ShimSettings Values, ImmutableArray<CatalogProblem> Problems)
{
    /// <summary>Nothing set.</summary>
    public static ClientSettings Empty { get; } = new(ShimSettings.Empty, []);
}
