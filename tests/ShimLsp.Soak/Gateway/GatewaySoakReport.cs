using System.Globalization;
using ShimLsp.Soak.Checking;
using ShimLsp.Soak.Measuring;

namespace ShimLsp.Soak.Gateway;

/// <summary>What came of a run.</summary>
/// <param name="options">What it was asked to be.</param>
/// <param name="world">What was found and counted.</param>
/// <param name="looks">The looks at the gateway's process.</param>
/// <param name="exit">The gateway's exit code; null if it did not end.</param>
internal sealed class GatewaySoakReport(SoakOptions options, GatewayWorld world, IReadOnlyList<ProcessLook> looks, int? exit)
{
    private const int MostShown = 5;
    private const double MostGrowth = 0.5; // MiB a minute

    private static readonly TimeSpan ShortestForMemory = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan WarmUp = TimeSpan.FromMinutes(1);

    /// <summary>Prints what was found, the numbers, and the verdicts; the last line counts them.</summary>
    /// <param name="output">Where.</param>
    /// <returns>Whether every verdict is good.</returns>
    public bool Write(TextWriter output)
    {
        foreach (var finding in world.Findings.All.Take(MostShown))
        {
            output.WriteLine($"\n{finding.Kind} in {finding.Session} (seed {options.Seed}): {finding.What}");
            foreach (var line in finding.Before)
            {
                output.WriteLine($"    {line}");
            }
        }

        output.WriteLine(
            $"\n{options.Sessions} agents, {options.Length.TotalSeconds:F0} s, seed {options.Seed}\n\n| what | |\n| --- | ---: |"
        );
        foreach (var (what, count) in world.Tally.Counts.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            output.WriteLine($"| {what} | {count.ToString("N0", CultureInfo.InvariantCulture)} |");
        }

        foreach (var (what, span) in world.Tally.Waits.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            output.WriteLine($"| {what}, ms | {span.TotalMilliseconds.ToString("F0", CultureInfo.InvariantCulture)} |");
        }

        output.WriteLine();
        return Verdicts(output);
    }

    private bool Verdicts(TextWriter output)
    {
        var (passed, failed) = (0, 0);
        foreach (var kind in Enum.GetValues<FindingKind>())
        {
            var count = world.Findings.All.Count(finding => finding.Kind == kind);
            Say($"{kind}: {count}", count == 0);
        }

        Say($"requests: {world.Tally.Counts.GetValueOrDefault(Tally.Requests):N0}", world.Tally.Counts.ContainsKey(Tally.Requests));
        Say($"the gateway ends with 0 when it is stopped: {exit}", exit == 0);
        var growth = Growth.Of([.. looks.Where(look => look.Since >= WarmUp)]);
        if (options.IsNative && options.Length >= ShortestForMemory && growth is { } grows)
        {
            Say(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"resident memory grows by {grows.PerMinute:F2} MiB a minute after the first one, at most {MostGrowth} "
                        + $"({grows.Least:F1} - {grows.Most:F1} MiB)"
                ),
                grows.PerMinute <= MostGrowth
            );
        }
        else
        {
            output.WriteLine("     memory is not judged: it takes the native build, /proc, and three minutes");
        }

        output.WriteLine($"{passed} passed, {failed} failed");
        return failed == 0;

        void Say(string what, bool holds)
        {
            output.WriteLine($"{(holds ? "ok  " : "FAIL")} {what}");
            (passed, failed) = holds ? (passed + 1, failed) : (passed, failed + 1);
        }
    }
}
