using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using ShimLsp.Core.Ledger;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Server.Hosting.Files;
using ShimLsp.Server.Hosting.Ledger;

namespace ShimLsp.LedgerWriter;

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
            var (taken, processor) = Measure(ledger, seconds, rate);
            ledger.Dispose();
            Array.Sort(taken);
            var file = new FileInfo(Path.Join(host.StateFolder, LedgerFile.Name));
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{taken.Length} calls at {rate}/s: {Microseconds(taken, 0.5):0.00} us p50, {Microseconds(taken, 0.99):0.00} us p99, "
                        + $"{Stopwatch.GetElapsedTime(0, (long)taken.Average()).TotalMicroseconds:0.00} us on average, "
                        + $"{ledger.Lost} lost, {processor.TotalSeconds / seconds * 100:0.0} % of a processor, "
                        + $"{(double)file.Length / taken.Length:0} bytes a call"
                )
            );
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static (long[] Taken, TimeSpan Processor) Measure(CallLedger ledger, int seconds, int rate)
    {
        using var process = Process.GetCurrentProcess();
        using var never = new ManualResetEventSlim();
        ICallLedger[] sessions =
        [
            .. Enumerable.Range(0, 20).Select(at => ledger.Of($"tenant-{at % 5}", FolderPath.Of($"/work/project-{at}"))),
        ];
        var (taken, before, began) = (new long[seconds * rate], process.TotalProcessorTime, Stopwatch.GetTimestamp());
        for (var call = 0; call < taken.Length; )
        {
            var due = Math.Min(taken.Length, (int)(Stopwatch.GetElapsedTime(began).TotalSeconds * rate) + 1);
            for (; call < due; call++)
            {
                var at = Stopwatch.GetTimestamp();
                sessions[call % sessions.Length].Add(Entry(call));
                taken[call] = Stopwatch.GetTimestamp() - at;
            }

            never.Wait(Step);
        }

        process.Refresh();
        return (taken, process.TotalProcessorTime - before);
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

    private static double Microseconds(long[] sorted, double part) =>
        Stopwatch.GetElapsedTime(0, sorted[(int)(sorted.Length * part)]).TotalMicroseconds;
}
