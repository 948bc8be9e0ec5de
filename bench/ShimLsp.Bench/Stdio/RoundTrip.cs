using ShimLsp.Bench.Report;

namespace ShimLsp.Bench.Stdio;

/// <summary>
/// One request at a time: a cached route compared with an empty request on the same connection, in alternating blocks. The empty request is
/// also sent with a task in a field that the server ignores. This separates the cost of the bytes from that of the route.
/// </summary>
internal static class RoundTrip
{
    private const int Rounds = 15;
    private const int Block = 500;
    private const int WarmUp = 5_000;
    private const double MostOfEmpty = 1.3;

    public static IEnumerable<ResultRow> Measure(Surroundings bench)
    {
        bench.Output.WriteLine($"Round trips, {Rounds} blocks of {Block} each ...");
        using var server = bench.Start();
        var driver = new Driver(server);
        var tasks = Tasks.Make(64);
        var empty = new Blocks(Script.Empty(64));
        var emptyWith = new Blocks(Script.EmptyWith(tasks));
        var route = new Blocks(Script.Routes(tasks));
        var oneLine = new Blocks(Script.Routes(Tasks.OneLine(tasks)));
        Blocks[] all = [empty, emptyWith, route, oneLine];
        foreach (var blocks in all)
        {
            driver.Run(blocks.Script, WarmUp, inFlight: 1);
        }

        var hits = driver.Hits();
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var blocks in all)
            {
                blocks.Medians.Add(driver.MedianRoundTrip(blocks.Script, Block));
            }
        }

        driver.CheckHits(hits, 2 * Rounds * Block);
        var ratio = route.Over(empty);
        yield return new("empty request, p50, us", Sample.Of(empty.Medians));
        yield return new("empty request with 2,000 characters passed over, p50, us", Sample.Of(emptyWith.Medians));
        yield return new("cached `route` of 2,000 characters, p50, us", Sample.Of(route.Medians));
        yield return new("cached `route` / empty", ratio, $"<= {MostOfEmpty:F2}", ratio.Median <= MostOfEmpty);
        yield return new("the same, the task in one line without escapes", oneLine.Over(empty));
        yield return new("cached `route` / empty with as many characters", route.Over(emptyWith));
    }

    /// <summary>One kind of request, and the median of each of its blocks.</summary>
    private sealed record Blocks(Script Script)
    {
        public List<double> Medians { get; } = [];

        /// <summary>The ratios to another's blocks of the same rounds.</summary>
        public Sample Over(Blocks other) => Sample.Of(Medians.Zip(other.Medians, (one, another) => one / another));
    }
}
