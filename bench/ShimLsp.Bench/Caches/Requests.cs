using ShimLsp.Core.Caching;
using ShimLsp.Core.Routing.Signals;

namespace ShimLsp.Bench.Caches;

/// <summary>
/// Keys in the order in which a cache is asked for them. Each is its own object, created just before its neighbour. As in a route, the
/// requested key is in the CPU's cache, and only the cache's own memory must be fetched.
/// </summary>
internal static class Requests
{
    /// <summary>The key of a task.</summary>
    /// <param name="number">The task's number.</param>
    public static RouteKey Key(int number) =>
        RouteKey.Of(new TaskSignal($"task {number}", HasImages: false, HasTools: false, InputTokens: 2), [], "embedded/2", default);

    /// <summary>Every task equally likely at each request.</summary>
    /// <param name="count">How many requests.</param>
    /// <param name="tasks">How many different tasks.</param>
    /// <param name="outOf">The number of tasks that the cache holds. The requests are spread evenly over them.</param>
    public static RouteKey[] Uniform(int count, int tasks, int outOf)
    {
        var random = new Random(count);
        return [.. Enumerable.Range(0, count).Select(_ => Key(random.Next(tasks) * (outOf / tasks)))];
    }

    /// <summary>Asks for every task once, so that a cache of that capacity holds them all.</summary>
    /// <param name="cache">An empty cache.</param>
    /// <param name="tasks">How many different tasks.</param>
    public static void Fill(Contender cache, int tasks)
    {
        for (var number = 0; number < tasks; number++)
        {
            cache.Ask(Key(number));
        }
    }

    /// <summary>Asks for all of them in their order.</summary>
    /// <param name="cache">The cache.</param>
    /// <param name="keys">The keys.</param>
    /// <returns>How many were there.</returns>
    public static int Hits(Contender cache, ReadOnlySpan<RouteKey> keys)
    {
        var hits = 0;
        foreach (var key in keys)
        {
            hits += cache.Ask(key) ? 1 : 0;
        }

        return hits;
    }
}
