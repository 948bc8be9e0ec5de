using System.Collections.Immutable;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;
using Perfolizer.Horology;
using ShimLsp.Bench.Report;

namespace ShimLsp.Bench.Micro;

/// <summary>BenchmarkDotNet's runs, under the JIT, as one table.</summary>
internal static class MicroBench
{
    private static readonly ImmutableArray<Type> Classes =
    [
        typeof(CacheHitBenchmarks),
        typeof(RoutingBenchmarks),
        typeof(KeyBenchmarks),
        typeof(SignalBenchmarks),
    ];

    /// <summary>Measures everything and prints one table.</summary>
    /// <param name="artifacts">The folder for BenchmarkDotNet's own reports.</param>
    /// <param name="output">Where to print.</param>
    /// <returns>The exit code: 1 where something could not be measured.</returns>
    public static int Run(string artifacts, TextWriter output)
    {
        // In this process: a generated project would be built under this repository's build rules, which are not made for it.
        var job = Job
            .Default.WithToolchain(InProcessNoEmitToolchain.Instance)
            .WithWarmupCount(3)
            .WithIterationCount(7)
            .WithIterationTime(TimeInterval.FromMilliseconds(100));
        var config = ManualConfig
            .CreateEmpty()
            .AddJob(job)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddLogger(NullLogger.Instance)
            .WithArtifactsPath(artifacts);
        BenchmarkReport[] reports = [.. Classes.SelectMany(Measure)];
        ResultTable.Write(output, reports.Where(report => report.ResultStatistics is not null).Select(Row), "allocated, B");
        foreach (var failed in reports.Where(report => report.ResultStatistics is null))
        {
            output.WriteLine($"not measured: {failed.BenchmarkCase.DisplayInfo}");
        }

        return reports.All(report => report.ResultStatistics is not null) ? 0 : 1;

        IEnumerable<BenchmarkReport> Measure(Type benchmarks)
        {
            output.WriteLine($"{benchmarks.Name}, by BenchmarkDotNet under the JIT ...");
            return BenchmarkRunner.Run(benchmarks, config).Reports;
        }
    }

    private static ResultRow Row(BenchmarkReport report)
    {
        var one = report.BenchmarkCase;
        var parameters = one
            .Parameters.Items.OrderBy(item => item.Name, StringComparer.Ordinal)
            .Select(item => $"{item.Name} {item.Value:N0}");
        var times = report.ResultStatistics!;
        return new(
            $"{string.Join(", ", parameters.Prepend(one.Descriptor.WorkloadMethodDisplayInfo.Trim('\'')))}, ns",
            new Sample(times.Min, times.Median, times.Max),
            report.GcStats.GetBytesAllocatedPerOperation(one) is { } bytes && bytes >= 0 ? $"{bytes:N0}" : ""
        );
    }
}
