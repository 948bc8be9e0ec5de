using ShimLsp.Core.Routing;

namespace ShimLsp.Core.Caching;

/// <summary>How the cache got an answer.</summary>
public enum CacheOutcome
{
    /// <summary>From an entry.</summary>
    Hit,

    /// <summary>From a classification that this caller started.</summary>
    Miss,

    /// <summary>From a classification that another caller had started.</summary>
    Coalesced,
}

/// <summary>The cache's answer.</summary>
/// <param name="Scoring">The scores.</param>
/// <param name="Outcome">How the cache got them.</param>
public readonly record struct CacheAnswer(Scoring Scoring, CacheOutcome Outcome);
