using System.Collections.Immutable;
using System.Numerics;

namespace ShimLsp.Core.Routing.Embedded;

/// <summary>
/// Weights for some of the places of a <see cref="GramSet"/>: those whose words occurred often enough in training. The rest weigh 0 and
/// take no memory. A bit per place says whether it has a weight, and the weights are in the order of the places.
/// </summary>
internal sealed class GramTable
{
    private readonly ImmutableArray<ulong> present;
    private readonly ImmutableArray<ushort> before;
    private readonly ImmutableArray<sbyte> weights;

    /// <summary>A table.</summary>
    /// <param name="places">The places that have a weight, rising.</param>
    /// <param name="weights">Their weights, as many.</param>
    public GramTable(ReadOnlySpan<int> places, ReadOnlySpan<sbyte> weights)
    {
        var present = new ulong[GramSet.BlockCount];
        var before = new ushort[GramSet.BlockCount];
        foreach (var place in places)
        {
            present[place >> 6] |= 1UL << (place & 63);
        }

        var count = 0;
        for (var block = 0; block < present.Length; block++)
        {
            before[block] = (ushort)count;
            count += BitOperations.PopCount(present[block]);
        }

        (this.present, this.before, this.weights) = ([.. present], [.. before], [.. weights]);
    }

    /// <summary>
    /// The sum of the weights of a text's words, divided by the square root of how many there are: a text of twice the length does not
    /// weigh twice as much.
    /// </summary>
    /// <param name="grams">The text's words.</param>
    /// <param name="salt">Which of the texts that share this table: their words lie at other places. 0 to 63.</param>
    public double Sum(GramSet grams, int salt) => Sums(grams, salt, salt).One;

    /// <summary>Two such sums in one pass.</summary>
    /// <param name="grams">The text's words.</param>
    /// <param name="one">The salt of one sum.</param>
    /// <param name="other">The salt of the other.</param>
    public (double One, double Other) Sums(GramSet grams, int one, int other)
    {
        var (sum, otherSum, count) = (0, 0, 0);
        foreach (var block in grams.UsedBlocks)
        {
            var bits = grams.Block(block);
            count += BitOperations.PopCount(bits);
            sum += Weight(bits, Salted(block, one));
            otherSum += Weight(bits, Salted(block, other));
        }

        var root = Math.Sqrt(Math.Max(1, count));
        return (sum / root, otherSum / root);
    }

    private int Weight(ulong bits, int block)
    {
        var sum = 0;
        var known = present[block];
        for (var hits = bits & known; hits != 0; hits &= hits - 1)
        {
            var lower = (1UL << BitOperations.TrailingZeroCount(hits)) - 1;
            sum += weights[before[block] + BitOperations.PopCount(known & lower)];
        }

        return sum;
    }

    /// <summary>The place to which a salt moves a place.</summary>
    /// <param name="place">The place.</param>
    /// <param name="salt">The salt.</param>
    public static int SaltedPlace(int place, int salt) => (Salted(place >> 6, salt) << 6) | (place & 63);

    private static int Salted(int block, int salt) => block ^ (salt * (GramSet.BlockCount / 64));
}
