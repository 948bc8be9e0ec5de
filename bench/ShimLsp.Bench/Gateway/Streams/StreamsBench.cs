using System.Diagnostics;
using System.Globalization;
using ShimLsp.Bench.Report;
using ShimLsp.Bench.Upstream;

namespace ShimLsp.Bench.Gateway.Streams;

/// <summary>
/// Many streams at once, at the pace at which models write: through the gateway, and from the same upstream directly. Client, gateway and
/// upstream are three processes, and each has little time for each piece.
/// </summary>
internal static class StreamsBench
{
    /// <summary>How many streams run at once.</summary>
    public const int Streams = 500;

    private const double MostMebibytes = 130;
    private const double MostRatio = 1.02;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>The request of one stream, in the format of chat completions, which the upstream also takes for one of Messages.</summary>
    public static string Body { get; } = UpstreamBench.Body(stream: true);

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
                using var mock = MockProcess.Start(folder, MockProcess.Paced);
                await new ManyStreams(new(mock.Origin + GatewayBench.Chat), Body).RunAsync(1, () => { });
                return
                [
                    .. await CompareAsync(server, folder, mock, "passed through", "generic-chat-completion-api", GatewayBench.Chat),
                    .. await CompareAsync(server, folder, mock, "translated", "anthropic", "/v1/messages"),
                ];
            }
        );

    private static async Task<List<ResultRow>> CompareAsync(
        string server,
        string folder,
        MockProcess mock,
        string how,
        string provider,
        string path
    )
    {
        var direct = await new ManyStreams(new(mock.Origin + path), Body).RunAsync(Streams, () => { });
        using var gateway = GatewayProcess.Start(server, folder, mock.Origin, provider);
        var idle = gateway.Process.ResidentMebibytes();
        var (ours, mocks, own) = (gateway.Process.ProcessorMicroseconds(), mock.ProcessorMicroseconds(), Own());
        var client = new ManyStreams(new(gateway.Origin, GatewayBench.Chat), Body, gateway.Access);
        var (most, next) = (0.0, Stopwatch.GetTimestamp());
        var through = await client.RunAsync(
            Streams,
            () =>
            {
                if (Stopwatch.GetTimestamp() >= next)
                {
                    most = Math.Max(most, gateway.Process.ResidentMebibytes());
                    next += Stopwatch.Frequency / 4;
                }
            }
        );
        var peak = gateway.Process.PeakMebibytes();
        const double pieces = Streams * PacedUpstream.Pieces;
        var what = string.Create(CultureInfo.InvariantCulture, $"{how}: {Streams} streams of {PacedUpstream.Pieces:N0} pieces, s");
        return
        [
            new(what, Sample.Of(through)),
            new("the upstream's own pace: the same directly, s", Sample.Of(direct)) { Better = Better.Neither },
            new("ratio", Sample.Of(through / direct), $"<= {MostRatio}", through / direct <= MostRatio),
            new("the gateway's resident memory, idle, MiB", Sample.Of(idle)),
            new("at most, sampled (VmRSS), MiB", Sample.Of(most), $"< {MostMebibytes:F0}", most < MostMebibytes),
            new("at most, by the kernel (VmHWM), MiB", Sample.Of(peak), $"< {MostMebibytes:F0}", peak < MostMebibytes),
            new("the gateway's processor time, us a piece", Sample.Of((gateway.Process.ProcessorMicroseconds() - ours) / pieces)),
            new("the upstream's", Sample.Of((mock.ProcessorMicroseconds() - mocks) / pieces)) { Better = Better.Neither },
            new("the client's", Sample.Of((Own() - own) / pieces)) { Better = Better.Neither },
        ];
    }

    private static double Own()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime.TotalMicroseconds;
    }
}
