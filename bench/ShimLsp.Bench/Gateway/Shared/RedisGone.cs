using System.Diagnostics;
using ShimLsp.Bench.Report;
using ShimLsp.Soak.Shared.Redis;

namespace ShimLsp.Bench.Gateway.Shared;

/// <summary>What a client notices of Redis' going and coming: requests one after another while it stops, and while it is killed.</summary>
internal static class RedisGone
{
    private const int Rounds = 5;
    private const double MostAdded = 50; // ms
    private const double MostUntilJoined = 2_000; // ms

    private static readonly TimeSpan Length = TimeSpan.FromSeconds(1);

    /// <summary>Measures both.</summary>
    /// <param name="server">The server's binary.</param>
    /// <param name="folder">The gateway's home.</param>
    /// <param name="redis">Redis, which runs again afterwards.</param>
    /// <param name="token">A token.</param>
    /// <param name="task">The task.</param>
    public static async Task<ResultRow[]> MeasureAsync(string server, string folder, RedisServer redis, string token, string task)
    {
        using var gateway = SharedGateway.Start(server, folder, redis.Port, "gone");
        using var http = gateway.Client(token);
        await SharedGateway.JoinAsync(http);
        return
        [
            .. await OfAsync(http, task, "Redis stopped (SIGSTOP)", redis.PauseAsync, redis.ContinueAsync),
            .. await OfAsync(http, task, "Redis killed", redis.KillAsync, redis.StartAsync),
        ];
    }

    private static async Task<ResultRow[]> OfAsync(HttpClient http, string task, string what, Func<Task> breakAsync, Func<Task> mendAsync)
    {
        var (before, added, joined) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            before.Add(await SlowestAsync(http, task, Task.Delay(Length, TimeProvider.System)));
            var during = await SlowestAsync(http, task, BreakAsync());
            added.Add(Math.Max(0, during - before[^1]));
            await mendAsync();
            var mended = Stopwatch.GetTimestamp();
            while (!(await SharedGateway.AskAsync(http, task)).IsJoined)
            {
                // Each answer says whether the gateway shares again.
            }

            joined.Add(Stopwatch.GetElapsedTime(mended).TotalMilliseconds);
        }

        return
        [
            new($"slowest request of a second before, ms", Sample.Of(before)),
            SharedBench.Most($"{what}: added to the slowest request, ms", Sample.Of(added), MostAdded),
            SharedBench.Most($"{what}: until sharing after its return, ms", Sample.Of(joined), MostUntilJoined),
        ];

        async Task BreakAsync()
        {
            await breakAsync();
            await Task.Delay(Length, TimeProvider.System);
        }
    }

    private static async Task<double> SlowestAsync(HttpClient http, string task, Task until)
    {
        var slowest = TimeSpan.Zero;
        while (!until.IsCompleted)
        {
            var started = Stopwatch.GetTimestamp();
            await SharedGateway.AskAsync(http, task);
            var took = Stopwatch.GetElapsedTime(started);
            slowest = took > slowest ? took : slowest;
        }

        await until;
        return slowest.TotalMilliseconds;
    }
}
