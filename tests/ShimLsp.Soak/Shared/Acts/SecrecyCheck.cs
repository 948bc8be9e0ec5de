using System.Net.Sockets;
using System.Text;
using ShimLsp.Soak.Checking;
using ShimLsp.Soak.Shared.Redis;

namespace ShimLsp.Soak.Shared.Acts;

/// <summary>Whether no text, no key, no token and no folder is in Redis, or on the way to it.</summary>
/// <param name="world">The run.</param>
/// <param name="scene">The replicas.</param>
internal sealed class SecrecyCheck(SharedWorld world, Scene scene)
{
    private readonly string[] forbidden =
    [
        "task number",
        "canary",
        "/key/",
        "soak-secret",
        "Bearer",
        "Please",
        .. scene.Group.Tokens.Values,
        .. scene.Folders.Values.Select(folder => folder.Path),
        .. scene.Folders.Keys.Select(tenant => $"{tenant}/"),
    ];

    /// <summary>Listens to all commands for a while.</summary>
    /// <param name="length">How long.</param>
    public async Task ListenAsync(TimeSpan length)
    {
        using var end = new CancellationTokenSource(length, world.Time);
        try
        {
            using var client = await scene.Redis.ConnectAsync(end.Token);
            await client.SendAsync(end.Token, "MONITOR");
            while (true)
            {
                var line = await client.ReadAsync(end.Token);
                world.Tally.Count("commands to Redis that were looked at");
                Look("a command", line.Text);
            }
        }
        catch (Exception over) when (over is OperationCanceledException or IOException)
        {
            // It was long enough, or Redis was killed.
        }
    }

    /// <summary>Looks at everything that is in Redis.</summary>
    public async Task LookAsync()
    {
        using var end = new CancellationTokenSource(TimeSpan.FromMinutes(2), world.Time);
        using var client = await OpenAsync(end.Token);
        if (client is null)
        {
            world.Tally.Count("times that Redis had ended before its keys were looked at"); // as the first one of Sentinel's
            return;
        }

        var cursor = "0";
        do
        {
            var found = await client.AskAsync(end.Token, "SCAN", cursor, "COUNT", "500");
            if (found.Items is not [var next, var keys])
            {
                return; // not every program that speaks the protocol has it
            }

            cursor = next.Text;
            foreach (var key in keys.Items)
            {
                world.Tally.Count("keys in Redis that were looked at");
                Look("a key", key.Text);
                Look(key.Text, await ValueAsync(client, key.Text, end.Token));
            }
        } while (cursor != "0");
    }

    private async Task<RespClient?> OpenAsync(CancellationToken end)
    {
        try
        {
            return await scene.Redis.ConnectAsync(end);
        }
        catch (SocketException)
        {
            return null;
        }
    }

    private static async Task<string> ValueAsync(RespClient client, string key, CancellationToken end) =>
        Flat(
            (await client.AskAsync(end, "TYPE", key)).Text switch
            {
                "hash" => await client.AskAsync(end, "HGETALL", key),
                "zset" => await client.AskAsync(end, "ZRANGE", key, "0", "-1"),
                "set" => await client.AskAsync(end, "SMEMBERS", key),
                "list" => await client.AskAsync(end, "LRANGE", key, "0", "-1"),
                "string" => await client.AskAsync(end, "GET", key),
                _ => new(null, 0, [], null),
            }
        );

    private static string Flat(RespValue value) =>
        value.Items.Aggregate(new StringBuilder(value.Text), (text, item) => text.Append(' ').Append(Flat(item))).ToString();

    private void Look(string where, string text)
    {
        if (forbidden.FirstOrDefault(one => text.Contains(one, StringComparison.Ordinal)) is { } found)
        {
            world.Add("Redis", Fault.Crossed($"'{found}' is in {where}: {text[..Math.Min(text.Length, 200)]}"));
        }
    }
}
