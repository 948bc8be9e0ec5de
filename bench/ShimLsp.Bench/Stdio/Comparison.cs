using System.Globalization;
using ShimLsp.Bench.Report;

namespace ShimLsp.Bench.Stdio;

/// <summary>
/// Two builds of the server in one run. Each measurement is made for one and then for the other, several times, the first one changing from
/// round to round: a busy neighbour slows both, so that the ratio says what the two times alone would not.
/// </summary>
internal static class Comparison
{
    /// <summary>Measures both, and gives the ratio of each number: the new one's over the old one's.</summary>
    /// <param name="now">The build to judge.</param>
    /// <param name="before">The build to hold it against.</param>
    /// <param name="measurements">What to measure.</param>
    /// <param name="rounds">How often, at least 1.</param>
    /// <returns>
    /// A row of ratios for each number that is the server's. It misses if the new build did worse in every round: with nine rounds that
    /// happens to two equal builds once in 512 times.
    /// </returns>
    public static List<ResultRow> Measure(
        Surroundings now,
        Surroundings before,
        ReadOnlySpan<Func<Surroundings, IEnumerable<ResultRow>>> measurements,
        int rounds
    )
    {
        var rows = new List<ResultRow>();
        foreach (var measure in measurements)
        {
            var (ours, theirs) = (new List<ResultRow[]>(), new List<ResultRow[]>());
            for (var round = 0; round < rounds; round++)
            {
                var isOursFirst = round % 2 == 0;
                (isOursFirst ? ours : theirs).Add([.. measure(isOursFirst ? now : before)]);
                (isOursFirst ? theirs : ours).Add([.. measure(isOursFirst ? before : now)]);
            }

            rows.AddRange(Rows(ours, theirs));
        }

        return rows;
    }

    /// <summary>The ratio of each number.</summary>
    /// <param name="ours">The new build's rows, round by round.</param>
    /// <param name="theirs">The old one's.</param>
    public static IEnumerable<ResultRow> Rows(IReadOnlyList<ResultRow[]> ours, IReadOnlyList<ResultRow[]> theirs) =>
        ours[0]
            .Select((row, at) => Compare(row, [.. ours.Select(of => Median(of, at))], [.. theirs.Select(of => Median(of, at))]))
            .OfType<ResultRow>();

    private static double Median(ResultRow[] rows, int at) => rows[at].Measured.Median;

    private static ResultRow? Compare(ResultRow row, double[] now, double[] before)
    {
        if (row.Better is Better.Neither)
        {
            return null;
        }

        var ratio = Sample.Of(now.Zip(before, (ours, theirs) => ours / theirs));
        var isWorse = row.Better is Better.Less ? ratio.Min > 1 : ratio.Max < 1;
        var medians = string.Create(CultureInfo.InvariantCulture, $"{Sample.Of(before).Median:N2} -> {Sample.Of(now).Median:N2}");
        return new(row.What, ratio, $"{medians}{(row.Better is Better.More ? ", more is better" : "")}", !isWorse);
    }
}
