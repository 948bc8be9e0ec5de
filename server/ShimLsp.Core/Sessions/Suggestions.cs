using System.Collections.Immutable;
using ShimLsp.Core.Models;

namespace ShimLsp.Core.Sessions;

/// <summary>The names nearest to one that does not exist.</summary>
internal static class Suggestions
{
    private const int Most = 3;

    /// <summary>Up to three names, the nearest by edit distance first, a name that holds the other's text before all.</summary>
    public static ImmutableArray<ModelSlug> For(string wanted, IEnumerable<ModelSlug> names) =>
    [
        .. names
            .Select(name => (Name: name, Distance: Distance(wanted, name.Value)))
            .Where(near => near.Distance <= Math.Max(2, wanted.Length / 2))
            .OrderBy(near => near.Distance)
            .ThenBy(near => near.Name.Value, StringComparer.Ordinal)
            .Take(Most)
            .Select(near => near.Name),
    ];

    private static int Distance(string wanted, string name) =>
        wanted.Length > 0 && (name.Contains(wanted, StringComparison.OrdinalIgnoreCase) || wanted.Contains(name, StringComparison.OrdinalIgnoreCase))
            ? 0
            : Levenshtein(wanted.AsSpan(0, Math.Min(wanted.Length, 100)), name); // a longer name is nobody's typo

    private static int Levenshtein(ReadOnlySpan<char> from, ReadOnlySpan<char> to)
    {
        var row = new int[to.Length + 1];
        for (var j = 0; j <= to.Length; j++)
        {
            row[j] = j;
        }

        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var same = char.ToLowerInvariant(from[i - 1]) == char.ToLowerInvariant(to[j - 1]);
                var cost = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (same ? 0 : 1));
                (diagonal, row[j]) = (row[j], cost);
            }
        }

        return row[^1];
    }
}
