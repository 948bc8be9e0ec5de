using ShimLsp.Bench.Report;

namespace ShimLsp.Bench.Stdio;

/// <summary>
/// 64 requests in flight. The same driver with the same bytes against <c>cat</c>, which answers at once with its input, shows what the
/// driver itself can do. Fewer are in flight there, because <c>cat</c> stops reading while nobody reads its output. If other programs run
/// too, processor time per request says more than requests per second.
/// </summary>
internal static class Throughput
{
    private const int Rounds = 5;
    private const int Block = 20_000;
    private const int InFlight = 64;
    private const int InFlightOfCat = 16;
    private const int DifferentTasks = 256;

    // On a busy machine a request may wait while many others are answered. Its id must not come again before that.
    private const int Ids = 16 * DifferentTasks;
    private const double Bar = 25_000;

    public static IEnumerable<ResultRow> Measure(Surroundings bench)
    {
        bench.Output.WriteLine($"{InFlight} in flight, {Rounds} blocks of {Block} each ...");
        using var server = bench.Start();
        using var echo = bench.WithOthers ? ServerProcess.Start(bench.Folder, "cat") : null;
        var driver = new Driver(server);
        var ceiling = echo is null ? null : new Driver(echo);
        var routes = Script.Routes(Enumerable.Repeat(Tasks.Make(DifferentTasks), Ids / DifferentTasks).SelectMany(tasks => tasks));
        var empties = Script.Empty(Ids);
        driver.Run(routes, Block, InFlight);
        driver.Run(empties, Block, InFlight);
        ceiling?.Run(routes, Block, InFlightOfCat);
        var hits = driver.Hits();
        var (route, empty, cat, processor) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            empty.Add(Block / driver.Run(empties, Block, InFlight));
            var before = server.ProcessorMicroseconds();
            route.Add(Block / driver.Run(routes, Block, InFlight));
            processor.Add((server.ProcessorMicroseconds() - before) / Block);
            if (ceiling is not null)
            {
                cat.Add(Block / ceiling.Run(routes, Block, InFlightOfCat));
            }
        }

        driver.CheckHits(hits, Rounds * Block);
        var rate = Sample.Of(route);
        yield return new($"cached `route`, {InFlight} in flight, per second", rate, $">= {Bar:N0}", rate.Median >= Bar)
        {
            Better = Better.More,
        };
        yield return new("the same, the server's processor time, us each", Sample.Of(processor));
        yield return new($"empty request, {InFlight} in flight, per second", Sample.Of(empty)) { Better = Better.More };
        if (cat.Count > 0)
        {
            yield return new("the driver's ceiling: the same routes to `cat`, per second", Sample.Of(cat)) { Better = Better.Neither };
        }
    }
}
