using System.Globalization;

namespace ShimLsp.Soak.Shared.Redis;

/// <summary>A Redis with a replica of its own, and a Sentinel that makes the replica the master if the master is gone.</summary>
internal sealed class SentinelGroup : IDisposable
{
    private const string Service = "soak";

    private readonly RedisServer sentinel;

    private SentinelGroup(RedisServer first, RedisServer second, RedisServer sentinel) =>
        (First, Second, this.sentinel) = (first, second, sentinel);

    /// <summary>The first master.</summary>
    public RedisServer First { get; }

    /// <summary>Its replica.</summary>
    public RedisServer Second { get; }

    /// <summary>The address for the gateways.</summary>
    public string Url => string.Create(CultureInfo.InvariantCulture, $"redis://127.0.0.1:{sentinel.Port}?service={Service}");

    /// <summary>Starts all three.</summary>
    /// <param name="program">Redis.</param>
    /// <param name="root">Where they have their folders.</param>
    public static async Task<SentinelGroup> StartAsync(RedisProgram program, string root)
    {
        var first = await RedisServer.StartAsync(program, root);
        var port = first.Port.ToString(CultureInfo.InvariantCulture);
        var second = await RedisServer.StartAsync(program, root, ["--replicaof", "127.0.0.1", port]);
        var file = Path.Combine(root, "sentinel.conf");
        await File.WriteAllTextAsync(
            file,
            $"""
            sentinel monitor {Service} 127.0.0.1 {port} 1
            sentinel down-after-milliseconds {Service} 300
            sentinel failover-timeout {Service} 3000

            """
        );
        var sentinel = await RedisServer.StartSentinelAsync(program, root, file);
        var group = new SentinelGroup(first, second, sentinel);
        await group.UntilFollowedAsync(first, second);
        return group;
    }

    /// <summary>The master is killed. Returns when Sentinel has made the other one the master.</summary>
    public async Task FailOverAsync()
    {
        await First.KillAsync();
        await UntilMasterAsync();
    }

    /// <summary>Waits until Sentinel has made the second one the master.</summary>
    public async Task UntilMasterAsync()
    {
        while (
            (await sentinel.AskAsync("SENTINEL", "GET-MASTER-ADDR-BY-NAME", Service)).Items is not [_, var port]
            || port.Text != Text(Second)
        )
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }
    }

    public void Dispose()
    {
        sentinel.Dispose();
        Second.Dispose();
    }

    private static string Text(RedisServer server) => server.Port.ToString(CultureInfo.InvariantCulture);

    private async Task UntilFollowedAsync(RedisServer master, RedisServer replica)
    {
        while (
            !(await replica.AskAsync("INFO", "replication")).Text.Contains("master_link_status:up", StringComparison.Ordinal)
            || !(await sentinel.AskAsync("SENTINEL", "REPLICAS", Service)).Items.Any(one =>
                one.Items.Any(item => item.Text == Text(replica))
            )
            || !(await master.AskAsync("INFO", "replication")).Text.Contains("connected_slaves:1", StringComparison.Ordinal)
        )
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }
}
