using CsCheck;
using ShimLsp.Core.Routing.Embedded;

namespace ShimLsp.Core.Tests.Routing.Embedded;

/// <summary>Sets and tables of places, against a plain set and a plain dictionary.</summary>
public sealed class GramTests
{
    private static readonly Gen<int> Place = Gen.Int[0, GramSet.Places - 1];

    // Near one another as well as far apart: several of one block.
    private static readonly Gen<int[]> Some = Gen.OneOf(Place, Gen.Int[0, 300], Gen.Int[GramSet.Places - 70, GramSet.Places - 1]).Array[
        0,
        200
    ];

    [Fact]
    public void A_set_has_what_was_added_once_and_rising() =>
        Some.Sample(
            places =>
            {
                var set = Set(places);
                return set.Count == places.Distinct().Count() && All(set).SequenceEqual(places.Distinct().Order());
            },
            iter: 500
        );

    [Fact]
    public void An_empty_set_has_nothing()
    {
        var set = Set([]);
        set.Count.Should().Be(0);
        All(set).Should().BeEmpty();
        new GramTable([], []).Sum(set, 0).Should().Be(0, "nothing is divided by nothing");
    }

    [Fact]
    public void A_table_sums_as_a_dictionary_does() =>
        Gen.Select(Some, Some, Gen.SByte[-127, 127].Array[200], Gen.Int[0, 63])
            .Sample(
                (text, known, weights, salt) =>
                {
                    int[] places =
                    [
                        .. known
                            .Concat(text.Take(text.Length / 2))
                            .Select(place => GramTable.SaltedPlace(place, salt))
                            .Distinct()
                            .Order()
                            .Take(200),
                    ];
                    var dictionary = places.Zip(weights).ToDictionary(pair => pair.First, pair => pair.Second);
                    var expected =
                        text.Distinct().Sum(place => dictionary.GetValueOrDefault(GramTable.SaltedPlace(place, salt)))
                        / Math.Sqrt(Math.Max(1, text.Distinct().Count()));
                    return new GramTable(places, weights.AsSpan(0, places.Length)).Sum(Set(text), salt) == expected;
                },
                iter: 500
            );

    [Fact]
    public void A_salt_moves_places_and_no_two_onto_one() =>
        Gen.Select(Some, Gen.Int[1, 63], Gen.Int[1, 63])
            .Sample(
                (places, left, right) =>
                    places.Distinct().Select(place => GramTable.SaltedPlace(place, left)).Distinct().Count() == places.Distinct().Count()
                    && places.All(place =>
                        GramTable.SaltedPlace(place, left) is >= 0 and < GramSet.Places and var moved
                        && moved != place
                        && (left == right || moved != GramTable.SaltedPlace(place, right))
                    ),
                iter: 500
            );

    [Fact]
    public void No_salt_leaves_places_where_they_are() => Place.Sample(place => GramTable.SaltedPlace(place, 0) == place);

    [Fact]
    public void A_text_of_twice_the_words_does_not_weigh_twice_as_much()
    {
        var table = new GramTable([1, 2, 3, 4], [50, 50, 50, 50]);
        table.Sum(Set([1]), 0).Should().Be(50);
        table.Sum(Set([1, 2, 3, 4]), 0).Should().Be(100);
        table.Sum(Set([1, 90_000, 90_001, 90_002]), 0).Should().Be(25);
    }

    [Fact]
    public void A_hash_has_its_place_among_them() => Gen.UInt.Sample(hash => GramSet.PlaceOf(hash) is >= 0 and < GramSet.Places);

    private static GramSet Set(int[] places)
    {
        var set = new GramSet(new ulong[GramSet.Words64]);
        foreach (var place in places)
        {
            set.Add(place);
        }

        return set;
    }

    private static List<int> All(GramSet set)
    {
        var all = new List<int>();
        foreach (var block in set.UsedBlocks)
        {
            foreach (var bit in new GramSet.Enumerator([set.Block(block)]))
            {
                all.Add((block * 64) + bit);
            }
        }

        return all;
    }
}
