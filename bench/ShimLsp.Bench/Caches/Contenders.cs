using BitFaster.Caching;
using Microsoft.Extensions.Caching.Memory;
using ShimLsp.Core.Caching;
using ShimLsp.Core.Routing;

namespace ShimLsp.Bench.Caches;

/// <summary>The router's cache: strict LRU, generations, one scoring for concurrent callers.</summary>
internal sealed class RoutersOwn(RouterCache cache) : Contender(cache)
{
    private Func<CancellationToken, ValueTask<Scoring>>? score;
    private long misses;

    public override bool Ask(RouteKey key)
    {
        var before = misses;
        var answer = cache.GetOrScoreAsync(key, asOf: 1, score ??= Score, CancellationToken.None);
        return answer.IsCompletedSuccessfully && misses == before;
    }

    private ValueTask<Scoring> Score(CancellationToken cancellationToken)
    {
        misses++; // told apart only where one thread asks; where two do, there is none
        return new(Scorings.Make());
    }
}

/// <summary>Microsoft's, bounded by its own means.</summary>
internal sealed class SizeLimited(MemoryCache cache) : Contender(cache)
{
    public override bool Ask(RouteKey key)
    {
        if (cache.TryGetValue(key, out _))
        {
            return true;
        }

        cache.Set(key, Scorings.Make(), new MemoryCacheEntryOptions { Size = 1 });
        return false;
    }
}

/// <summary>BitFaster's: ClassicLru is strict, behind one lock; ConcurrentLru is approximate, and a hit takes no lock.</summary>
internal sealed class BitFasterLru(ICache<RouteKey, Scoring> cache) : Contender
{
    public override bool Ask(RouteKey key)
    {
        if (cache.TryGet(key, out _))
        {
            return true;
        }

        cache.AddOrUpdate(key, Scorings.Make());
        return false;
    }
}

/// <summary>A plain table instead of a cache: the cost of looking up that many keys and nothing else.</summary>
internal sealed class Unbounded : Contender
{
    private readonly Dictionary<RouteKey, Scoring> table = [];

    public override bool Ask(RouteKey key)
    {
        if (table.TryGetValue(key, out _))
        {
            return true;
        }

        table.Add(key, Scorings.Make());
        return false;
    }
}
