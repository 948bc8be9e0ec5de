namespace ShimLsp.Bench.Stdio;

/// <summary>One request at a time: a cached route against an empty request on the same connection, in blocks by turns.</summary>
internal static class RoundTrip
{
    private const int Rounds = 15;
    private const int Block = 500;
    private const double MostOfEmpty = 1.3;

    public static IEnumerable<ResultRow> Measure(Surroundings bench)
    {
        bench.Output.WriteLine($"Round trips, {Rounds} blocks of {Block} each ...");
        using var server = bench.Start();
        var driver = new Driver(server);
        var tasks = Tasks.Make(64);
        var (empty, emptyWith, routes) = (Script.Empty(64), Script.EmptyWith(tasks), Script.Routes(tasks));
        var status = Script.Of("status", Enumerable.Repeat("{}", 64));
        driver.Run(routes, 5_000, inFlight: 1);
        driver.Run(empty, 5_000, inFlight: 1);
        driver.Run(emptyWith, 5_000, inFlight: 1);
        var hits = Hits(driver);
        var blocks = new List<(double Empty, double EmptyWith, double Route, double Status)>();
        for (var round = 0; round < Rounds; round++)
        {
            blocks.Add((
                driver.MedianRoundTrip(empty, Block),
                driver.MedianRoundTrip(emptyWith, Block),
                driver.MedianRoundTrip(routes, Block),
                driver.MedianRoundTrip(status, Block / 10)));
        }

        if (Hits(driver) - hits != Rounds * Block)
        {
            throw new InvalidOperationException("Not every route came from the cache.");
        }

        var ratio = Sample.Of(blocks.Select(block => block.Route / block.Empty));
        yield return new("empty request, p50 of each block, us", Sample.Of(blocks.Select(block => block.Empty)));
        yield return new("the same with 2,000 characters that it passes over, us", Sample.Of(blocks.Select(block => block.EmptyWith)));
        yield return new("cached `route` of 2,000 characters, p50, us", Sample.Of(blocks.Select(block => block.Route)));
        yield return new("cached `route` / empty", ratio, $"<= {MostOfEmpty:F2}", ratio.Median <= MostOfEmpty);
        yield return new("cached `route` / empty with as many characters", Sample.Of(blocks.Select(block => block.Route / block.EmptyWith)));
        yield return new("cached `route` / `status`", Sample.Of(blocks.Select(block => block.Route / block.Status)));
    }

    private static long Hits(Driver driver) => driver.Call("status").GetProperty("hits").GetInt64();
}
