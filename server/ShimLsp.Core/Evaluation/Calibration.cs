using System.Collections.Immutable;

namespace ShimLsp.Core.Evaluation;

/// <summary>Tasks of about the same score.</summary>
/// <param name="Tasks">How many.</param>
/// <param name="Predicted">The mean of their scores, 0..1.</param>
/// <param name="Observed">The share of them in which the weak model did no worse than the strong one, 0..1.</param>
public readonly record struct CalibrationBin(int Tasks, double Predicted, double Observed);

/// <summary>Whether a score of 0.7 means seven in ten.</summary>
/// <param name="Error">
/// The expected calibration error, 0..1: the mean of |predicted - observed| over the bins, each counting by its tasks.
/// </param>
/// <param name="Bins">
/// Ten of equal count, to within one, the lowest scores first; of fewer than ten tasks as many as there are tasks.
/// </param>
public sealed record Calibration(double Error, ImmutableArray<CalibrationBin> Bins)
{
    private const int MostBins = 10;

    /// <summary>
    /// Sorts the tasks into bins. A tie may lie in two bins; then each of its tasks counts as the tie's mean, so that the order of the
    /// file, which is often by subject, does not show.
    /// </summary>
    /// <param name="tasks">The tasks, in any order, at least one.</param>
    /// <exception cref="ArgumentException">There is no task.</exception>
    public static Calibration Of(IReadOnlyCollection<EvaluatedTask> tasks) => Of(RankedTasks.Of(tasks));

    internal static Calibration Of(RankedTasks ranked)
    {
        var observed = Observed(ranked);
        var count = ranked.Tasks.Length;
        var binCount = Math.Min(MostBins, count);
        var bins = ImmutableArray.CreateBuilder<CalibrationBin>(binCount);
        var error = 0.0;
        for (var bin = 0; bin < binCount; bin++)
        {
            var (from, to) = (First(bin), First(bin + 1));
            var (scores, sufficing) = (0.0, 0.0);
            for (var at = from; at < to; at++)
            {
                scores += ranked.Tasks[at].Score;
                sufficing += observed[at];
            }

            bins.Add(new(to - from, scores / (to - from), sufficing / (to - from)));
            error += Math.Abs(scores - sufficing) / count;
        }

        return new(error, bins.MoveToImmutable());

        int First(int bin) => (int)((long)bin * count / binCount);
    }

    private static double[] Observed(RankedTasks ranked)
    {
        var observed = new double[ranked.Tasks.Length];
        var start = 0;
        foreach (var end in ranked.TieEnds)
        {
            var sufficing = 0;
            for (var at = start; at < end; at++)
            {
                sufficing += ranked.Tasks[at].WeakSuffices ? 1 : 0;
            }

            Array.Fill(observed, (double)sufficing / (end - start), start, end - start);
            start = end;
        }

        return observed;
    }
}
