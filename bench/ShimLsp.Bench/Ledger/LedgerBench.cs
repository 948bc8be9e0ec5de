using System.Runtime.InteropServices;
using ShimLsp.Bench.Report;
using ShimLsp.LedgerWriter;

namespace ShimLsp.Bench.Ledger;

/// <summary>
/// What recording a call costs its caller, and whether the writer keeps up. Every other call goes to a record that does nothing, so that
/// what the clock and the machine take is beside it, from the same run.
/// </summary>
internal static class LedgerBench
{
    private const int Rounds = 5;
    private const int Seconds = 4;
    private const int Rate = 5_000;
    private const double MostMicroseconds = 5;

    /// <summary>Measures, and prints the rows.</summary>
    /// <param name="output">Where to print.</param>
    /// <returns>The exit code.</returns>
    public static int Run(TextWriter output)
    {
        output.WriteLine($"{Rounds} times {Seconds} s with {Rate:N0} calls a second, after one that is not counted ...");
        _ = SpeedRun.Measure(seconds: 1, Rate); // the JIT
        SpeedReport[] reports = [.. Enumerable.Range(0, Rounds).Select(_ => SpeedRun.Measure(Seconds, Rate))];
        output.WriteLine(
            $"{RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}, {Environment.ProcessorCount} processors"
        );
        ResultTable.Write(
            output,
            [
                Cost("recording a call, us p50", reports.Select(report => SpeedRun.At(report.Taken, 0.5))),
                Cost("recording a call, us p99", reports.Select(report => SpeedRun.At(report.Taken, 0.99))),
                Alone("a record that does nothing, us p50", reports.Select(report => SpeedRun.At(report.Without, 0.5))),
                Alone("a record that does nothing, us p99", reports.Select(report => SpeedRun.At(report.Without, 0.99))),
                Rated(reports),
                Alone("calls lost", reports.Select(report => (double)report.Lost)),
                Alone("% of a processor, callers and writer", reports.Select(report => report.Processor / report.Elapsed * 100)),
                Alone("bytes a call in the file", reports.Select(report => (double)report.FileBytes / report.Taken.Count)),
            ]
        );
        return 0;
    }

    private static ResultRow Cost(string what, IEnumerable<double> values)
    {
        var sample = Sample.Of(values);
        return new(what, sample, $"< {MostMicroseconds}", sample.Median < MostMicroseconds);
    }

    private static ResultRow Alone(string what, IEnumerable<double> values) => new(what, Sample.Of(values)) { Better = Better.Neither };

    // The time until the last call is written is counted too, so a rate of all calls is a little below the one they come at.
    private static ResultRow Rated(SpeedReport[] reports)
    {
        var sample = Sample.Of(reports.Select(report => report.PerSecond));
        var isKept = reports.All(report => report.Lost == 0 && report.Elapsed < TimeSpan.FromSeconds(Seconds + 1));
        return new("calls written, per second", sample, $"{Rate:N0}, none lost, all within {Seconds + 1} s", isKept)
        {
            Better = Better.More,
        };
    }
}
