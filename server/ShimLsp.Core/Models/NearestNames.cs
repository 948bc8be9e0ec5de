using System.Collections.Immutable;

namespace ShimLsp.Core.Models;

/// <summary>Finds the names that a person may have meant.</summary>
public static class NearestNames
{
    private const int LongestName = 64;

    /// <summary>The known names closest to a text, closest first; empty where none is close.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="known">The names there are.</param>
    /// <param name="count">How many to return at most.</param>
    public static ImmutableArray<string> Of(string text, IEnumerable<string> known, int count = 3)
    {
        if (text.Length is 0 or > LongestName)
        {
            return [];
        }

        var allowed = text.Length < 6 ? 1 : 2;
        return
        [
            .. known
                .Select(name => (Name: name, Distance: Distance(text, name, allowed)))
                .Where(near => near.Distance <= allowed)
                .OrderBy(near => near.Distance)
                .ThenBy(near => near.Name, StringComparer.Ordinal)
                .Take(count)
                .Select(near => near.Name),
        ];
    }

    /// <summary>
    /// The optimal string alignment distance, case ignored: insertions, deletions, substitutions and swaps of neighbours. More than
    /// <paramref name="limit"/> stands for anything beyond it.
    /// </summary>
    private static int Distance(string left, string right, int limit)
    {
        if (Math.Abs(left.Length - right.Length) > limit)
        {
            return limit + 1;
        }

        Span<int> beforeLast = stackalloc int[right.Length + 1];
        Span<int> last = stackalloc int[right.Length + 1];
        Span<int> current = stackalloc int[right.Length + 1];
        for (var column = 0; column <= right.Length; column++)
        {
            last[column] = column;
        }

        for (var row = 1; row <= left.Length; row++)
        {
            current[0] = row;
            for (var column = 1; column <= right.Length; column++)
            {
                var substitution = Same(left[row - 1], right[column - 1]) ? 0 : 1;
                var best = Math.Min(Math.Min(last[column] + 1, current[column - 1] + 1), last[column - 1] + substitution);
                if (row > 1 && column > 1 && Same(left[row - 1], right[column - 2]) && Same(left[row - 2], right[column - 1]))
                {
                    best = Math.Min(best, beforeLast[column - 2] + 1);
                }

                current[column] = best;
            }

            var spare = beforeLast;
            beforeLast = last;
            last = current;
            current = spare;
        }

        return last[right.Length];
    }

    private static bool Same(char left, char right) => char.ToLowerInvariant(left) == char.ToLowerInvariant(right);
}
