using System.Collections.Frozen;
using System.Collections.Immutable;
using ShimLsp.Core.Models;

namespace ShimLsp.Core.Language;

/// <summary>
/// What the server knows beside the text. Everything may be absent: a rule that needs an absent fact stays silent. It never contains a key.
/// </summary>
public sealed record CatalogFacts
{
    /// <summary>Nothing is known.</summary>
    public static CatalogFacts None => new();

    /// <summary>The names of the environment variables that are set and not empty, never their values; null if not known.</summary>
    public FrozenSet<string>? Variables { get; init; }

    /// <summary>The names of the secrets that are given for this run, never the secrets; null if not known.</summary>
    public FrozenSet<string>? Secrets { get; init; }

    /// <summary>What is known of each model of the catalog in force, by slug.</summary>
    public IReadOnlyDictionary<string, ModelFacts> Models { get; init; } = ImmutableDictionary<string, ModelFacts>.Empty;

    /// <summary>The state of each reference to a key, as it is written: <c>${env:NAME}</c>. Absent ones are not known.</summary>
    public IReadOnlyDictionary<string, CredentialFact> Credentials { get; init; } = ImmutableDictionary<string, CredentialFact>.Empty;

    /// <summary>
    /// Models that are proposed by name, with their limits and prices: those of the sample catalog. Made when first needed. Null for none.
    /// </summary>
    public Lazy<ImmutableArray<ModelSpec>>? KnownModels { get; init; }

    /// <summary>When those limits and prices were true, such as <c>November 2026</c>; null if not known.</summary>
    public string? KnownAsOf { get; init; }

    /// <summary>What endpoints listed, because a person wished it. The newest first.</summary>
    public ImmutableArray<EndpointList> Lists { get; init; } = [];

    /// <summary>The slug of the active model, or Auto's; null if not known.</summary>
    public string? ActiveSlug { get; init; }

    /// <summary>Auto's slug, if Auto can be chosen; null if it is turned off, or if not known.</summary>
    public string? AutoSlug { get; init; }

    /// <summary>Whether the file is the catalog in force; null if not known.</summary>
    public bool? IsInForce { get; init; }

    /// <summary>
    /// What is wrong with the file itself and not at a place of its text: others can change it, it cannot be read, an earlier text is in
    /// use.
    /// </summary>
    public ImmutableArray<CatalogProblem> OfFile { get; init; } = [];

    /// <summary>Whether the file may be used. A workspace's own file may not until the person trusts it. Null if not known.</summary>
    public bool? IsTrusted { get; init; }
}

/// <summary>What is known of a reference to a key.</summary>
/// <param name="IsResolved">Whether it stands for a key now.</param>
/// <param name="Reason">Why it does not, and what to do, in one sentence; null if it does.</param>
public sealed record CredentialFact(bool IsResolved, string? Reason = null);

/// <summary>What is known of a model of the catalog in force.</summary>
public sealed record ModelFacts
{
    /// <summary>Whether it takes tasks now; null if not known.</summary>
    public bool? IsAvailable { get; init; }

    /// <summary>Why it does not, in one sentence; null if it does, or if not known.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether its key is there, or it needs none; null if not known.</summary>
    public bool? HasKey { get; init; }

    /// <summary>Whether a call, or a look at its endpoint, has shown that; false if nobody has tried.</summary>
    public bool IsChecked { get; init; }

    /// <summary>How capable it counts as, 0..1; null if not known.</summary>
    public double? Strength { get; init; }

    /// <summary>Where the strength comes from, in words; null if not known.</summary>
    public string? StrengthSource { get; init; }

    /// <summary>Its share of the decisions of this session, 0..1; null if there were none.</summary>
    public double? Share { get; init; }

    /// <summary>Why it was last chosen, in one sentence; null if it was not.</summary>
    public string? LastReason { get; init; }
}
