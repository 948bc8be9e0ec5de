using ShimLsp.Core.Routing.Embedded;

namespace ShimLsp.Training.Data;

/// <summary>
/// Finds texts that are nearly one another, so that no fold is judged by what another has seen: MinHash (Broder, 1997) proposes pairs,
/// their true likeness decides.
/// </summary>
internal static class NearDuplicates
{
    private const int Bands = 20;
    private const int RowsOfBand = 4;

    /// <summary>The share of words and pairs of words in common from which two texts belong together.</summary>
    public const double Likeness = 0.5;

    /// <summary>For each text the number of its group: that of the group's first.</summary>
    public static int[] Groups(IReadOnlyList<Example> texts)
    {
        var parent = Enumerable.Range(0, texts.Count).ToArray();
        for (var band = 0; band < Bands; band++)
        {
            var firsts = new Dictionary<ulong, int>();
            for (var i = 0; i < texts.Count; i++)
            {
                if (!firsts.TryAdd(Signature(texts[i].Grams, band), i))
                {
                    var first = firsts[Signature(texts[i].Grams, band)];
                    if (Jaccard(texts[first].Grams, texts[i].Grams) >= Likeness)
                    {
                        Join(parent, first, i);
                    }
                }
            }
        }

        return [.. Enumerable.Range(0, texts.Count).Select(i => Root(parent, i))];
    }

    private static ulong Signature(int[] places, int band)
    {
        var signature = 14695981039346656037UL;
        for (var row = 0; row < RowsOfBand; row++)
        {
            var seed = (uint)((band * RowsOfBand) + row + 1) * 0x9E3779B1;
            var least = uint.MaxValue;
            foreach (var place in places)
            {
                least = Math.Min(least, WordHash.Mix(((uint)place * 0x85EBCA6B) ^ seed));
            }

            signature = (signature ^ least) * 1099511628211UL;
        }

        return signature;
    }

    private static double Jaccard(int[] left, int[] right)
    {
        var (i, j, both) = (0, 0, 0);
        while (i < left.Length && j < right.Length)
        {
            both += left[i] == right[j] ? 1 : 0;
            (i, j) =
                left[i] == right[j] ? (i + 1, j + 1)
                : left[i] < right[j] ? (i + 1, j)
                : (i, j + 1);
        }

        return both / (double)Math.Max(1, left.Length + right.Length - both);
    }

    private static int Root(int[] parent, int at)
    {
        while (parent[at] != at)
        {
            at = parent[at] = parent[parent[at]];
        }

        return at;
    }

    private static void Join(int[] parent, int left, int right)
    {
        var (a, b) = (Root(parent, left), Root(parent, right));
        parent[Math.Max(a, b)] = Math.Min(a, b);
    }
}
