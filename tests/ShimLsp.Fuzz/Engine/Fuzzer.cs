using System.Diagnostics;

namespace ShimLsp.Fuzz.Engine;

/// <summary>
/// Executes inputs made of kept ones, or from nothing, and keeps those that take an edge first. One seed makes one run: nothing here
/// depends on time but its end.
/// </summary>
/// <param name="target">What to feed.</param>
/// <param name="edges">Counts edges; null if none are counted.</param>
/// <param name="recorder">Outlives the process; null if nothing is recorded.</param>
internal sealed class Fuzzer(IFuzzTarget target, EdgeMap? edges = null, FlightRecorder? recorder = null)
{
    private const int MostKinds = 10;
    private const int RepeatedOneIn = 1_000;

    private readonly Dictionary<string, Finding> findings = [];
    private readonly List<byte[]> pool = [];
    private long executions;

    /// <summary>Runs.</summary>
    /// <param name="kept">The inputs to start from; each is executed first.</param>
    /// <param name="seed">Makes the run.</param>
    /// <param name="bounds">Where it ends.</param>
    public FuzzReport Run(IEnumerable<byte[]> kept, int seed, FuzzBounds bounds)
    {
        var start = Stopwatch.GetTimestamp();
        var random = new Random(seed);
        var mutator = new Mutator(random, target.Grammar, bounds.Longest);
        var execution = new Execution(target, bounds.Slow);
        pool.AddRange(kept.DefaultIfEmpty(target.Generate(random)));
        foreach (var input in pool)
        {
            // Twice: code that runs once per process, such as a static constructor, says nothing about the input.
            _ = new Execution(target, TimeSpan.MaxValue).Try(input);
            Execute(execution, input, bounds);
        }

        while (executions < bounds.Executions && findings.Count < MostKinds && Stopwatch.GetElapsedTime(start) < bounds.Time)
        {
            if (random.Next(RepeatedOneIn) == 0)
            {
                Execute(execution, mutator.BlowUp(Pick(random), random.Next(bounds.Longest, bounds.LongestRepeated)), bounds);
                continue;
            }

            var input = random.Next(8) == 0 ? target.Generate(random) : mutator.Mutate(Pick(random), Pick(random));
            if (Execute(execution, input, bounds))
            {
                pool.Add(input);
            }
        }

        return new FuzzReport(
            target.Name,
            executions,
            Stopwatch.GetElapsedTime(start),
            execution.Slowest,
            [.. pool],
            edges?.Edges ?? 0,
            [.. findings.Values]
        );
    }

    /// <summary>Executes an input; whether it took an edge first.</summary>
    private bool Execute(Execution execution, byte[] input, FuzzBounds bounds)
    {
        executions++;
        recorder?.Note(input);
        edges?.Begin();
        var failure = execution.Try(input);
        if (failure is null)
        {
            return target.IsSingleThreaded && edges?.HasNew() == true;
        }

        if (!findings.ContainsKey(Execution.KindOf(failure)))
        {
            findings.Add(Execution.KindOf(failure), Shrink(input, failure, bounds));
        }

        return false;
    }

    private Finding Shrink(byte[] input, Exception failure, FuzzBounds bounds)
    {
        var execution = new Execution(target, bounds.Slow);
        var last = failure;
        var shorter = Shrinker.Shrink(
            input,
            candidate =>
            {
                recorder?.Note(candidate);
                var same = execution.Try(candidate) is { } other && Execution.KindOf(other) == Execution.KindOf(failure) ? other : null;
                last = same ?? last;
                return same is not null;
            }
        );
        return new Finding(shorter, last);
    }

    // What was found last leads on more often than what was known at the start.
    private byte[] Pick(Random random) => pool[random.Next(2) == 0 ? random.Next(pool.Count * 3 / 4, pool.Count) : random.Next(pool.Count)];
}
