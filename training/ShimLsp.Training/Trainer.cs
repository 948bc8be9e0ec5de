using ShimLsp.Core.Evaluation;
using ShimLsp.Core.Routing.Embedded;
using ShimLsp.Core.Routing.Strengths;
using ShimLsp.Training.Data;
using ShimLsp.Training.Fit;

namespace ShimLsp.Training;

/// <summary>
/// The result of cross-validation: for each row a prediction by weights that have seen neither it nor its near duplicates.
/// </summary>
/// <param name="Gains">The gain expected of each row; 0 for a row of no format that is learnt.</param>
/// <param name="Adequacies">The weak model's score for each row, as the scorer would have it.</param>
internal sealed record OutOfFold(double[] Gains, double[] Adequacies);

/// <summary>Fits and validates.</summary>
/// <param name="rows">The benchmarks' rows.</param>
/// <param name="seed">Deals the folds.</param>
internal sealed class Trainer(BenchmarkRow[] rows, int seed)
{
    private static readonly TaskFormat[] Learnt = [TaskFormat.Choice, TaskFormat.Prompted, TaskFormat.Contest, TaskFormat.WordProblem];

    /// <summary>The fold of each row.</summary>
    public int[] FoldOf { get; } = Folds.Deal(NearDuplicates.Groups([.. rows.Select(row => row.Example)]), Settings.Folds, seed);

    /// <summary>
    /// The adequacy of a text about which nothing is known. With it the mean chance over all rows is right, with equal weight for each
    /// benchmark.
    /// </summary>
    public double Prior { get; } =
        Math.Exp(
            rows.GroupBy(row => row.Bench)
                .Average(bench =>
                    Math.Log(bench.Average(row => row.Weak >= row.Strong ? 1.0 : 0)) / Adequacy.Steps(bench.Average(row => row.Gap))
                )
        );

    /// <summary>Predicts each row by the others.</summary>
    /// <param name="share">The share of the rows of the other folds to fit on: for a learning curve.</param>
    public OutOfFold CrossValidate(double share = 1)
    {
        var gains = new double[rows.Length];
        var adequacies = rows.Select(row => Math.Pow(Prior, Adequacy.Steps(row.Gap))).ToArray();
        foreach (var format in Learnt)
        {
            var of = Enumerable.Range(0, rows.Length).Where(i => rows[i].Example.Format == format).ToArray();
            for (var fold = 0; fold < Settings.Folds && of.Length > 0; fold++)
            {
                var others = of.Where(i => FoldOf[i] != fold && Kept(i, share)).Select(i => rows[i]).ToArray();
                var model = FormatModel.Fit(others, Settings.Formats[(int)format]);
                foreach (var i in of.Where(i => FoldOf[i] == fold))
                {
                    gains[i] = model.Gain(rows[i].Example);
                }
            }

            // The calibration of a fold is fitted on the others, so that no row's chance has seen its outcome.
            for (var fold = 0; fold < Settings.Folds && of.Length > 0; fold++)
            {
                var others = of.Where(i => FoldOf[i] != fold).ToArray();
                var calibration = Calibrate(others, gains);
                foreach (var i in of.Where(i => FoldOf[i] == fold))
                {
                    adequacies[i] = Chance(calibration, gains[i], rows[i].Gap);
                }
            }
        }

        return new(gains, adequacies);
    }

    /// <summary>Fits on all rows; the calibration is that of the predictions out of fold.</summary>
    public IReadOnlyList<(FormatModel Model, Platt Calibration, double Usual)> Fit(OutOfFold outOfFold) =>
        [
            .. Learnt.Select(format =>
            {
                var of = Enumerable.Range(0, rows.Length).Where(i => rows[i].Example.Format == format).ToArray();
                var calibration = Calibrate(of, outOfFold.Gains);
                var usual = of.Select(i => Chance(calibration, outOfFold.Gains[i], StrengthTable.ReferenceGap))
                    .Order()
                    .ElementAt(of.Length / 2);
                return (FormatModel.Fit([.. of.Select(i => rows[i])], Settings.Formats[(int)format]), calibration, usual);
            }),
        ];

    /// <summary>The rows as evaluation takes them.</summary>
    public EvaluatedTask[] Evaluated(OutOfFold outOfFold, Func<BenchmarkRow, bool> which) =>
        [
            .. Enumerable
                .Range(0, rows.Length)
                .Where(i => which(rows[i]))
                .Select(i => new EvaluatedTask(outOfFold.Adequacies[i], rows[i].Weak, rows[i].Strong)),
        ];

    private bool Kept(int row, double share) => WordHash.Mix(((uint)row * 0x9E3779B1) ^ (uint)seed) < share * uint.MaxValue;

    private Platt Calibrate(int[] of, double[] gains) => Platt.Fit([.. of.Select(i => rows[i])], [.. of.Select(i => gains[i])]);

    private static double Chance(Platt calibration, double gain, double gap) =>
        Math.Pow(1 / (1 + Math.Exp(-(calibration.Offset - (calibration.Slope * gain)))), Adequacy.Steps(gap));
}
