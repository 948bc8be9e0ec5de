using ShimLsp.Core.Evaluation;
using ShimLsp.Training.Data;

namespace ShimLsp.Training.Report;

/// <summary>What cross-validation says of the benchmarks.</summary>
/// <param name="trainer">Validates.</param>
/// <param name="rows">The rows.</param>
/// <param name="table">Where to.</param>
internal sealed class BenchmarkReport(Trainer trainer, BenchmarkRow[] rows, MarkdownTable table)
{
    private const int Resamples = 2_000;
    private const string All = "all rows";

    private readonly string[] benches = [.. rows.Select(row => row.Bench).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Which format the rows were taken for.</summary>
    public void Formats()
    {
        var formats = rows.Select(row => row.Example.Format).Distinct().Order().ToArray();
        table.Begin("Rows by recognised format:", ["bench", .. formats.Select(format => format.ToString())]);
        foreach (var bench in benches)
        {
            table.Row([bench, .. formats.Select(format => (object)rows.Count(row => row.Bench == bench && row.Example.Format == format))]);
        }
    }

    /// <summary>How good the predictions are, a benchmark each and all together.</summary>
    public IReadOnlyDictionary<string, RoutingMeasures> Validation(OutOfFold outOfFold)
    {
        table.Begin(
            "Cross-validated:",
            "bench",
            "rows",
            "weak",
            "strong",
            "APGR",
            "95 % from",
            "to",
            "5 % bound",
            "CPT50",
            "CPT80",
            "calibration error"
        );
        var measures = new Dictionary<string, RoutingMeasures>();
        foreach (var bench in benches.Append(All))
        {
            var of = RoutingMeasures.Of(trainer.Evaluated(outOfFold, row => bench == All || row.Bench == bench), Resamples, seed: 1);
            measures.Add(bench, of);
            table.Row(
                bench,
                of.Tasks,
                of.Curve.Weak,
                of.Curve.Strong,
                of.Curve.Apgr,
                of.Interval?.Low,
                of.Interval?.High,
                of.Interval?.LowerBound,
                of.Cpt50,
                of.Cpt80,
                of.Calibration.Error
            );
        }

        return measures;
    }

    /// <summary>How good they would be with fewer rows.</summary>
    public void LearningCurve()
    {
        table.Begin("APGR, cross-validated, by the share of the rows used for fitting:", ["share", .. benches]);
        foreach (var share in (double[])[0.125, 0.25, 0.5, 0.75, 1])
        {
            var outOfFold = trainer.CrossValidate(share);
            table.Row([
                share,
                .. benches.Select(bench => (object?)CostQualityCurve.Of(trainer.Evaluated(outOfFold, row => row.Bench == bench)).Apgr),
            ]);
        }
    }
}
