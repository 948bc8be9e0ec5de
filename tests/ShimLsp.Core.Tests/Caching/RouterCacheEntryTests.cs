using System.Runtime.CompilerServices;
using Microsoft.Extensions.Time.Testing;
using ShimLsp.Core.Caching;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Tests.Support;

namespace ShimLsp.Core.Tests.Caching;

/// <summary>What is kept, for how long, and what has to go.</summary>
public sealed class RouterCacheEntryTests
{
    private readonly FakeTimeProvider clock = new();

    [Fact]
    public void Entry_257_evicts_exactly_the_least_recently_used()
    {
        using var cache = Filled(256);

        Ask(cache, 256);

        cache.Stats().Should().BeEquivalentTo(new { Entries = 256, Evictions = 1L });
        Ask(cache, 0, standsIn: true).Should().BeFalse("it was the oldest");
        Enumerable.Range(1, 256).Should().OnlyContain(key => Ask(cache, key, false), "only one entry made room");
    }

    [Fact]
    public async Task Scores_of_many_candidates_make_room_by_their_weight()
    {
        const int Candidates = 100_000;
        using var cache = new RouterCache(capacity: 1_000, null, 1, clock);
        var most = RouterCache.MostScoreBytes / (Candidates * Unsafe.SizeOf<Score>());

        for (var key = 0; key < 20; key++)
        {
            await cache.GetOrScoreAsync(Keys.Of(key), 1, _ => new(Of(Candidates)), CancellationToken.None);
        }

        cache.Stats().Should().BeEquivalentTo(new { Entries = (int)most, Evictions = 20 - most });

        static Scoring Of(int candidates) => new(new ScoreSheet([.. new Score[candidates]], null), ByClassifier: false);
    }

    [Fact]
    public void A_read_refreshes()
    {
        using var cache = Filled(3);

        Ask(cache, 0);
        Ask(cache, 3);

        Ask(cache, 1, standsIn: true).Should().BeFalse("0 was read after it");
        Ask(cache, 0).Should().BeTrue();
    }

    [Fact]
    public void An_entry_lives_from_its_storing_and_a_read_does_not_extend_it()
    {
        using var cache = Filled(1, TimeSpan.FromSeconds(10));

        clock.Advance(TimeSpan.FromSeconds(9));
        Ask(cache, 0).Should().BeTrue();
        clock.Advance(TimeSpan.FromSeconds(1));
        Ask(cache, 0, standsIn: true).Should().BeFalse();

        cache
            .Stats()
            .Should()
            .BeEquivalentTo(
                new
                {
                    Entries = 0,
                    Expired = 1L,
                    Evictions = 0L,
                    Hits = 1L,
                    Misses = 2L,
                }
            );
    }

    [Fact]
    public void An_expired_entry_frees_its_place()
    {
        using var cache = Filled(1, TimeSpan.FromSeconds(10));

        clock.Advance(TimeSpan.FromSeconds(10));
        Ask(cache, 0).Should().BeFalse();
        Ask(cache, 0).Should().BeTrue("it was stored anew");

        cache.Stats().Should().BeEquivalentTo(new { Entries = 1, Evictions = 0L });
    }

    [Fact]
    public void No_live_entry_is_evicted_for_an_expired_one()
    {
        using var pair = new RouterCache(2, TimeSpan.FromSeconds(10), 1, clock);
        Ask(pair, 0);
        clock.Advance(TimeSpan.FromSeconds(6));
        Ask(pair, 1);
        Ask(pair, 0).Should().BeTrue("it is the newest by use, and the older by age");
        clock.Advance(TimeSpan.FromSeconds(5));

        Ask(pair, 2).Should().BeFalse();

        Ask(pair, 1).Should().BeTrue("only entry 0 has expired");
        pair.Stats()
            .Should()
            .BeEquivalentTo(
                new
                {
                    Entries = 2,
                    Evictions = 0L,
                    Expired = 1L,
                }
            );
    }

    [Fact]
    public void Without_a_time_to_live_an_entry_outlives_years()
    {
        using var cache = Filled(1);

        clock.Advance(TimeSpan.FromDays(3_650));

        Ask(cache, 0).Should().BeTrue();
    }

    [Fact]
    public void Scores_of_a_stand_in_are_not_stored()
    {
        using var cache = new RouterCache(3, null, 1, clock);

        Ask(cache, 0, standsIn: true);

        cache.Stats().Entries.Should().Be(0);
    }

    [Fact]
    public void A_clear_counts_its_cause_and_drops_no_eviction()
    {
        using var cache = Filled(3);

        cache.Clear(InvalidationCause.CatalogChanged, 2).Should().Be(3);
        cache.Clear(InvalidationCause.CatalogChanged, 3).Should().Be(0);
        cache.Clear(InvalidationCause.Manual, 4).Should().Be(0);
        cache.Clear(cause: null, 5).Should().Be(0);

        var stats = cache.Stats();
        stats
            .Should()
            .BeEquivalentTo(
                new
                {
                    Entries = 0,
                    Evictions = 0L,
                    Expired = 0L,
                }
            );
        stats
            .Invalidations.Should()
            .Equal(new Dictionary<InvalidationCause, long> { [InvalidationCause.CatalogChanged] = 2, [InvalidationCause.Manual] = 1 });
    }

    [Fact]
    public void A_clear_may_change_the_bound_and_the_time_to_live()
    {
        using var cache = Filled(3);

        cache.Clear(InvalidationCause.ConfigurationChanged, 2, newCapacity: 1, newTimeToLive: TimeSpan.FromSeconds(1));
        Ask(cache, 0, generation: 2);
        Ask(cache, 1, generation: 2);

        cache
            .Stats()
            .Should()
            .BeEquivalentTo(
                new
                {
                    Entries = 1,
                    Capacity = 1,
                    Evictions = 1L,
                }
            );
        clock.Advance(TimeSpan.FromSeconds(1));
        Ask(cache, 1, generation: 2).Should().BeFalse();
    }

    [Fact]
    public void Another_generation_neither_reads_nor_stores()
    {
        using var cache = Filled(1);

        cache.Clear(InvalidationCause.Manual, 2);
        Ask(cache, 7, generation: 1).Should().BeFalse();
        cache.Stats().Entries.Should().Be(0);

        Ask(cache, 7, generation: 2);
        Ask(cache, 7, generation: 1).Should().BeFalse("what is stored is of generation 2");
    }

    [Fact]
    public void A_disposed_cache_answers_and_keeps_nothing()
    {
        var cache = Filled(2);
        cache.Dispose();

        Ask(cache, 0).Should().BeFalse();
        cache.Clear(InvalidationCause.Manual, 2).Should().Be(0);
        Ask(cache, 0, generation: 2).Should().BeFalse();
        Ask(cache, 0, generation: 2).Should().BeFalse();
        cache.Stats().Invalidations.Should().BeEmpty();
        cache.Dispose();
    }

    [Fact]
    public void A_capacity_below_one_is_a_bug_of_the_caller() =>
        FluentActions.Invoking(() => new RouterCache(0, null, 1, clock)).Should().Throw<ArgumentOutOfRangeException>();

    private static bool Ask(RouterCache cache, int key, bool standsIn = false, long generation = 1) =>
        RouterCacheModelTests.Ask(cache, key, generation, standsIn);

    private RouterCache Filled(int capacity, TimeSpan? timeToLive = null)
    {
        var cache = new RouterCache(capacity, timeToLive, 1, clock);
        for (var key = 0; key < capacity; key++)
        {
            Ask(cache, key);
        }

        return cache;
    }
}
