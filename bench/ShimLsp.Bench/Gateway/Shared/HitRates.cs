using ShimLsp.Bench.Report;

namespace ShimLsp.Bench.Gateway.Shared;

/// <summary>
/// How often the scores of a task are there already: of one gateway, and of three that share and get the requests by turns.
/// </summary>
internal static class HitRates
{
    private const int Requests = 20_000;
    private const int Different = 1_000;
    private const double MostPoints = 1;

    /// <summary>Measures both.</summary>
    /// <param name="server">The server's binary.</param>
    /// <param name="folder">The gateways' home.</param>
    /// <param name="redis">The port of Redis.</param>
    /// <param name="token">A token.</param>
    /// <param name="one">The gateway without Redis.</param>
    public static async Task<ResultRow[]> MeasureAsync(string server, string folder, int redis, string token, SharedGateway one)
    {
        var tasks = Tasks.Make(Different, length: 200);
        var order = Tasks.Zipf(Requests, Different, 1.0);
        var single = await RateAsync([one], token, tasks, order);
        SharedGateway[] three = [.. Enumerable.Range(0, 3).Select(_ => SharedGateway.Start(server, folder, redis, "hits"))];
        try
        {
            foreach (var gateway in three)
            {
                using var http = gateway.Client(token);
                await SharedGateway.JoinAsync(http);
            }

            var shared = await RateAsync(three, token, tasks, order);
            return
            [
                new("hit rate of one gateway on Zipf(1.0), %", Sample.Of(single)) { Better = Better.More },
                new("of three that share, %", Sample.Of(shared), $"within {MostPoints} point", single - shared <= MostPoints)
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

    private static async Task<double> RateAsync(SharedGateway[] gateways, string token, string[] tasks, int[] order)
    {
        HttpClient[] clients = [.. gateways.Select(gateway => gateway.Client(token))];
        var hits = 0;
        for (var index = 0; index < order.Length; index++)
        {
            hits += (await SharedGateway.AskAsync(clients[index % clients.Length], tasks[order[index]])).IsHit ? 1 : 0;
        }

        Array.ForEach(clients, client => client.Dispose());
        return 100.0 * hits / order.Length;
    }
}
