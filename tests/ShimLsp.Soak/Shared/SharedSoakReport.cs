using System.Globalization;
using ShimLsp.Soak.Checking;
using ShimLsp.Soak.Shared.Checking;
using ShimLsp.Soak.Shared.Faults;

namespace ShimLsp.Soak.Shared;

/// <summary>What came of a run.</summary>
/// <param name="world">What was found and counted.</param>
internal sealed class SharedSoakReport(SharedWorld world)
{
    private const int MostShown = 8;

    /// <summary>What a fault may add to a request on a machine that does nothing else.</summary>
    private static readonly TimeSpan MostAdded = TimeSpan.FromMilliseconds(50);

    private int passed;
    private int failed;

    /// <summary>Prints what was found, the numbers, and the verdicts; the last line counts them.</summary>
    /// <param name="output">Where.</param>
    /// <returns>Whether every verdict is good.</returns>
    public bool Write(TextWriter output)
    {
        foreach (var finding in world.Findings.All.Take(MostShown))
        {
            output.WriteLine($"\n{finding.Kind} in {finding.Session} (seed {world.Options.Seed}): {finding.What}");
            foreach (var line in finding.Before)
            {
                output.WriteLine($"    {line}");
            }
        }

        output.WriteLine(
            $"\n{Scene.Replicas} gateways, {world.Now.TotalSeconds:F0} s, seed {world.Options.Seed}\n\n| what | |\n| --- | ---: |"
        );
        foreach (var (what, count) in world.Tally.Counts.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            output.WriteLine($"| {what} | {count.ToString("N0", CultureInfo.InvariantCulture)} |");
        }

        foreach (var (what, span) in world.Tally.Waits.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            output.WriteLine($"| {what}, ms | {span.TotalMilliseconds.ToString("F0", CultureInfo.InvariantCulture)} |");
        }

        WriteFaults(output);
        Verdicts(output);
        foreach (var skipped in world.Skipped)
        {
            output.WriteLine($"skipped {skipped}");
        }

        var more = world.Skipped.IsEmpty ? "" : $", {world.Skipped.Count} skipped";
        output.WriteLine($"{passed} passed, {failed} failed{more}");
        return failed == 0;
    }

    private void WriteFaults(TextWriter output)
    {
        output.WriteLine(
            "\n| fault | lasted, ms | slowest request before, ms | while it goes, ms | answers alone | last of them after its end, ms "
                + "| all joined, ms |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
        );
        foreach (var one in world.Faults.All)
        {
            string[] cells =
            [
                one.Name,
                Milliseconds(one.Until - one.From),
                Milliseconds(Before(one)),
                Milliseconds(During(one)),
                world.Latencies.Alone(one.From, End(one)).ToString("N0", CultureInfo.InvariantCulture),
                Milliseconds(LastAlone(one)),
                Milliseconds(one.Joined - one.Until),
            ];
            output.WriteLine($"| {string.Join(" | ", cells)} |");
        }

        output.WriteLine();
    }

    private void Verdicts(TextWriter output)
    {
        foreach (var kind in Enum.GetValues<FindingKind>())
        {
            var count = world.Findings.All.Count(finding => finding.Kind == kind);
            Say(output, $"{kind}: {count}", count == 0);
        }

        Say(output, $"requests: {world.Requests:N0}, at least {world.Options.Requests:N0}", world.Requests > world.Options.Requests);
        var allowed = world.Stalls.Allowance; // a busy machine breaks no bar
        var ofRedis = world.Faults.All.Where(one => one.IsOfRedis).ToArray();
        if (ofRedis.Length > 0)
        {
            var added = ofRedis.Max(one => During(one) - Before(one));
            Say(
                output,
                $"a fault of Redis adds {Milliseconds(added)} ms at most to the slowest request ({Milliseconds(MostAdded)} if idle)",
                added <= MostAdded + allowed
            );
        }

        if (world.Faults.All.Count > 0)
        {
            var last = world.Faults.All.Max(one => one.Joined - one.Until);
            Say(
                output,
                $"all share again after {Milliseconds(last)} ms at most ({Milliseconds(SharedWorld.LongestRecovery)} if idle)",
                last <= SharedWorld.LongestRecovery + allowed
            );
        }
    }

    private void Say(TextWriter output, string what, bool holds)
    {
        output.WriteLine($"{(holds ? "ok  " : "FAIL")} {what}");
        (passed, failed) = holds ? (passed + 1, failed) : (passed, failed + 1);
    }

    private TimeSpan Before(Window one) => world.Latencies.Slowest(one.From - FaultRun.Before, one.From - TimeSpan.FromMilliseconds(1));

    private TimeSpan During(Window one) => world.Latencies.Slowest(one.From, End(one));

    private TimeSpan LastAlone(Window one) =>
        one.Until == TimeSpan.MaxValue ? TimeSpan.Zero : world.Latencies.LastAlone(one.Until, End(one));

    /// <summary>A fault's requests end before the next one's.</summary>
    private TimeSpan End(Window one) => world.Faults.All.SkipWhile(other => other != one).Skip(1).FirstOrDefault()?.From ?? world.Now;

    private static string Milliseconds(TimeSpan span) =>
        span > TimeSpan.FromDays(1) ? "never" : span.TotalMilliseconds.ToString("F0", CultureInfo.InvariantCulture);
}
