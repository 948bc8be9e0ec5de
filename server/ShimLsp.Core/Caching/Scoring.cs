using ShimLsp.Core.Routing;

namespace ShimLsp.Core.Caching;

/// <summary>What a classification brought.</summary>
/// <param name="Sheet">The scores.</param>
/// <param name="ByClassifier">Whether the configured classifier gave them, rather than the embedded scorer.</param>
/// <param name="StandsIn">
/// Whether they stand in for a classifier that timed out, failed or had no place: good for this request, not for the next.
/// </param>
public sealed record Scoring(ScoreSheet Sheet, bool ByClassifier, bool StandsIn);

/// <summary>How the cache came to an answer.</summary>
public enum CacheOutcome
{
    /// <summary>From an entry.</summary>
    Hit,

    /// <summary>By a classification of this caller's own.</summary>
    Miss,

    /// <summary>By a classification that another caller had started.</summary>
    Coalesced,
}

/// <summary>The cache's answer.</summary>
/// <param name="Scoring">The scores.</param>
/// <param name="Outcome">How it came to them.</param>
public readonly record struct CacheAnswer(Scoring Scoring, CacheOutcome Outcome);
