namespace ShimLsp.Core.Evaluation;

/// <summary>How well scores route between two models, over tasks with known results of both.</summary>
public sealed record RoutingMeasures
{
    /// <summary>How many tasks.</summary>
    public required int Tasks { get; init; }

    /// <summary>The curve, with the means of either model and the APGR.</summary>
    public required CostQualityCurve Curve { get; init; }

    /// <summary>How much the APGR would vary with other tasks; null if there is no APGR.</summary>
    public required ApgrInterval? Interval { get; init; }

    /// <summary>The smallest share of calls to the strong model that recovers half of the gap, 0..1; null if there is no gap.</summary>
    public double? Cpt50 => Curve.ShareToRecover(0.5);

    /// <summary>The smallest share that recovers four fifths of it.</summary>
    public double? Cpt80 => Curve.ShareToRecover(0.8);

    /// <summary>Whether the scores are the chances that they claim to be.</summary>
    public required Calibration Calibration { get; init; }

    /// <summary>Measures.</summary>
    /// <param name="tasks">The tasks, in any order, at least one.</param>
    /// <param name="resamples">How often the interval resamples, at least once.</param>
    /// <param name="seed">The interval's dice.</param>
    /// <exception cref="ArgumentException">There is no task.</exception>
    public static RoutingMeasures Of(IReadOnlyCollection<EvaluatedTask> tasks, int resamples, ulong seed)
    {
        var ranked = RankedTasks.Of(tasks);
        var curve = CostQualityCurve.Of(ranked);
        return new()
        {
            Tasks = tasks.Count,
            Curve = curve,
            Interval = curve.HasGap ? ApgrInterval.Of(ranked, resamples, seed) : null,
            Calibration = Calibration.Of(ranked),
        };
    }
}
