using ShimLsp.Core.Evaluation;

namespace ShimLsp.Training.Report;

/// <summary>A task with what a router says of it.</summary>
/// <param name="Group">Rows of one group are drawn together.</param>
/// <param name="Grade">Its grade.</param>
/// <param name="Easiness">The higher, the easier the router holds it.</param>
internal readonly record struct RankedRow(string Group, double Grade, double Easiness);

/// <summary>
/// How often an easy task ranks above a hard one: the area under the curve of Hanley and McNeil (1982), ties counting half.
/// </summary>
internal static class RankOrder
{
    /// <summary>A task up to this grade is easy.</summary>
    public const double Easy = 2;

    /// <summary>One from this grade on is hard.</summary>
    public const double Hard = 3.5;

    private const int Resamples = 500;

    /// <summary>The area; NaN without an easy task or without a hard one.</summary>
    public static double Area(IReadOnlyCollection<RankedRow> rows)
    {
        var easy = rows.Where(row => row.Grade <= Easy).Select(row => row.Easiness).Order().ToArray();
        var sum = 0.0;
        var hard = 0;
        foreach (var row in rows.Where(row => row.Grade >= Hard))
        {
            hard++;
            var (above, notBelow) = (First(easy, value => value > row.Easiness), First(easy, value => value >= row.Easiness));
            sum += easy.Length - ((above + notBelow) / 2.0);
        }

        return sum / ((double)easy.Length * hard);
    }

    /// <summary>Where the area lies in 95 of 100 draws of as many groups.</summary>
    public static (double Low, double High) Interval(IReadOnlyCollection<RankedRow> rows)
    {
        var groups = rows.GroupBy(row => row.Group, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => group.ToArray())
            .ToArray();
        var random = new SplitMix(1);
        var areas = new List<double>();
        for (var i = 0; i < Resamples; i++)
        {
            var area = Area([.. Enumerable.Range(0, groups.Length).SelectMany(_ => groups[random.Below(groups.Length)])]);
            if (!double.IsNaN(area))
            {
                areas.Add(area);
            }
        }

        areas.Sort();
        return areas.Count == 0 ? (double.NaN, double.NaN) : (areas[(int)(areas.Count * 0.025)], areas[(int)(areas.Count * 0.975)]);
    }

    // The first index whose value is so; the values rise.
    private static int First(double[] values, Func<double, bool> isSo)
    {
        var (from, to) = (0, values.Length);
        while (from < to)
        {
            var middle = (from + to) / 2;
            (from, to) = isSo(values[middle]) ? (from, middle) : (middle + 1, to);
        }

        return from;
    }
}
