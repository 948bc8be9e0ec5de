using System.Globalization;
using System.Text;
using ShimLsp.Bench.Report;
using ShimLsp.Bench.Upstream;

namespace ShimLsp.Bench.Gateway;

/// <summary>What long requests cost, above all in memory. Each gateway is a new process: the kernel tells only the highest peak.</summary>
internal static class BodiesBench
{
    private const int Bytes = 5 * 1024 * 1024;
    private const int OneByOne = 20;
    private const int AtOnce = 8;
    private const double MostTimes = 4;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    /// <summary>Measures everything and prints one table.</summary>
    /// <param name="server">The server's binary.</param>
    /// <param name="output">Where to print.</param>
    /// <returns>The exit code, as of the other benches.</returns>
    public static Task<int> RunAsync(string server, TextWriter output) =>
        BenchRun.PrintAsync(
            server,
            Longest,
            output,
            folder =>
            {
                var body = LongSession.Of(Bytes);
                using var mock = MockProcess.Start(folder);
                using var direct = new SocketClient(new(mock.Origin + GatewayBench.Chat), body);
                direct.MedianWhole(OneByOne);
                return Task.FromResult<IReadOnlyCollection<ResultRow>>([
                    .. Run(server, folder, mock, direct, body, "passed through", "generic-chat-completion-api"),
                    .. Run(server, folder, mock, direct, body, "translated", "anthropic"),
                ]);
            }
        );

    private static List<ResultRow> Run(
        string server,
        string folder,
        MockProcess mock,
        SocketClient direct,
        string body,
        string how,
        string provider
    )
    {
        double size = Encoding.UTF8.GetByteCount(body);
        var one = Added(1, inFlight: 1);
        var several = Added(OneByOne, inFlight: 1);
        var parallel = Added(OneByOne, AtOnce);
        using var gateway = GatewayProcess.Start(server, folder, mock.Origin, provider);
        using var through = gateway.Client(GatewayBench.Chat, body);
        through.MedianWhole(OneByOne);
        List<double> times = [];
        for (var round = 0; round < 5; round++)
        {
            times.Add((-direct.MedianWhole(OneByOne) + through.MedianWhole(OneByOne)) / 1000);
        }

        var what = string.Create(CultureInfo.InvariantCulture, $"{how}: a request of {size / 1024 / 1024:F1} MiB");
        return
        [
            new($"{what}, peak memory above idle / its size", Sample.Of(one), $"< {MostTimes}", one < MostTimes),
            new($"the same, {OneByOne} one after another", Sample.Of(several)),
            new($"the same, {AtOnce} at once", Sample.Of(parallel)),
            new("added to a whole reply, p50, ms", Sample.Of(times)),
        ];

        double Added(int count, int inFlight)
        {
            using var fresh = GatewayProcess.Start(server, folder, mock.Origin, provider);
            using var warm = fresh.Client(GatewayBench.Chat, UpstreamBench.Body(stream: false));
            warm.Run(20, 1);
            var idle = fresh.Process.PeakMebibytes();
            using var client = fresh.Client(GatewayBench.Chat, body);
            client.Run(count, inFlight);
            return (fresh.Process.PeakMebibytes() - idle) * 1024 * 1024 / size;
        }
    }
}
