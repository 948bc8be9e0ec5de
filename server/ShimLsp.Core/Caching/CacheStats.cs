using System.Collections.Immutable;

namespace ShimLsp.Core.Caching;

/// <summary>Counts of one cache since its session opened.</summary>
/// <param name="Entries">Entries held now.</param>
/// <param name="Capacity">The most it may hold.</param>
/// <param name="Hits">Look-ups answered from an entry.</param>
/// <param name="Misses">Look-ups that started a classification.</param>
/// <param name="Coalesced">Look-ups that joined one.</param>
/// <param name="Evictions">Entries that made room for a newer one (least recently used first); nothing else counts here.</param>
/// <param name="Expired">Entries found past their time to live.</param>
/// <param name="Invalidations">Events that dropped everything, by cause; a cause that never happened is absent.</param>
public sealed record CacheStats(
    int Entries,
    int Capacity,
    long Hits,
    long Misses,
    long Coalesced,
    long Evictions,
    long Expired,
    ImmutableSortedDictionary<InvalidationCause, long> Invalidations
);
