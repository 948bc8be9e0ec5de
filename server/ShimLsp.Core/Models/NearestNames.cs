using System.Collections.Immutable;

namespace ShimLsp.Core.Models;

/// <summary>Finds the names that a person may have meant.</summary>
public static class NearestNames
{
    private const int Most = 3;
    private const int LongestName = 64;
    private const int ShortestPart = 3;

    /// <summary>
    /// The known names that differ from the text by a typing mistake, closest first; empty if there is none. Use this for a text that may
    /// be correct.
    /// </summary>
    /// <param name="text">What was written.</param>
    /// <param name="known">The existing names.</param>
    /// <param name="count">How many to return at most.</param>
    public static ImmutableArray<string> Of(string text, IEnumerable<string> known, int count = Most) =>
        Within(text.Length < 6 ? 1 : 2, Distance, text, known, count);

    /// <summary>
    /// Up to three slugs that a person may have meant by one that does not exist, closest first. These are the close ones, which include
    /// those that contain it or are part of it (<c>haiku</c>, <c>claude-haiku</c>). If there are none, they are the nearest of all: the
    /// text is known to be wrong, so a far guess is better than none.
    /// </summary>
    /// <param name="unknown">The slug that does not exist.</param>
    /// <param name="known">The existing slugs.</param>
    public static ImmutableArray<ModelSlug> Of(ModelSlug unknown, IEnumerable<ModelSlug> known)
    {
        string[] names = [.. known.Select(slug => slug.Value)];
        var close = Within(CloseTo(unknown.Value), DistanceOrPart, unknown.Value, names, Most);
        return
        [
            .. (close.IsEmpty ? Within(LongestName, DistanceOrPart, unknown.Value, names, Most) : close).Select(name => new ModelSlug(
                name
            )),
        ];
    }

    /// <summary>Whether a name that does not exist is probably a typing mistake for an existing one, or a part of it.</summary>
    /// <param name="unknown">The name that does not exist.</param>
    /// <param name="known">A name that exists.</param>
    public static bool IsClose(string unknown, string known) => !Within(CloseTo(unknown), DistanceOrPart, unknown, [known], 1).IsEmpty;

    // Half of the characters may differ.
    private static int CloseTo(string unknown) => Math.Max(2, unknown.Length / 2);

    private static ImmutableArray<string> Within(
        int allowed,
        Func<string, string, int, int> distance,
        string text,
        IEnumerable<string> known,
        int count
    )
    {
        if (text.Length is 0 or > LongestName)
        {
            return [];
        }

        return
        [
            .. known
                .Select(name => (Name: name, Distance: distance(text, name, allowed)))
                .Where(near => near.Distance <= allowed)
                .OrderBy(near => near.Distance)
                .ThenBy(near => near.Name, StringComparer.Ordinal)
                .Take(count)
                .Select(near => near.Name),
        ];
    }

    private static int DistanceOrPart(string left, string right, int limit) =>
        IsPart(left, right) || IsPart(right, left) ? 0 : Distance(left, right, limit);

    private static bool IsPart(string part, string whole) =>
        part.Length >= ShortestPart && whole.Contains(part, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// The optimal string alignment distance, ignoring case: insertions, deletions, substitutions and swaps of neighbours. A distance
    /// beyond <paramref name="limit"/> gives some number above it.
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
