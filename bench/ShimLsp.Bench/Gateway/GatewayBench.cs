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
            folder =>
            {
                using var mock = MockProcess.Start(folder, MockProcess.Ready);
                using var passing = GatewayProcess.Start(server, folder, mock.Origin, "generic-chat-completion-api");
                using var translating = GatewayProcess.Start(server, folder, mock.Origin, "anthropic");
                return Task.FromResult<IReadOnlyCollection<ResultRow>>([
                    .. Added(mock, passing, "passed through", 200),
                    .. Added(mock, translating, "translated", 350),
                    .. UnderLoad(mock, passing, "passed through", 90),
                    .. UnderLoad(mock, translating, "translated", 150),
                ]);
            }
        );

    private static List<ResultRow> Added(MockProcess mock, GatewayProcess gateway, string how, double most)
    {
        using var direct = new SocketClient(new(mock.Origin + Chat), UpstreamBench.Body(stream: false));
        using var through = gateway.Client(Chat, UpstreamBench.Body(stream: false));
        using var longDirect = new SocketClient(new(mock.Origin + Chat), Long());
        using var longThrough = gateway.Client(Chat, Long());
        direct.MedianWhole(Warm);
        through.MedianWhole(Warm);
        longDirect.MedianFirst(Warm / 10);
        longThrough.MedianFirst(Warm / 10);
        var (whole, first) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            whole.Add(-direct.MedianWhole(Block) + through.MedianWhole(Block));
            first.Add(-longDirect.MedianFirst(Block / 3) + longThrough.MedianFirst(Block / 3));
        }

        return
        [
            Bounded($"{how}: added to a whole reply, 2 kB, p50, us", Sample.Of(whole), most),
            Bounded($"{how}: added to the first piece, 100 kB request, p50, us", Sample.Of(first), 600),
        ];
    }

    private static List<ResultRow> UnderLoad(MockProcess mock, GatewayProcess gateway, string how, double most)
    {
        using var direct = new SocketClient(new(mock.Origin + Chat), UpstreamBench.Body(stream: false));
        using var through = gateway.Client(Chat, UpstreamBench.Body(stream: false));
        through.Run(Load, InFlight);
        direct.Run(Load, InFlight);
        var times = new ProcessorTimes(gateway.Process, mock);
        var (rates, directRates) = (new List<double>(), new List<double>());
        for (var round = 0; round < 5; round++)
        {
            rates.Add(times.Measure(Load, () => through.Run(Load, InFlight)));
            directRates.Add(Load / direct.Run(Load, InFlight));
        }

        return
        [
            new($"{how}: {InFlight} in flight, per second", Sample.Of(rates)) { Better = Better.More },
            new("calling the mock directly", Sample.Of(directRates)) { Better = Better.Neither },
            Bounded("the gateway's processor time, us each", times.Gateway, most),
            new("the upstream's", times.Upstream) { Better = Better.Neither },
            new("the client's", times.Client) { Better = Better.Neither },
            new("its resident memory, MiB", Sample.Of(gateway.Process.ResidentMebibytes())),
        ];
    }

    private static ResultRow Bounded(string what, Sample sample, double most) => new(what, sample, $"<= {most:F0}", sample.Median <= most);

    /// <summary>A request of 100 kB that asks for a stream.</summary>
    internal static string Long() =>
        $$"""
            {"model":"{{MockProcess.Brief}}","max_tokens":1000,"stream":true,
                "messages":[{"role":"user","content":"{{string.Concat(
                Enumerable.Repeat(UpstreamBench.Text, LongText / UpstreamBench.Text.Length)
            )}}"}]}
            """;
}
