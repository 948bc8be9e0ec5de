using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using ShimLsp.Core.Ledger;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Server.Hosting.Files;
using ShimLsp.Server.Hosting.Ledger;

namespace ShimLsp.LedgerWriter;

/// <summary>What recording calls took.</summary>
/// <param name="Taken">How long a caller took for each call, in microseconds, in ascending order.</param>
/// <param name="Without">The same where nothing records, between those: what measuring itself takes.</param>
/// <param name="Lost">How many calls were not recorded.</param>
/// <param name="Elapsed">From the first call until all were written.</param>
/// <param name="Processor">What the process took of its processors meanwhile.</param>
/// <param name="FileBytes">The size of the file.</param>
public sealed record SpeedReport(
    IReadOnlyList<double> Taken,
    IReadOnlyList<double> Without,
    long Lost,
    TimeSpan Elapsed,
    TimeSpan Processor,
    long FileBytes
)
{
    /// <summary>The calls that were written, for each second.</summary>
    public double PerSecond => (Taken.Count - Lost) / Elapsed.TotalSeconds;
}

/// <summary>Measures how long a caller takes to record a call, and whether the writer keeps up.</summary>
public static class SpeedRun
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);

    /// <summary>Records calls at a steady rate, and says what that took.</summary>
    /// <param name="seconds">How long.</param>
    /// <param name="rate">Calls per second.</param>
    /// <param name="output">Where the lines go.</param>
    public static void Run(int seconds, int rate, TextWriter output)
    {
        var report = Measure(seconds, rate);
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{report.Taken.Count} calls at {rate}/s: {At(report.Taken, 0.5):0.00} us p50, {At(report.Taken, 0.99):0.00} us p99, "
                    + $"{report.Taken.Average():0.00} us on average, {report.Lost} lost, "
                    + $"{report.Processor.TotalSeconds / seconds * 100:0.0} % of a processor, "
                    + $"{(double)report.FileBytes / report.Taken.Count:0} bytes a call"
            )
        );
    }

    /// <summary>Records calls at a steady rate into a new file.</summary>
    /// <param name="seconds">How long.</param>
    /// <param name="rate">Calls per second.</param>
    public static SpeedReport Measure(int seconds, int rate)
    {
        var folder = Directory.CreateTempSubdirectory("shim-lsp-ledger-");
        try
        {
            var host = new HostEnvironment
            {
                Variable = name => name is "XDG_STATE_HOME" or "LOCALAPPDATA" ? folder.FullName : null,
                HomeFolder = folder.FullName,
                WorkingDirectory = folder.FullName,
                Time = TimeProvider.System,
                IsWindows = OperatingSystem.IsWindows(),
            };
            var ledger = new CallLedger(host, NullLogger.Instance);
            var report = Record(ledger, seconds, rate);
            return report with { FileBytes = new FileInfo(Path.Join(host.StateFolder, LedgerFile.Name)).Length };
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The value below which a part of them lies.</summary>
    /// <param name="sorted">In ascending order.</param>
    /// <param name="part">The part, below 1.</param>
    public static double At(IReadOnlyList<double> sorted, double part) => sorted[(int)(sorted.Count * part)];

    private static SpeedReport Record(CallLedger ledger, int seconds, int rate)
    {
        using var process = Process.GetCurrentProcess();
        using var never = new ManualResetEventSlim();
        ICallLedger[] sessions =
        [
            .. Enumerable.Range(0, 20).Select(at => ledger.Of($"tenant-{at % 5}", FolderPath.Of($"/work/project-{at}"))),
        ];
        ICallLedger nothing = new NoLedger();
        var (taken, without) = (new double[seconds * rate], new double[seconds * rate]);
        var (before, began) = (process.TotalProcessorTime, Stopwatch.GetTimestamp());
        for (var call = 0; call < taken.Length; )
        {
            var due = Math.Min(taken.Length, (int)(Stopwatch.GetElapsedTime(began).TotalSeconds * rate) + 1);
            for (; call < due; call++)
            {
                taken[call] = Time(sessions[call % sessions.Length], call);
                without[call] = Time(nothing, call);
            }

            never.Wait(Step);
        }

        ledger.Dispose();
        var elapsed = Stopwatch.GetElapsedTime(began);
        process.Refresh();
        Array.Sort(taken);
        Array.Sort(without);
        return new(taken, without, ledger.Lost, elapsed, process.TotalProcessorTime - before, FileBytes: 0);
    }

    private static double Time(ICallLedger ledger, int call)
    {
        var at = Stopwatch.GetTimestamp();
        ledger.Add(Entry(call));
        return Stopwatch.GetElapsedTime(at).TotalMicroseconds;
    }

    private static LedgerEntry Entry(int call) =>
        new()
        {
            Ended = TimeProvider.System.GetUtcNow(),
            Purpose = CallPurpose.Chat,
            Model = new($"model-{call % 8}"),
            Provider = ModelProvider.Anthropic,
            Source = DecisionSource.Cache,
            Outcome = CallOutcome.Answered,
            Status = 200,
            Usage = new(12_345, 10_000, 678),
            Cost = 0.0123,
            Saved = 0.0456,
            FirstPiece = TimeSpan.FromMilliseconds(432.1),
            Elapsed = TimeSpan.FromMilliseconds(5_432.1),
        };

    private sealed class NoLedger : ICallLedger
    {
        public void Add(LedgerEntry entry) { }

        public Task<LedgerReport> ReadAsync(LedgerQuery query, CancellationToken cancellationToken) =>
            Task.FromResult(LedgerReport.Empty(query));
    }
}
