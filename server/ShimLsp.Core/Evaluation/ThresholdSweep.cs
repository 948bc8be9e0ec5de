using System.Collections.Immutable;
using ShimLsp.Core.Models;

namespace ShimLsp.Core.Evaluation;

/// <summary>What the router does at one threshold.</summary>
/// <param name="Threshold">The lowest score that is good enough, 0..1.</param>
/// <param name="ToStrong">The share of the tasks that go to the strong model, 0..1.</param>
/// <param name="Quality">The mean of how well all tasks then went, 0..1.</param>
/// <param name="Recovered">
/// The share of the gap that this recovers: 0 for the weak model alone, 1 for the strong one alone. Null if there is no gap.
/// </param>
/// <param name="Dollars">What the tasks would then have cost, in US dollars, estimated; null if a price is not known.</param>
/// <param name="CostShare">
/// The cost as a share of the strong model's alone, 1 for the same: in dollars, or else in the catalog's relative costs. Null if neither is
/// known or the strong model costs nothing.
/// </param>
public readonly record struct ThresholdPoint(
    double Threshold,
    double ToStrong,
    double Quality,
    double? Recovered,
    double? Dollars,
    double? CostShare
);

/// <summary>The router's own rule over tasks, for thresholds that rise.</summary>
public static class ThresholdSweep
{
    private const int Steps = 10;

    // Thresholds are shown with this many decimals, and exactly these thresholds are tried.
    private const int Decimals = 4;

    /// <summary>Routes the tasks at one threshold.</summary>
    /// <param name="tasks">The tasks, at least one.</param>
    /// <param name="curve">Their curve, for the gap.</param>
    /// <param name="threshold">The threshold, 0..1.</param>
    public static ThresholdPoint At(IReadOnlyCollection<RoutedTask> tasks, CostQualityCurve curve, double threshold)
    {
        var (toStrong, quality) = (0, 0.0);
        var (dollars, costs) = (new CostSum(), new CostSum());
        foreach (var task in tasks)
        {
            var isStrong = task.Pair.GoesToStrong(task.Sheet, threshold);
            toStrong += isStrong ? 1 : 0;
            quality += isStrong ? task.Outcome.Strong : task.Outcome.Weak;
            dollars.Add(task.Price, isStrong);
            costs.Add(task.Pair.RelativeCost, isStrong);
        }

        quality /= tasks.Count;
        return new(
            threshold,
            (double)toStrong / tasks.Count,
            quality,
            curve.Recovered(quality),
            dollars.Total,
            dollars.Share ?? costs.Share
        );
    }

    /// <summary>
    /// Thresholds that divide the tasks into tenths, if their scores differ enough, so that a person sees how many tasks each one sends.
    /// They go from one that sends none to one that sends as many as possible. The given threshold is among them.
    /// </summary>
    /// <param name="tasks">The tasks, at least one.</param>
    /// <param name="given">A threshold of interest, 0..1.</param>
    public static ImmutableArray<double> Thresholds(IReadOnlyCollection<RoutedTask> tasks, double given)
    {
        double[] scores = [.. tasks.Select(task => task.Outcome.Score).Order()];
        return
        [
            .. Enumerable
                .Range(1, Steps - 1)
                .Select(step => Math.Round(scores[(int)((long)step * scores.Length / Steps)], Decimals))
                .Append(Math.Round(scores[0], Decimals, MidpointRounding.ToZero))
                .Append(Math.Min(1, Math.Round(scores[^1] + Math.Pow(10, -Decimals), Decimals)))
                .Append(given)
                .Distinct()
                .Order(),
        ];
    }

    private struct CostSum()
    {
        private double? chosen = 0;
        private double? strong = 0;

        public readonly double? Total => chosen is { } sum ? Pricing.Rounded(sum) : null;

        public readonly double? Share => strong > 0 ? chosen / strong : null;

        public void Add(PairPrice? price, bool isStrong)
        {
            chosen += isStrong ? price?.Strong : price?.Weak; // one that is not known makes the sum so
            strong += price?.Strong;
        }
    }
}
