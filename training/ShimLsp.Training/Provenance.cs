using System.Text.Json;
using ShimLsp.Core.Evaluation;
using ShimLsp.Training.Data;

namespace ShimLsp.Training;

/// <summary>What the weights say of themselves. No date and no machine: the same data and seed give the same bytes.</summary>
internal static class Provenance
{
    /// <summary>Writes it.</summary>
    public static string Of(
        BenchmarkRows rows,
        GradedTasks tasks,
        GradedPrompts prompts,
        int seed,
        IReadOnlyDictionary<string, RoutingMeasures> measures
    ) =>
        JsonSerializer.Serialize(
            new
            {
                madeBy = "training/ShimLsp.Training",
                seed,
                rows = new { count = rows.Rows.Length, sha256 = rows.Sha256 },
                tasks = new
                {
                    count = tasks.Fit.Length,
                    sha256 = tasks.Sha256,
                    reading = TaskReadings.Sha256(tasks.Fit),
                },
                prompts = new { count = prompts.Prompts.Length, sha256 = prompts.Sha256 },
                folds = Settings.Folds,
                nearDuplicates = NearDuplicates.Likeness,
                formats = Settings.Formats,
                size = Settings.Size,
                depth = Settings.Depth,
                crossValidated = measures.ToDictionary(
                    bench => bench.Key,
                    bench => new
                    {
                        rows = bench.Value.Tasks,
                        apgr = Math.Round(bench.Value.Curve.Apgr ?? double.NaN, 3),
                        calibrationError = Math.Round(bench.Value.Calibration.Error, 3),
                    }
                ),
            }
        );
}
