using ShimLsp.Bench.Report;
using ShimLsp.Bench.Upstream;

namespace ShimLsp.Bench.Gateway;

/// <summary>
/// What the gateway adds to calling a mock upstream directly: passed through to a model of the client's format, and translated for one of
/// another. Direct calls and calls through it alternate in the same run.
/// </summary>
internal static class GatewayBench
{
    private const int Rounds = 11;
    private const int Block = 300;
    private const int Warm = 2_000;
    private const int InFlight = 32;
    private const int Load = 8_000;
    private const int LongText = 100_000;

    /// <summary>The path of chat completions.</summary>
    public const string Chat = "/v1/chat/completions";

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(4);

    /// <summary>Measures everything and prints one table.</summary>
    /// <param name="server">The server's binary.</param>
    /// <param name="output">Where to print.</param>
    /// <returns>The exit code, as of the other benches.</returns>
    public static Task<int> RunAsync(string server, TextWriter output) =>
        BenchRun.PrintAsync(
            server,
            Longest,
            output,
            async folder =>
            {
                using var mock = MockProcess.Start(folder);
                using var passing = GatewayProcess.Start(server, folder, mock.Origin, "generic-chat-completion-api");
                using var translating = GatewayProcess.Start(server, folder, mock.Origin, "anthropic");
                return
                [
                    .. await AddedAsync(mock, passing, "passed through", 200),
                    .. await AddedAsync(mock, translating, "translated", 350),
                    .. await LoadAsync(mock, passing, "passed through", 90),
                    .. await LoadAsync(mock, translating, "translated", 150),
                ];
            }
        );

    private static async Task<List<ResultRow>> AddedAsync(MockProcess mock, GatewayProcess gateway, string how, double most)
    {
        using var direct = new DirectClient(new(mock.Origin + Chat), UpstreamBench.Body(stream: false));
        using var through = gateway.Client(Chat, UpstreamBench.Body(stream: false));
        using var longDirect = new DirectClient(new(mock.Origin + Chat), Long());
        using var longThrough = gateway.Client(Chat, Long());
        await direct.MedianWholeAsync(Warm);
        await through.MedianWholeAsync(Warm);
        await longDirect.MedianFirstAsync(Warm / 10);
        await longThrough.MedianFirstAsync(Warm / 10);
        var (whole, first) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            whole.Add(-await direct.MedianWholeAsync(Block) + await through.MedianWholeAsync(Block));
            first.Add(-await longDirect.MedianFirstAsync(Block / 3) + await longThrough.MedianFirstAsync(Block / 3));
        }

        return
        [
            Bounded($"{how}: added to a whole reply, 2 kB, p50, us", whole, most),
            Bounded($"{how}: added to the first piece, 100 kB request, p50, us", first, 600),
        ];
    }

    private static async Task<List<ResultRow>> LoadAsync(MockProcess mock, GatewayProcess gateway, string how, double most)
    {
        using var direct = new DirectClient(new(mock.Origin + Chat), UpstreamBench.Body(stream: false));
        using var through = gateway.Client(Chat, UpstreamBench.Body(stream: false));
        await through.RunAsync(Load, InFlight);
        var (ours, rates, directRates) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < 5; round++)
        {
            var before = gateway.Process.ProcessorMicroseconds();
            rates.Add(Load / await through.RunAsync(Load, InFlight));
            ours.Add((gateway.Process.ProcessorMicroseconds() - before) / Load);
            directRates.Add(Load / await direct.RunAsync(Load, InFlight));
        }

        return
        [
            new($"{how}: {InFlight} in flight, per second", Sample.Of(rates)) { Better = Better.More },
            new("calling the mock directly", Sample.Of(directRates)) { Better = Better.Neither },
            Bounded("the gateway's processor time, us each", ours, most),
            new("its resident memory, MiB", Sample.Of(gateway.Process.ResidentMebibytes())),
        ];
    }

    private static ResultRow Bounded(string what, IEnumerable<double> values, double most)
    {
        var sample = Sample.Of(values);
        return new(what, sample, $"<= {most:F0}", sample.Median <= most);
    }

    private static string Long() =>
        $$"""
            {"model":"{{MockProcess.Brief}}","max_tokens":1000,"stream":true,
                "messages":[{"role":"user","content":"{{string.Concat(
                Enumerable.Repeat(UpstreamBench.Text, LongText / UpstreamBench.Text.Length)
            )}}"}]}
            """;
}
