using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using ShimLsp.Core.Caching;

namespace ShimLsp.Core.Tests.Caching;

/// <summary>
/// What a map of two entries and 100 bytes holds after a few calls, least recently used first. "later" lets a second pass; entries live for
/// three.
/// </summary>
public sealed class LruMapTests
{
    private const int Generation = 1;

    [Theory]
    [InlineData("store a, store b", "a b", "it holds what it has room for")]
    [InlineData("store a, store b, store c", "b c", "the oldest makes room")]
    [InlineData("store a, store b, use a, store c", "a c", "a use renews")]
    [InlineData("store a, store b, peek a, store c", "b c", "a look does not")]
    [InlineData("store a, store b, store a, store c", "a c", "storing again renews, and takes no second place")]
    [InlineData("store a, store b, use b, store c", "b c", "the newest may be used")]
    [InlineData("store a, clear", "", "clearing drops all")]
    [InlineData("store a, store b, clear, store c", "c", "it can be filled again")]
    [InlineData("store a, late b", "a", "nothing of an earlier generation is stored")]
    [InlineData("store a, later, later, later", "", "time ends an entry")]
    [InlineData("store a, later, store b, use a, later, later, store c", "b c", "the dead make room before the living, used or not")]
    [InlineData("store a, later, later, store a, later, store b", "a b", "storing again begins a new life")]
    [InlineData("store a, dispose, store b", "", "nothing is stored after the end")]
    [InlineData("store a 60, store b 50", "b", "the oldest makes room if both weigh too much")]
    [InlineData("store a 50, store b 50", "a b", "it holds all that it may weigh")]
    [InlineData("store a 60, store b 40, store a 10, store c 50", "a c", "what is stored again weighs what it weighs now")]
    [InlineData("store a 90, store a 95", "a", "a value does not keep its successor out")]
    [InlineData("store a 10, store b 101", "a", "what alone weighs too much drives nothing out")]
    [InlineData("store a 10, store a 101", "", "nor does it leave an earlier value in its place")]
    [InlineData("store a 100, clear, store b 100", "b", "clearing frees the weight")]
    [InlineData("store a 100, later, later, later, store b 100", "b", "so does time")]
    public void It_drops_exactly_the_least_recently_used(string calls, string left, string because) =>
        Check(calls, map => Holds(map).Should().Be(left, because));

    [Theory]
    [InlineData("store a, store b, store c, store d", 2, 0)]
    [InlineData("store a, store a, store a", 0, 0)]
    [InlineData("store a, store b, clear", 0, 0)]
    [InlineData("store a, store b, later, later, later, store c", 0, 2)]
    public void It_counts_who_made_room_and_who_grew_old(string calls, long evictions, long expired) =>
        Check(calls, map => (map.Counts().Evictions, map.Counts().Expired).Should().Be((evictions, expired)));

    [Fact]
    public void Only_a_use_that_finds_an_entry_is_a_hit() =>
        Check("store a, use a, use a, peek a, use b", map => map.Counts().Hits.Should().Be(2));

    [Fact]
    public void A_caller_of_another_generation_finds_nothing() =>
        Check(
            "store a",
            map =>
            {
                map.TryUse("a", Generation + 1, out _).Should().BeFalse();
                map.TryPeek("a", Generation - 1, out _).Should().BeFalse();
            }
        );

    [Fact]
    public void The_last_value_stored_is_the_one_found() =>
        Check(
            "store a",
            map =>
            {
                map.Store("a", 7, Generation);
                map.TryUse("a", Generation, out var value).Should().BeTrue();
                value.Should().Be(7);
            }
        );

    [Fact]
    public void Clearing_says_how_many_it_dropped_and_may_change_the_bounds() =>
        Check(
            "store a, store b",
            map =>
            {
                map.Clear(Generation, new LruBounds(1)).Should().Be(2);
                map.Store("c", 0, Generation);
                map.Store("d", 0, Generation);
                map.Counts().Should().BeEquivalentTo(new { Entries = 1, Capacity = 1 });
            }
        );

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_map_without_room_cannot_be_made(int capacity) =>
        new Action(() => new LruMap<string, int>(new LruBounds(capacity), Generation, TimeProvider.System).Dispose())
            .Should()
            .Throw<ArgumentOutOfRangeException>();

    private static void Check(string calls, Action<LruMap<string, int>> expect)
    {
        var clock = new FakeTimeProvider();
        using var map = new LruMap<string, int>(new LruBounds(2, TimeSpan.FromSeconds(3), MostBytes: 100), Generation, clock);
        foreach (var call in calls.Split(", "))
        {
            switch (call.Split(' '))
            {
                case ["store", var key]:
                    map.Store(key, 0, Generation);
                    break;
                case ["store", var key, var weight]:
                    map.Store(key, 0, Generation, int.Parse(weight, CultureInfo.InvariantCulture));
                    break;
                case ["late", var key]:
                    map.Store(key, 0, Generation - 1);
                    break;
                case ["use", var key]:
                    map.TryUse(key, Generation, out _);
                    break;
                case ["peek", var key]:
                    map.TryPeek(key, Generation, out _);
                    break;
                case ["clear"]:
                    map.Clear(Generation);
                    break;
                case ["later"]:
                    clock.Advance(TimeSpan.FromSeconds(1));
                    break;
                case ["dispose"]:
                    map.Dispose();
                    break;
                default:
                    throw new ArgumentException(call, nameof(calls));
            }
        }

        expect(map);
    }

    /// <summary>The keys it holds, in the order in which newcomers drive them out.</summary>
    private static string Holds(LruMap<string, int> map)
    {
        string[] keys = ["a", "b", "c", "d"];
        var held = keys.Where(key => map.TryPeek(key, Generation, out _)).ToHashSet();
        var order = new List<string>();
        for (var newcomer = 0; order.Count < held.Count; newcomer++)
        {
            map.Store($"newcomer {newcomer}", 0, Generation);
            order.AddRange(held.Except(order).Where(key => !map.TryPeek(key, Generation, out _)));
        }

        return string.Join(' ', order);
    }
}
