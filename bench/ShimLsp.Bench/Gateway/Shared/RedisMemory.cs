using System.Globalization;
using ShimLsp.Bench.Report;
using ShimLsp.Soak.Shared.Redis;

namespace ShimLsp.Bench.Gateway.Shared;

/// <summary>
/// What a developer takes of Redis' memory who is as active as can be: more tasks than the cache has places, and more conversations than
/// are remembered.
/// </summary>
internal static class RedisMemory
{
    private const int Developers = 40;
    private const int Asked = 400;
    private const int Conversations = 100;
    private const double MostKibibytes = 64;

    /// <summary>Measures it.</summary>
    /// <param name="server">The server's binary.</param>
    /// <param name="folder">The gateway's home.</param>
    /// <param name="redis">Redis.</param>
    public static async Task<ResultRow> MeasureAsync(string server, string folder, RedisServer redis)
    {
        var tasks = Tasks.Make(Asked, length: 200);
        string[] tokens = [.. Enumerable.Range(0, Developers).Select(one => SharedGateway.Token(server, folder, $"developer{one}"))];
        using var gateway = SharedGateway.Start(server, folder, redis.Port, "memory");
        using (var http = gateway.Client(tokens[0]))
        {
            await SharedGateway.JoinAsync(http);
        }

        var before = await UsedAsync(redis);
        foreach (var token in tokens)
        {
            using var http = gateway.Client(token);
            for (var index = 0; index < Asked; index++)
            {
                var conversation = string.Create(CultureInfo.InvariantCulture, $"conversation-{index % Conversations}");
                await SharedGateway.AskAsync(http, tasks[index], conversation);
            }
        }

        var each = (await UsedAsync(redis) - before) / 1024.0 / Developers;
        return new("memory in Redis per active developer, KiB", Sample.Of(each), $"< {MostKibibytes}", each < MostKibibytes);
    }

    private static async Task<long> UsedAsync(RedisServer redis)
    {
        const string Field = "used_memory:";
        var line = (await redis.AskAsync("INFO", "memory"))
            .Text.Split("\r\n")
            .First(one => one.StartsWith(Field, StringComparison.Ordinal));
        return long.Parse(line.AsSpan(Field.Length), CultureInfo.InvariantCulture);
    }
}
