using System.Globalization;

namespace ShimLsp.Soak.Shared.Redis;

/// <summary>A network namespace for Redis, with one wire into it that can be cut: packets are lost, and nobody is told.</summary>
internal sealed class RedisNetwork : IAsyncDisposable
{
    /// <summary>Redis' address in it.</summary>
    public const string Far = "10.231.97.2";

    private const string Near = "10.231.97.1";

    private readonly string name;
    private readonly string wire;

    private RedisNetwork(string name, string wire) => (this.name, this.wire) = (name, wire);

    /// <summary>What runs a program inside.</summary>
    public string[] Inside => [SystemProcess.Find("ip")!, "netns", "exec", name];

    /// <summary>Makes one; null if this machine does not let us.</summary>
    public static async Task<RedisNetwork?> MakeAsync()
    {
        var number = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        var (name, near, far) = ($"soak{number}", $"sn{number}", $"sf{number}");
        string[][] lines =
        [
            ["netns", "add", name],
            ["link", "add", near, "type", "veth", "peer", "name", far, "netns", name],
            ["addr", "add", $"{Near}/30", "dev", near],
            ["link", "set", near, "up"],
            ["-n", name, "addr", "add", $"{Far}/30", "dev", far],
            ["-n", name, "link", "set", far, "up"],
            ["-n", name, "link", "set", "lo", "up"],
        ];
        var network = new RedisNetwork(name, near);
        foreach (var line in lines)
        {
            if (await SystemProcess.RunAsync("ip", line) != 0)
            {
                await network.DisposeAsync();
                return null;
            }
        }

        return network;
    }

    /// <summary>Cuts the wire.</summary>
    public Task CutAsync() =>
        SystemProcess.RunAsync("ip", "-n", name, "link", "set", wire.Replace("sn", "sf", StringComparison.Ordinal), "down");

    /// <summary>Mends it.</summary>
    public Task MendAsync() =>
        SystemProcess.RunAsync("ip", "-n", name, "link", "set", wire.Replace("sn", "sf", StringComparison.Ordinal), "up");

    public async ValueTask DisposeAsync()
    {
        await SystemProcess.RunAsync("ip", "link", "del", wire);
        await SystemProcess.RunAsync("ip", "netns", "del", name);
    }
}
