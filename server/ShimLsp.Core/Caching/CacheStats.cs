using System.Collections.Immutable;

namespace ShimLsp.Core.Caching;

/// <summary>Counts of one cache since its session opened.</summary>
/// <param name="Entries">The entries in it now.</param>
/// <param name="Capacity">The largest number of entries.</param>
/// <param name="Hits">Look-ups answered from an entry.</param>
/// <param name="Misses">Look-ups that started a classification.</param>
/// <param name="Coalesced">Look-ups that joined a classification under way.</param>
/// <param name="Evictions">Entries that were removed for a newer one, least recently used first. Nothing else counts here.</param>
/// <param name="Expired">Entries that were found past their time to live.</param>
/// <param name="Invalidations">Events that dropped all entries, by cause. A cause that never happened is absent.</param>
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
