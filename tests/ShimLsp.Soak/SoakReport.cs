using System.Globalization;
using ShimLsp.Soak.Checking;
using ShimLsp.Soak.Driving;
using ShimLsp.Soak.Measuring;

namespace ShimLsp.Soak;

/// <summary>What came of a run.</summary>
/// <param name="options">What it was asked to be.</param>
/// <param name="took">How long it took.</param>
/// <param name="world">What was found and counted.</param>
/// <param name="looks">The looks at each process that lasted.</param>
internal sealed class SoakReport(SoakOptions options, TimeSpan took, SoakWorld world, IReadOnlyList<ProcessLook>[] looks)
{
    private const int MostShown = 5;

    private const long LeastRequests = 1_000_000;

    private static readonly TimeSpan FullLength = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ShortestForMemory = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LongestWarmUp = TimeSpan.FromMinutes(1);

    /// <summary>Prints what was found, the numbers, and the verdicts; the last line counts them.</summary>
    /// <returns>Whether every verdict is good.</returns>
    public bool Write(TextWriter output)
    {
        foreach (var finding in world.Findings.All.Take(MostShown))
        {
            output.WriteLine($"\n{finding.Kind} in {finding.Session} (seed {options.Seed}): {finding.What}");
            foreach (var exchange in finding.Before)
            {
                output.WriteLine($"    {exchange}");
            }
        }

        output.WriteLine($"\n{options.Sessions} sessions, {took.TotalSeconds:F0} s, seed {options.Seed}\n\n| what | |\n| --- | ---: |");
        foreach (var (what, count) in world.Tally.Counts.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            output.WriteLine($"| {what} | {count.ToString("N0", CultureInfo.InvariantCulture)} |");
        }

        foreach (var (what, span) in world.Tally.Waits.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            output.WriteLine($"| {what}, ms | {span.TotalMilliseconds.ToString("F0", CultureInfo.InvariantCulture)} |");
        }

        var flat = looks.Select(one => Flatness.Of(one, WarmUp)).OfType<Flatness>().ToArray();
        foreach (var one in flat)
        {
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"| a lasting process, after {WarmUp.TotalSeconds:F0} s: RSS, MiB; handles | {one.LeastMebibytes:F1} - "
                        + $"{one.MostMebibytes:F1}; {one.HandlesBefore} then {one.HandlesAfter}, at most {one.MostHandles} |"
                )
            );
        }

        output.WriteLine();
        return Verdicts(flat, output);
    }

    private TimeSpan WarmUp => took / 3 < LongestWarmUp ? took / 3 : LongestWarmUp;

    private bool Verdicts(Flatness[] flat, TextWriter output)
    {
        var (passed, failed) = (0, 0);
        foreach (var kind in Enum.GetValues<FindingKind>().Except([FindingKind.Crossed])) // these sessions have no tenants
        {
            var count = world.Findings.All.Count(finding => finding.Kind == kind);
            Say($"{kind}: {count}", count == 0);
        }

        var requests = world.Tally.Counts.GetValueOrDefault(Tally.Requests);
        var least = options.Length >= FullLength ? LeastRequests : 1;
        Say($"requests: {requests:N0}, at least {least:N0}", requests >= least);
        if (options.IsNative && flat.Length > 0)
        {
            Say("no handle is left open", flat.All(one => one.AreHandlesFlat));
        }

        if (options.IsNative && flat.Length > 0 && options.Length >= ShortestForMemory)
        {
            Say($"memory moves by at most {Flatness.MostMovement} MiB", flat.All(one => one.IsMemoryFlat));
        }
        else
        {
            output.WriteLine(
                "     memory is not judged: it takes the native build, /proc, and two minutes, since a server takes one to reach its size"
            );
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
