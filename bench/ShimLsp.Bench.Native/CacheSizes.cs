using System.Globalization;
using ShimLsp.Bench.Caches;
using ShimLsp.Bench.Report;
using ShimLsp.Core.Routing;

namespace ShimLsp.Bench.Native;

/// <summary>
/// The cost of a hit in a cache of 65,536 entries compared with one of 256. Once both are asked for the same 256 tasks, which shows the
/// effect of the cache's size. Once every entry is equally likely, which adds the cost of fetching 65,536 entries from memory.
/// </summary>
internal static class CacheSizes
{
    private const int Small = 256;
    private const int Large = 65_536;
    private const int Rounds = 21;
    private const double Most = 1.5;

    public static IEnumerable<ResultRow> Hits()
    {
        foreach (var name in Contender.Names)
        {
            using Contender small = Contender.Make(name, Small),
                large = Contender.Make(name, Large);
            Requests.Fill(small, Small);
            Requests.Fill(large, Large);
            var blocks = new Blocks(Rounds);
            var ofSmall = Ask(blocks, small, tasks: Small, outOf: Small);
            var sameTasks = Ask(blocks, large, tasks: Small, outOf: Large);
            var anyTask = Ask(blocks, large, tasks: Large, outOf: Large);
            blocks.Run();
            var isOurs = name == Contender.Names[0];
            yield return new($"{name}: hit at {Small}, ns", Blocks.Of(ofSmall));
            yield return Ratio(isOurs, $"{name}: at {Large:N0} / at {Small}, the same {Small} tasks", sameTasks, ofSmall);
            yield return new($"{name}: hit at {Large:N0}, any entry, ns", Blocks.Of(anyTask));
            yield return Ratio(isOurs, $"{name}: at {Large:N0}, any entry / at {Small}", anyTask, ofSmall);
        }
    }

    /// <summary>The whole route, whose key costs the same whatever the size.</summary>
    public static IEnumerable<ResultRow> Routes()
    {
        using var small = SampleSession.Open(Small);
        using var large = SampleSession.Open(Large);
        var tasks = Tasks.Make(Large, length: 200);
        var (few, all) = (Shuffled(tasks[..Small]), Shuffled(tasks));
        CachedRoute.Route(small, few, Large);
        CachedRoute.Route(large, all, Large);
        var blocks = new Blocks(Rounds);
        var ofSmall = blocks.Add(Large, () => CachedRoute.Route(small, few, Large));
        var ofLarge = blocks.Add(Large, () => CachedRoute.Route(large, all, Large));
        blocks.Run();
        yield return new($"whole route, 200 characters, cached among {Small}, us", Blocks.Of(ofSmall, unit: 1_000));
        yield return Ratio(isOurs: true, $"the same among {Large:N0}, any entry / among {Small}", ofLarge, ofSmall);
    }

    /// <summary>More tasks than places: the cost, and the share of hits.</summary>
    public static IEnumerable<ResultRow> Mix()
    {
        const int DifferentTasks = 1_000;
        var asked = Tasks.Zipf(Large, DifferentTasks, exponent: 1).Select(Requests.Key).ToArray();
        foreach (var name in Contender.Names.Where(name => name != "Dictionary"))
        {
            using var cache = Contender.Make(name, Small);
            var hits = 0;
            var blocks = new Blocks(rounds: 9);
            var each = blocks.Add(Large, () => hits = Requests.Hits(cache, asked));
            blocks.Run();
            var rate = string.Create(CultureInfo.InvariantCulture, $"{100.0 * hits / Large:F1} % hits");
            yield return new($"{name}: {DifferentTasks:N0} tasks by Zipf's law in {Small} places, {rate}, ns", Blocks.Of(each));
        }
    }

    /// <summary>
    /// Requests in a random order, each text created in that order, so that a request that was just read is in the CPU's cache too.
    /// </summary>
    private static RouteRequest[] Shuffled(string[] tasks)
    {
        string[] order = [.. tasks];
        new Random(1).Shuffle(order);
        return [.. Enumerable.Range(0, Large).Select(at => new RouteRequest { Task = new string(order[at % order.Length].AsSpan()) })];
    }

    private static List<double> Ask(Blocks blocks, Contender cache, int tasks, int outOf)
    {
        var keys = Requests.Uniform(Large, tasks, outOf);
        return blocks.Add(
            Large,
            () =>
            {
                if (Requests.Hits(cache, keys) != Large)
                {
                    throw new InvalidOperationException("Not every look-up was a hit.");
                }
            }
        );
    }

    private static ResultRow Ratio(bool isOurs, string what, List<double> one, List<double> other)
    {
        var ratio = Blocks.Ratio(one, other);
        return isOurs ? new(what, ratio, $"<= {Most:F2}", ratio.Median <= Most) : new(what, ratio);
    }
}
