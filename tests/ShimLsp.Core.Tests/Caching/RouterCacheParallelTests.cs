using System.Globalization;
using CsCheck;
using ShimLsp.Core.Caching;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Tests.Support;

namespace ShimLsp.Core.Tests.Caching;

/// <summary>The cache under many threads: some order of the calls, one after the other, explains its content.</summary>
public sealed class RouterCacheParallelTests
{
    private const int KeyCount = 5;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Some_order_of_parallel_calls_explains_what_it_holds(int capacity) =>
        Check.SampleParallel(
            Gen.Const(0).Select(_ => new RouterCache(capacity, null, 1, TimeProvider.System)),
            Gen.Int[0, KeyCount - 1].Operation<RouterCache>((cache, key) => Ask(cache, key, standsIn: false)),
            Gen.Const(0).Operation<RouterCache>((cache, _) => cache.Clear(InvalidationCause.Manual, 1)),
            equal: (left, right) => left.Stats().Entries == right.Stats().Entries && Holds(left).SequenceEqual(Holds(right)),
            iter: 40
        );

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(19)]
    [InlineData(256)]
    public async Task Under_stress_it_keeps_its_bound_its_counts_and_its_generations(int capacity)
    {
        const int Threads = 8;
        const int Rounds = 2_000;
        using var cache = new RouterCache(capacity, null, 1, TimeProvider.System);
        var generation = 1L;
        var scored = 0;

        await Task.WhenAll(
                Enumerable
                    .Range(0, Threads)
                    .Select(thread =>
                        Task.Run(async () =>
                        {
                            var random = new Random(thread);
                            for (var round = 0; round < Rounds; round++)
                            {
                                if (thread == 0 && round % 100 == 99)
                                {
                                    // The cache refuses the old one before anybody can see the new one, as a session does it.
                                    cache.Clear(InvalidationCause.Manual, generation + 1);
                                    Interlocked.Increment(ref generation);
                                }

                                var asOf = Interlocked.Read(ref generation);
                                var tag = asOf.ToString(CultureInfo.InvariantCulture);
                                var answer = await cache.GetOrScoreAsync(
                                    Keys.Of(random.Next(capacity * 2)),
                                    asOf,
                                    async _ =>
                                    {
                                        Interlocked.Increment(ref scored);
                                        await Task.Yield();
                                        return Keys.Scoring(tag);
                                    },
                                    CancellationToken.None
                                );
                                answer.Scoring.Sheet.Because.Should().Be(tag, "an answer is of its asker's generation");
                                cache.Stats().Entries.Should().BeLessThanOrEqualTo(capacity);
                            }
                        })
                    )
            )
            .Soon();

        var stats = cache.Stats();
        (stats.Hits + stats.Misses + stats.Coalesced).Should().Be(Threads * Rounds);
        stats.Misses.Should().Be(scored);
        stats.Invalidations[InvalidationCause.Manual].Should().Be(Rounds / 100);
    }

    [Fact]
    public async Task Of_many_callers_at_once_one_scores_even_if_its_scores_are_there_at_once()
    {
        const int Threads = 4;
        const int Tasks = 20_000;
        using var cache = new RouterCache(Tasks, null, 1, TimeProvider.System);
        var keys = Enumerable.Range(0, Tasks).Select(Keys.Of).ToArray();
        using var together = new Barrier(Threads);
        var scored = 0;

        await Task.WhenAll(Enumerable.Range(0, Threads).Select(_ => Task.Factory.StartNew(AskAll, TaskCreationOptions.LongRunning))).Soon();

        scored.Should().Be(Tasks);

        void AskAll()
        {
            together.SignalAndWait();
            foreach (var key in keys)
            {
                _ = cache.GetOrScoreAsync(key, 1, Score, CancellationToken.None).AsTask();
            }
        }

        ValueTask<Scoring> Score(CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref scored);
            return new(Keys.Scoring());
        }
    }

    // Scores that stand in are not stored, so asking so changes nothing: it is a look.
    private static int[] Holds(RouterCache cache) => [.. Enumerable.Range(0, KeyCount).Where(key => Ask(cache, key, standsIn: true))];

    private static bool Ask(RouterCache cache, int key, bool standsIn)
    {
        var scoring = Keys.Scoring() with { StandIn = standsIn ? new(new("judge"), StandInReason.Timeout) : null };
        var answer = cache.GetOrScoreAsync(Keys.Of(key), 1, _ => new(scoring), CancellationToken.None).AsTask();
        return answer.GetAwaiter().GetResult().Outcome == CacheOutcome.Hit; // CsCheck's operations do not wait
    }
}
