using ShimLsp.Bench.Report;

namespace ShimLsp.Bench.Stdio;

/// <summary>Resident memory after 100,000 routes by Zipf's law, hits and evictions among them, and after as many again.</summary>
internal static class Memory
{
    private const int Routes = 100_000;
    private const int DifferentTasks = 1_000;
    private const double MostMebibytes = 40;
    private const double MostAdded = 2;

    public static IEnumerable<ResultRow> Measure(Surroundings bench)
    {
        bench.Output.WriteLine($"Memory, twice {Routes:N0} routes ...");
        using var server = bench.Start();
        var driver = new Driver(server);
        driver.Call("status");
        var atStart = server.ResidentMebibytes();
        var tasks = Tasks.Make(DifferentTasks);
        var routes = Script.Routes(Tasks.Zipf(4_096, DifferentTasks, exponent: 1).Select(task => tasks[task]));
        driver.Run(routes, Routes, inFlight: 64);
        var first = server.ResidentMebibytes();
        driver.Run(routes, Routes, inFlight: 64);
        var second = server.ResidentMebibytes();

        yield return new("resident memory before the first route, MiB", Sample.Of(atStart));
        yield return new($"after {Routes:N0} routes, MiB", Sample.Of(first), $"<= {MostMebibytes:F0}", first <= MostMebibytes);
        yield return new($"added by {Routes:N0} more, MiB", Sample.Of(second - first), $"< {MostAdded:F0}", second - first < MostAdded)
        {
            Better = Better.Neither,
        };
    }
}
