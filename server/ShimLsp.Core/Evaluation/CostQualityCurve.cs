using System.Collections.Immutable;

namespace ShimLsp.Core.Evaluation;

/// <summary>A place on the curve.</summary>
/// <param name="Share">The share of the tasks that go to the strong model, 0..1.</param>
/// <param name="Quality">The mean of how well all tasks then went, 0..1.</param>
public readonly record struct CurvePoint(double Share, double Quality);

/// <summary>
/// The quality for each share of calls to the strong model, as the threshold rises. Within a tie the curve is a straight line, the
/// expectation over random orders. So a score without information gives the diagonal.
/// </summary>
public sealed class CostQualityCurve
{
    // Sums of fractions differ in their last digits, so a smaller gap counts as none.
    private const double LeastGap = 1e-9;

    private CostQualityCurve(ImmutableArray<CurvePoint> points, double? apgr)
    {
        Points = points;
        Apgr = apgr;
    }

    /// <summary>From no task with the strong model to all of them: one point for each tie, and the start.</summary>
    public ImmutableArray<CurvePoint> Points { get; }

    /// <summary>The mean with the weak model alone, 0..1.</summary>
    public double Weak => Points[0].Quality;

    /// <summary>The mean with the strong model alone, 0..1.</summary>
    public double Strong => Points[^1].Quality;

    /// <summary>Whether the strong model is better on average. If not, there is nothing to recover and nothing to measure.</summary>
    public bool HasGap => Apgr is not null;

    /// <summary>
    /// The average performance gap recovered (Ong et al., RouteLLM, 2024): after the first k of n tasks have gone to the strong model,
    /// (quality - weak) / (strong - weak) of the gap is recovered; this is the mean over k = 1..n. A random order gives (n + 1) / 2n in
    /// expectation, which is 0.5 for many. Null if there is no gap.
    /// </summary>
    public double? Apgr { get; }

    /// <summary>Draws the curve.</summary>
    /// <param name="tasks">The tasks, in any order, at least one.</param>
    /// <exception cref="ArgumentException">There is no task.</exception>
    public static CostQualityCurve Of(IReadOnlyCollection<EvaluatedTask> tasks) => Of(RankedTasks.Of(tasks));

    internal static CostQualityCurve Of(RankedTasks ranked)
    {
        var count = ranked.Tasks.Length;
        var weak = ranked.Tasks.Sum(task => task.Weak);
        var points = ImmutableArray.CreateBuilder<CurvePoint>(ranked.TieEnds.Length + 1);
        points.Add(new(0, weak / count));
        var (start, gained, area) = (0, 0.0, 0.0);
        foreach (var end in ranked.TieEnds)
        {
            var gain = 0.0;
            for (var at = start; at < end; at++)
            {
                gain += ranked.Tasks[at].Gain;
            }

            area += AreaOf(end - start, gained, gain);
            gained += gain;
            points.Add(new((double)end / count, (weak + gained) / count));
            start = end;
        }

        return new(points.MoveToImmutable(), ApgrOf(area, gained, count));
    }

    /// <summary>The sum, over the tasks of a tie, of what has been gained after each: the gain comes evenly.</summary>
    internal static double AreaOf(int tasks, double gainedBefore, double gain) => (tasks * gainedBefore) + ((tasks + 1) / 2.0 * gain);

    /// <summary>The APGR from these sums over all ties; null if there is no gap.</summary>
    internal static double? ApgrOf(double area, double gained, int tasks) => gained / tasks > LeastGap ? area / (gained * tasks) : null;

    /// <summary>
    /// The share of the gap that a quality recovers: 0 for the weak model alone, 1 for the strong one alone. Null if there is no gap.
    /// </summary>
    /// <param name="quality">A mean over the same tasks.</param>
    public double? Recovered(double quality) => HasGap ? (quality - Weak) / (Strong - Weak) : null;

    /// <summary>
    /// The call-performance threshold of the same paper: the smallest share of calls to the strong model that recovers this share of the
    /// gap. CPT(50 %) is the value for 0.5. Null if there is no gap.
    /// </summary>
    /// <param name="recovered">How much of the gap, 0..1.</param>
    public double? ShareToRecover(double recovered)
    {
        if (!HasGap)
        {
            return null;
        }

        var wanted = Weak + (recovered * (Strong - Weak));
        var before = Points[0];
        foreach (var point in Points)
        {
            if (point.Quality >= wanted)
            {
                var step = point.Quality - before.Quality;
                return step > 0 ? before.Share + ((point.Share - before.Share) * (wanted - before.Quality) / step) : point.Share;
            }

            before = point;
        }

        return 1; // the last digits of the sums alone keep the end below what is wanted
    }
}
