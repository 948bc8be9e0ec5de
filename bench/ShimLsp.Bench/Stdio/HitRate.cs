using ShimLsp.Bench.Report;

namespace ShimLsp.Bench.Stdio;

/// <summary>
/// The server's own count of hits against what an exact LRU, and a cache that is emptied when full, make of the same requests.
/// </summary>
internal static class HitRate
{
    private const int Requests = 20_000;
    private const int DifferentTasks = 1_000;
    private const int Capacity = 256;

    public static IEnumerable<ResultRow> Measure(Surroundings bench)
    {
        bench.Output.WriteLine($"Hit rate, {Requests:N0} requests ...");
        var asked = Tasks.Zipf(Requests, DifferentTasks, exponent: 1);
        using var server = bench.Start();
        var driver = new Driver(server);
        var tasks = Tasks.Make(DifferentTasks);
        driver.Run(Script.Routes(asked.Select(task => tasks[task])), Requests, inFlight: 1);
        var hits = driver.Hits();
        var exact = ExactLru(asked);

        yield return new("hit rate on Zipf(1.0), %", Percent(hits), $"= {Percent(exact).Median:F2}, an exact LRU", hits == exact)
        {
            Better = Better.More,
        };
        yield return new("a cache that is emptied when full, %", Percent(BulkClear(asked))) { Better = Better.Neither };
    }

    /// <summary>As plain as can be: a list, the least recently used first.</summary>
    private static int ExactLru(int[] asked)
    {
        var hits = 0;
        var order = new List<int>();
        foreach (var task in asked)
        {
            if (order.Remove(task))
            {
                hits++;
            }
            else if (order.Count == Capacity)
            {
                order.RemoveAt(0);
            }

            order.Add(task);
        }

        return hits;
    }

    private static int BulkClear(int[] asked)
    {
        var hits = 0;
        var held = new HashSet<int>();
        foreach (var task in asked)
        {
            if (held.Contains(task))
            {
                hits++;
                continue;
            }

            if (held.Count == Capacity)
            {
                held.Clear();
            }

            held.Add(task);
        }

        return hits;
    }

    private static Sample Percent(long hits) => Sample.Of(100.0 * hits / Requests);
}
