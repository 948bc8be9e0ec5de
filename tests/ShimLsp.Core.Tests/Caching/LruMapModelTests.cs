using CsCheck;
using Microsoft.Extensions.Time.Testing;
using ShimLsp.Core.Caching;

namespace ShimLsp.Core.Tests.Caching;

/// <summary>The map against a plain list, call by call, one thread and several.</summary>
public sealed class LruMapModelTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(1, null, null)]
    [InlineData(2, null, null)]
    [InlineData(7, null, null)]
    [InlineData(64, null, null)]
    [InlineData(1, 3, null)]
    [InlineData(2, 3, null)]
    [InlineData(7, 20, null)]
    [InlineData(64, 150, null)]
    [InlineData(7, null, 60)]
    [InlineData(7, 20, 150)]
    [InlineData(64, null, 500)]
    public void Every_call_does_what_a_list_would_do(int capacity, int? secondsToLive, int? mostBytes)
    {
        // A few keys more than it can hold, and calls enough to fill it several times over.
        var step = Gen.Select(Gen.Int[0, 99], Gen.Int[0, capacity + (capacity / 4) + 1]);
        step.Array[capacity * 8].Sample(steps => Follow(steps, capacity, secondsToLive, mostBytes ?? int.MaxValue), iter: 100);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Some_order_of_parallel_calls_explains_what_it_holds(int capacity) =>
        Check.SampleParallel(
            Gen.Const(0).Select(_ => new LruMap<int, int>(new LruBounds(capacity), 1, TimeProvider.System)),
            Gen.Int[0, 4].Operation<LruMap<int, int>>((map, key) => map.Store(key, key, 1)),
            Gen.Int[0, 4].Operation<LruMap<int, int>>((map, key) => map.TryUse(key, 1, out _)),
            Gen.Const(0).Operation<LruMap<int, int>>((map, _) => map.Clear(1)),
            equal: (left, right) => left.Counts() == right.Counts() && Holds(left).SequenceEqual(Holds(right)),
            iter: 40
        );

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(64)]
    public async Task Under_stress_it_keeps_its_bound_its_values_and_its_generations(int capacity)
    {
        const int Threads = 8;
        const int Rounds = 5_000;
        using var map = new LruMap<int, (int Key, long Generation)>(new LruBounds(capacity), 1, TimeProvider.System);
        var generation = 1L;

        await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Run(() => Work(thread))));

        map.Counts().Entries.Should().BeLessThanOrEqualTo(capacity);

        void Work(int thread)
        {
            var random = new Random(thread);
            for (var round = 0; round < Rounds; round++)
            {
                if (thread == 0 && round % 100 == 99)
                {
                    // The map refuses the old one before anybody can see the new one, as a session does it.
                    map.Clear(generation + 1);
                    Interlocked.Increment(ref generation);
                }

                var key = random.Next(capacity * 2);
                var asOf = Interlocked.Read(ref generation);
                if (map.TryUse(key, asOf, out var found))
                {
                    found.Should().Be((key, asOf));
                }

                map.Store(key, (key, asOf), asOf);
                map.Counts().Entries.Should().BeLessThanOrEqualTo(capacity);
            }
        }
    }

    private static void Follow((int Dice, int Key)[] steps, int capacity, int? secondsToLive, int mostBytes)
    {
        var clock = new FakeTimeProvider();
        using var map = new LruMap<int, int>(new LruBounds(capacity, secondsToLive * Second, mostBytes), 1, clock);
        var list = new ReferenceMap(capacity, secondsToLive, mostBytes);
        var generation = 1;
        foreach (var (dice, key) in steps)
        {
            switch (dice)
            {
                case 0 when capacity < 50 || key == 0: // seldom enough for a large one to fill
                    map.Clear(++generation).Should().Be(list.Clear());
                    break;
                case < 10:
                    clock.Advance(Second);
                    list.Now++;
                    break;
                case < 40:
                    map.TryUse(key, generation, out var used).Should().Be(list.Find(key, isUse: true, out var usedThere));
                    used.Should().Be(usedThere);
                    break;
                case < 55:
                    map.TryPeek(key, generation, out var seen).Should().Be(list.Find(key, isUse: false, out var seenThere));
                    seen.Should().Be(seenThere);
                    break;
                case < 58:
                    map.Store(key, dice, generation - 1);
                    break;
                default:
                    map.Store(key, dice, generation, weight: dice);
                    list.Store(key, dice);
                    break;
            }

            map.Counts().Should().Be(list.Counts());
        }
    }

    private static IEnumerable<int> Holds(LruMap<int, int> map) => Enumerable.Range(0, 5).Where(key => map.TryPeek(key, 1, out _));

    /// <summary>The map as one would explain it: a list, most recently used first. A value weighs what it is. Slow and obvious.</summary>
    private sealed class ReferenceMap(int capacity, double? secondsToLive, int mostBytes)
    {
        private readonly List<(int Key, int Value, double StoredAt)> entries = [];
        private int hits;
        private int evictions;
        private int expired;

        public double Now { get; set; }

        public bool Find(int key, bool isUse, out int value)
        {
            DropExpired();
            var at = entries.FindIndex(entry => entry.Key == key);
            value = at < 0 ? 0 : entries[at].Value;
            if (at >= 0 && isUse)
            {
                hits++;
                var entry = entries[at];
                entries.RemoveAt(at);
                entries.Insert(0, entry);
            }

            return at >= 0;
        }

        public void Store(int key, int value)
        {
            DropExpired();
            entries.RemoveAll(entry => entry.Key == key);
            if (value > mostBytes)
            {
                return;
            }

            while (entries.Count == capacity || entries.Sum(entry => entry.Value) + value > mostBytes)
            {
                entries.RemoveAt(entries.Count - 1);
                evictions++;
            }

            entries.Insert(0, (key, value, Now));
        }

        public int Clear()
        {
            DropExpired();
            var dropped = entries.Count;
            entries.Clear();
            return dropped;
        }

        public LruCounts Counts()
        {
            DropExpired();
            return new(entries.Count, capacity, hits, evictions, expired);
        }

        private void DropExpired() => expired += entries.RemoveAll(entry => Now - entry.StoredAt >= secondsToLive);
    }
}
