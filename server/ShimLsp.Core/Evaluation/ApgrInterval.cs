namespace ShimLsp.Core.Evaluation;

/// <summary>
/// How much an APGR would vary with other tasks of the same kind: percentiles over resamples of the tasks (the bootstrap: Efron, 1979).
/// With few tasks the interval is wide, and should be.
/// </summary>
/// <param name="Low">The lower end of the 95 % interval; null if it has none, see below.</param>
/// <param name="High">The upper end.</param>
/// <param name="LowerBound">What 95 % of the resamples exceed: the one-sided bound.</param>
/// <param name="WithoutGap">
/// How many resamples had no gap and so no APGR. Such a one could stand anywhere, so it counts as below every other for the lower ends
/// and as above every other for the upper end; an end that falls among them is null.
/// </param>
public sealed record ApgrInterval(double? Low, double? High, double? LowerBound, int WithoutGap)
{
    /// <summary>The usual number of resamples.</summary>
    public const int UsualResamples = 2_000;

    /// <summary>Resamples.</summary>
    /// <param name="tasks">The tasks, in any order, at least one.</param>
    /// <param name="resamples">How many times, at least one.</param>
    /// <param name="seed">Which dice; the same tasks in the same order and the same seed give the same interval everywhere.</param>
    /// <exception cref="ArgumentException">There is no task.</exception>
    public static ApgrInterval Of(IReadOnlyCollection<EvaluatedTask> tasks, int resamples, ulong seed) =>
        Of(RankedTasks.Of(tasks), resamples, seed);

    internal static ApgrInterval Of(RankedTasks ranked, int resamples, ulong seed)
    {
        var dice = new SplitMix(seed);
        double[] gains = [.. ranked.Tasks.Select(task => task.Gain)];
        var drawn = new int[gains.Length];
        var found = new List<double>(resamples);
        for (var resample = 0; resample < resamples; resample++)
        {
            if (Resample(gains, drawn, ranked.TieEnds.AsSpan(), ref dice) is { } apgr)
            {
                found.Add(apgr);
            }
        }

        found.Sort();
        var without = resamples - found.Count;
        return new(At(Rank(0.025) - without), At(Rank(0.975)), At(Rank(0.05) - without), without);

        int Rank(double share) => (int)Math.Ceiling(share * resamples) - 1;

        double? At(int rank) => rank >= 0 && rank < found.Count ? found[rank] : null;
    }

    /// <summary>
    /// The APGR of as many tasks drawn with replacement. How often each was drawn is all that is needed: the order stays, so nothing
    /// is sorted again.
    /// </summary>
    private static double? Resample(double[] gains, int[] drawn, ReadOnlySpan<int> tieEnds, ref SplitMix dice)
    {
        Array.Clear(drawn);
        for (var draw = 0; draw < drawn.Length; draw++)
        {
            drawn[dice.Below(drawn.Length)]++;
        }

        var (start, gained, area) = (0, 0.0, 0.0);
        foreach (var end in tieEnds)
        {
            var (tasks, gain) = (0, 0.0);
            for (var at = start; at < end; at++)
            {
                tasks += drawn[at];
                gain += drawn[at] * gains[at];
            }

            area += CostQualityCurve.AreaOf(tasks, gained, gain);
            gained += gain;
            start = end;
        }

        return CostQualityCurve.ApgrOf(area, gained, drawn.Length);
    }
}
