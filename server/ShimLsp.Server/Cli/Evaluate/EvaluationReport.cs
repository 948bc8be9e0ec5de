using System.Collections.Immutable;
using ShimLsp.Core.Evaluation;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Routing.Strengths;

namespace ShimLsp.Server.Cli.Evaluate;

/// <summary>What <c>evaluate</c> finds, as a program reads it. Figures from 0 to 1 unless said otherwise; absent stands for none.</summary>
/// <param name="File">The file, or <c>stdin</c>.</param>
/// <param name="Scorer">The scorer and its version.</param>
/// <param name="Threshold">The threshold of <see cref="BenchReport.AtThreshold"/>.</param>
/// <param name="Seed">The intervals' dice.</param>
/// <param name="Resamples">How often the intervals resample.</param>
/// <param name="Pairs">Which models, and what was taken for their strengths.</param>
/// <param name="Benches">Each bench, in the file's order.</param>
/// <param name="Pooled">All rows together, in one order.</param>
internal sealed record EvaluationReport(
    string File,
    string Scorer,
    double Threshold,
    ulong Seed,
    int Resamples,
    ImmutableArray<PairReport> Pairs,
    ImmutableArray<BenchReport> Benches,
    BenchReport Pooled
)
{
    /// <summary>Measures.</summary>
    /// <param name="tasks">The scored rows, at least one.</param>
    /// <param name="name">How messages call the file.</param>
    /// <param name="threshold">The threshold.</param>
    /// <param name="resamples">How often the intervals resample.</param>
    /// <param name="seed">Their dice.</param>
    public static EvaluationReport Of(IReadOnlyList<RoutedTask> tasks, string name, double threshold, int resamples, ulong seed) =>
        new(
            name,
            new EmbeddedScorer().Identity,
            threshold,
            seed,
            resamples,
            [.. tasks.GroupBy(task => task.Pair).Select(pair => PairReport.Of(pair.Key, pair.Count()))],
            [
                .. tasks
                    .GroupBy(task => task.Bench, StringComparer.Ordinal)
                    .Select(bench => BenchReport.Of(bench.Key, [.. bench], threshold, resamples, seed)),
            ],
            BenchReport.Of(null, tasks, threshold, resamples, seed)
        );
}

/// <summary>Two models that rows compare.</summary>
/// <param name="Weak">The weak one.</param>
/// <param name="Strong">The strong one.</param>
/// <param name="Tasks">How many rows compare them.</param>
/// <param name="IsByRole">Whether their strengths are those of their roles, since what is known of them does not set them apart.</param>
internal sealed record PairReport(EvaluatedModel Weak, EvaluatedModel Strong, int Tasks, bool IsByRole)
{
    public static PairReport Of(ModelPair pair, int tasks) =>
        new(
            EvaluatedModel.Of(pair.Weak.Model, pair.Strengths[0], pair.IsByRole),
            EvaluatedModel.Of(pair.Strong.Model, pair.Strengths[1], pair.IsByRole),
            tasks,
            pair.IsByRole
        );
}

/// <summary>A model of such a pair.</summary>
/// <param name="Model">The name that its provider knows it by.</param>
/// <param name="Strength">How capable it is taken to be.</param>
/// <param name="Source">Where from: <c>catalog</c>, <c>family</c>, <c>size</c> or <c>role</c>.</param>
internal sealed record EvaluatedModel(string Model, double Strength, string Source)
{
    public static EvaluatedModel Of(string model, ModelStrength strength, bool isByRole) =>
        new(model, Figures.Rounded(strength.Value), isByRole ? "role" : strength.Source.ToString().ToLowerInvariant());
}

/// <summary>The measures of a bench.</summary>
internal sealed record BenchReport
{
    /// <summary>Its name; null for all rows together.</summary>
    public string? Bench { get; init; }

    /// <summary>How many rows it has.</summary>
    public required int Tasks { get; init; }

    /// <summary>The weak model's mean.</summary>
    public required double Weak { get; init; }

    /// <summary>The strong one's.</summary>
    public required double Strong { get; init; }

    /// <summary>The average performance gap recovered; null where the strong model is not better on average.</summary>
    public double? Apgr { get; init; }

    /// <summary>Its 95 % interval and one-sided bound; null where there is no APGR.</summary>
    public IntervalReport? Interval { get; init; }

    /// <summary>The share of calls to the strong model that recovers half of the gap.</summary>
    public double? Cpt50 { get; init; }

    /// <summary>The share that recovers four fifths of it.</summary>
    public double? Cpt80 { get; init; }

    /// <summary>The expected calibration error.</summary>
    public required double CalibrationError { get; init; }

    /// <summary>What it is the mean of.</summary>
    public required ImmutableArray<CalibrationBin> CalibrationBins { get; init; }

    /// <summary>What the tasks cost with either model alone, in US dollars, estimated; null where prices are not known.</summary>
    public PairPrice? Dollars { get; init; }

    /// <summary>What the router does at the threshold.</summary>
    public required ThresholdPoint AtThreshold { get; init; }

    /// <summary>What it does at others, rising.</summary>
    public required ImmutableArray<ThresholdPoint> Sweep { get; init; }

    public static BenchReport Of(string? name, IReadOnlyList<RoutedTask> tasks, double threshold, int resamples, ulong seed)
    {
        EvaluatedTask[] outcomes = [.. tasks.Select(task => task.Outcome)];
        var measures = RoutingMeasures.Of(outcomes, resamples, seed);
        var curve = measures.Curve;
        return new()
        {
            Bench = name,
            Tasks = tasks.Count,
            Weak = Figures.Rounded(curve.Weak),
            Strong = Figures.Rounded(curve.Strong),
            Apgr = Figures.Rounded(curve.Apgr),
            Interval = measures.Interval is { } interval ? IntervalReport.Of(interval) : null,
            Cpt50 = Figures.Rounded(measures.Cpt50),
            Cpt80 = Figures.Rounded(measures.Cpt80),
            CalibrationError = Figures.Rounded(measures.Calibration.Error),
            CalibrationBins =
            [
                .. measures.Calibration.Bins.Select(bin => new CalibrationBin(
                    bin.Tasks,
                    Figures.Rounded(bin.Predicted),
                    Figures.Rounded(bin.Observed)
                )),
            ],
            Dollars = tasks.All(task => task.Price is not null)
                ? new(
                    Figures.Rounded(tasks.Sum(task => task.Price!.Value.Weak)),
                    Figures.Rounded(tasks.Sum(task => task.Price!.Value.Strong))
                )
                : null,
            AtThreshold = Figures.Rounded(ThresholdSweep.At(tasks, curve, threshold)),
            Sweep = [.. ThresholdSweep.Thresholds(tasks, threshold).Select(at => Figures.Rounded(ThresholdSweep.At(tasks, curve, at)))],
        };
    }
}

/// <summary>How far an APGR might have come out otherwise; an end is absent where there are too few rows for it.</summary>
internal sealed record IntervalReport(double? Low, double? High, double? LowerBound, int WithoutGap)
{
    public static IntervalReport Of(ApgrInterval interval) =>
        new(Figures.Rounded(interval.Low), Figures.Rounded(interval.High), Figures.Rounded(interval.LowerBound), interval.WithoutGap);
}

/// <summary>Figures without the digits that say nothing.</summary>
internal static class Figures
{
    private const int Decimals = 6;

    public static double Rounded(double value) => Math.Round(value, Decimals) + 0.0; // no minus before a zero

    public static double? Rounded(double? value) => value is { } figure ? Rounded(figure) : null;

    public static ThresholdPoint Rounded(ThresholdPoint point) =>
        point with
        {
            ToStrong = Rounded(point.ToStrong),
            Quality = Rounded(point.Quality),
            Recovered = Rounded(point.Recovered),
            Dollars = Rounded(point.Dollars),
            CostShare = Rounded(point.CostShare),
        };
}
