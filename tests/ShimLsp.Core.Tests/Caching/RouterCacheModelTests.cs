using CsCheck;
using Microsoft.Extensions.Time.Testing;
using ShimLsp.Core.Caching;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Tests.Support;

namespace ShimLsp.Core.Tests.Caching;

/// <summary>The cache against a plain list, under random operations.</summary>
public sealed class RouterCacheModelTests
{
    private const int Fresh = 1_000_000;

    [Theory]
    [InlineData(1, null)]
    [InlineData(2, null)]
    [InlineData(3, null)]
    [InlineData(19, null)]
    [InlineData(256, null)]
    [InlineData(1, 5.0)]
    [InlineData(3, 5.0)]
    [InlineData(19, 30.0)]
    [InlineData(256, 300.0)]
    public void It_does_what_a_list_would_do(int capacity, double? secondsToLive)
    {
        // A few keys more than it can hold, and long enough to fill it several times over.
        var step = Gen.Select(Gen.Int[0, 99], Gen.Int[0, capacity + (capacity / 4) + 1]);
        step.Array[capacity * 6].Sample(steps => Check(steps, capacity, secondsToLive), iter: capacity > 100 ? 20 : 200);
    }

    private static void Check((int Dice, int Key)[] steps, int capacity, double? secondsToLive)
    {
        var clock = new FakeTimeProvider();
        var list = new ReferenceCache(capacity, secondsToLive);
        using var cache = new RouterCache(capacity, secondsToLive is { } s ? TimeSpan.FromSeconds(s) : null, 1, clock);
        var generation = 1;

        foreach (var (dice, key) in steps)
        {
            switch (dice)
            {
                case 0 when capacity < 100 || key == 0: // seldom enough for a large one to fill
                    cache.Clear(InvalidationCause.Manual, ++generation).Should().Be(list.Clear());
                    break;
                case < 10 when secondsToLive is not null:
                    clock.Advance(TimeSpan.FromSeconds(1));
                    list.Now++;
                    break;
                case < 15:
                    Ask(cache, key, generation, standsIn: true).Should().Be(list.Ask(key, standsIn: true));
                    break;
                default:
                    Ask(cache, key, generation).Should().Be(list.Ask(key, standsIn: false));
                    break;
            }
        }

        CheckCounts(cache.Stats(), list);
        CheckOrder(cache, [.. list.OldestFirst], generation, capacity);
    }

    private static void CheckCounts(CacheStats stats, ReferenceCache list)
    {
        list.DropExpired();
        (stats.Entries, stats.Hits, stats.Misses, stats.Coalesced, stats.Evictions, stats.Expired)
            .Should()
            .Be((list.Count, list.Hits, list.Misses, 0, list.Evictions, list.Expired));
    }

    /// <summary>Each newcomer into a full cache drives out exactly the next in the list's order.</summary>
    private static void CheckOrder(RouterCache cache, int[] oldestFirst, int generation, int capacity)
    {
        for (var i = oldestFirst.Length; i < capacity; i++)
        {
            Ask(cache, Fresh + i, generation);
        }

        var evictions = cache.Stats().Evictions;
        foreach (var (key, i) in oldestFirst.Select((key, i) => (key, i)))
        {
            Ask(cache, Fresh + capacity + i, generation);
            cache.Stats().Evictions.Should().Be(evictions + i + 1);
            Ask(cache, key, generation, standsIn: true).Should().BeFalse($"{key} was the least recently used");
        }
    }

    /// <summary>Asks with a scorer that answers at once; whether it was a hit.</summary>
    internal static bool Ask(RouterCache cache, int key, long generation, bool standsIn = false)
    {
        var scoring = Keys.Scoring() with { StandIn = standsIn ? new(new("judge"), StandInReason.Timeout) : null };
        var answer = cache.GetOrScoreAsync(Keys.Of(key), generation, _ => new(scoring), CancellationToken.None).AsTask();
        answer.IsCompletedSuccessfully.Should().BeTrue();
        return answer.GetAwaiter().GetResult().Outcome == CacheOutcome.Hit;
    }
}
