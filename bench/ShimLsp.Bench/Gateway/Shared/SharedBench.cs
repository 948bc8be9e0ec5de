using System.Diagnostics;
using ShimLsp.Bench.Report;
using ShimLsp.Bench.Upstream;
using ShimLsp.Soak.Shared.Redis;

namespace ShimLsp.Bench.Gateway.Shared;

/// <summary>
/// What it costs and what it gains that gateways act as one: against the same gateway without Redis, by turns in the same run.
/// </summary>
internal static class SharedBench
{
    private const int Rounds = 11;
    private const int Block = 1_000;
    private const int Warm = 3_000;
    private const int InFlight = 30;
    private const int Load = 12_000;
    private const double MostAtMedian = 0.25; // ms
    private const double MostAtTail = 1; // ms
    private const double LeastOfLinear = 0.8;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(8);

    /// <summary>Measures everything and prints one table.</summary>
    /// <param name="server">The server's binary.</param>
    /// <param name="output">Where to print.</param>
    /// <returns>The exit code, as of the other benches.</returns>
    public static async Task<int> RunAsync(string server, TextWriter output)
    {
        if (SystemProcess.Find("redis-server") is not { } redis)
        {
            await output.WriteLineAsync("skipped: redis-server is not installed");
            return 0;
        }

        return await BenchRun.PrintAsync(
            server,
            Longest,
            output,
            folder => MeasureAsync(server, folder, new(redis, IsGarnet: false), output)
        );
    }

    private static async Task<IReadOnlyCollection<ResultRow>> MeasureAsync(
        string server,
        string folder,
        RedisProgram program,
        TextWriter output
    )
    {
        var task = Tasks.Make(1)[0];
        using var redis = await RedisServer.StartAsync(program, folder);
        var token = SharedGateway.Token(server, folder, "one");
        List<ResultRow> rows = [];
        using (var alone = SharedGateway.Start(server, folder, null))
        {
            using (var shared = SharedGateway.Start(server, folder, redis.Port))
            {
                using var http = shared.Client(token);
                await SharedGateway.JoinAsync(http);
                rows.AddRange(Added(alone, shared, token, task));
            }

            rows.AddRange(await HitRates.MeasureAsync(server, folder, redis.Port, token, alone));
        }

        rows.AddRange(await ManyOverOneAsync(server, folder, redis.Port, token, task, output));
        rows.AddRange(await RedisGone.MeasureAsync(server, folder, redis, token, task));
        rows.Add(await RedisMemory.MeasureAsync(server, folder, redis));
        return rows;
    }

    private static ResultRow[] Added(SharedGateway alone, SharedGateway shared, string token, string task)
    {
        using var without = SharedGateway.Route(alone.Origin, token, task);
        using var with = SharedGateway.Route(shared.Origin, token, task);
        without.Times(Warm);
        with.Times(Warm);
        var (medians, tails, baseMedians, baseTails, ratios) = (
            new List<double>(),
            new List<double>(),
            new List<double>(),
            new List<double>(),
            new List<double>()
        );
        for (var round = 0; round < Rounds; round++)
        {
            var (plain, redis) = (without.Times(Block), with.Times(Block));
            baseMedians.Add(At(plain, 0.5));
            baseTails.Add(At(plain, 0.99));
            medians.Add(At(redis, 0.5) - At(plain, 0.5));
            tails.Add(At(redis, 0.99) - At(plain, 0.99));
            ratios.Add(At(redis, 0.5) / At(plain, 0.5));
        }

        return
        [
            new("cached `route` over HTTP without Redis, p50, ms", Sample.Of(baseMedians)),
            new("the same, p99, ms", Sample.Of(baseTails)),
            Most("added by Redis, p50, ms", Sample.Of(medians), MostAtMedian),
            Most("added by Redis, p99, ms", Sample.Of(tails), MostAtTail),
            new("with Redis / without, p50", Sample.Of(ratios)),
        ];
    }

    private static async Task<IEnumerable<ResultRow>> ManyOverOneAsync(
        string server,
        string folder,
        int redis,
        string token,
        string task,
        TextWriter output
    )
    {
        using var one = SharedGateway.Start(server, folder, redis, "single");
        SharedGateway[] three = [.. Enumerable.Range(0, 3).Select(_ => SharedGateway.Start(server, folder, redis, "three"))];
        try
        {
            using var beforeOne = Balancer.Start(folder, [one]);
            using var beforeThree = Balancer.Start(folder, three);
            if (beforeOne is null || beforeThree is null)
            {
                await output.WriteLineAsync("skipped what is measured behind a balancer: haproxy is not installed");
                return [];
            }

            foreach (var gateway in (SharedGateway[])[one, .. three])
            {
                using var http = gateway.Client(token);
                await SharedGateway.JoinAsync(http);
            }

            using var toOne = SharedGateway.Route(beforeOne.Origin, token, task);
            using var toThree = SharedGateway.Route(beforeThree.Origin, token, task);
            toOne.Run(Load, InFlight);
            toThree.Run(Load, InFlight);
            var (ofOne, ofThree, ratios) = (new List<double>(), new List<double>(), new List<double>());
            for (var round = 0; round < 7; round++)
            {
                ofOne.Add(PerProcessorSecond([one], toOne));
                ofThree.Add(PerProcessorSecond(three, toThree));
                ratios.Add(ofThree[^1] / ofOne[^1]);
            }

            return
            [
                new("cached routes behind HAProxy, one gateway, per processor second", Sample.Of(ofOne)) { Better = Better.More },
                new("three gateways, per processor second", Sample.Of(ofThree)) { Better = Better.More },
                new("three / one (1.00 is linear)", Sample.Of(ratios), $">= {LeastOfLinear:F2}", Sample.Of(ratios).Median >= LeastOfLinear)
                {
                    Better = Better.More,
                },
            ];
        }
        finally
        {
            Array.ForEach(three, gateway => gateway.Dispose());
        }
    }

    private static double PerProcessorSecond(SharedGateway[] gateways, SocketClient client)
    {
        var before = gateways.Sum(one => one.Process.ProcessorMicroseconds());
        client.Run(Load, InFlight);
        return Load / (gateways.Sum(one => one.Process.ProcessorMicroseconds()) - before) * 1_000_000;
    }

    /// <summary>A row with a largest median.</summary>
    public static ResultRow Most(string what, Sample sample, double most) => new(what, sample, $"<= {most:0.##}", sample.Median <= most);

    /// <summary>A quantile of sorted times, in milliseconds.</summary>
    public static double At(long[] sorted, double share) =>
        Stopwatch.GetElapsedTime(0, sorted[(int)(sorted.Length * share)]).TotalMilliseconds;
}
