using BitFaster.Caching.Lru;
using Microsoft.Extensions.Caching.Memory;
using ShimLsp.Core.Caching;
using ShimLsp.Core.Routing;

namespace ShimLsp.Bench.Caches;

/// <summary>A cache of scores under the router's own keys, as all of them are asked: a hit, or a miss that is filled at once.</summary>
/// <param name="store">What is to be disposed of with it; null for nothing.</param>
internal abstract class Contender(IDisposable? store = null) : IDisposable
{
    /// <summary>All of them, the router's first.</summary>
    public static IReadOnlyList<string> Names { get; } = ["RouterCache", "MemoryCache", "ClassicLru", "ConcurrentLru", "Dictionary"];

    /// <summary>Makes an empty one.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="capacity">The most entries it may hold.</param>
    public static Contender Make(string name, int capacity) =>
        name switch
        {
            "RouterCache" => new RoutersOwn(new RouterCache(capacity, timeToLive: null, generation: 1, TimeProvider.System)),
            "MemoryCache" => new SizeLimited(new MemoryCache(new MemoryCacheOptions { SizeLimit = capacity })),
            "ClassicLru" => new BitFasterLru(new ClassicLru<RouteKey, Scoring>(capacity)),
            "ConcurrentLru" => new BitFasterLru(new ConcurrentLru<RouteKey, Scoring>(capacity)),
            _ => new Unbounded(),
        };

    /// <summary>Whether the key was there; if not, it is from now on, as far as the cache takes it.</summary>
    /// <param name="key">The key.</param>
    public abstract bool Ask(RouteKey key);

    /// <inheritdoc/>
    public void Dispose() => store?.Dispose();
}
