using ShimLsp.Core.Routing.Embedded;

namespace ShimLsp.Training.Data;

/// <summary>Deals groups into folds: the largest first, the rest in an order that the seed decides.</summary>
internal static class Folds
{
    /// <summary>For each item the number of its fold.</summary>
    /// <param name="groups">For each item its group.</param>
    /// <param name="count">How many folds.</param>
    /// <param name="seed">Decides which items share a fold.</param>
    public static int[] Deal(int[] groups, int count, int seed)
    {
        var order = groups
            .GroupBy(group => group)
            .OrderByDescending(group => group.Count())
            .ThenBy(group => WordHash.Mix(((uint)group.Key * 0x9E3779B1) + (uint)seed))
            .ThenBy(group => group.Key)
            .Select((group, index) => (group.Key, Fold: index % count))
            .ToDictionary(pair => pair.Key, pair => pair.Fold);
        return [.. groups.Select(group => order[group])];
    }
}
