using System.Text.Encodings.Web;
using System.Text.Json;
using ShimLsp.Bench.Report;
using ShimLsp.Bench.Stdio;

namespace ShimLsp.Bench.Upstream;

/// <summary>
/// What <c>chat</c> adds to a call that a program makes itself, and how much of it there can be: a client, the server and the mock
/// upstream, three processes on one machine. Direct calls and calls through the server alternate in the same run.
/// </summary>
internal static class UpstreamBench
{
    private const int Rounds = 11;
    private const int Block = 200;
    private const int Warm = 1_500;
    private const int InFlight = 32;
    private const int Load = 8_000;
    private const int Streams = 200;
    private const double MostAdded = 500;
    private const double LeastPerSecond = 2_000;
    private const double MostMebibytes = 120;

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
                var bench = new Surroundings(server, folder, output);
                using var mock = MockProcess.Start(folder);
                return
                [
                    .. await AddedAsync(bench, mock, "generic-chat-completion-api", "chat completions"),
                    .. await AddedAsync(bench, mock, "anthropic", "Messages"),
                    .. await ThroughputAsync(bench, mock),
                    .. ManyStreams(bench, mock),
                ];
            }
        );

    private static async Task<List<ResultRow>> AddedAsync(Surroundings bench, MockProcess mock, string provider, string shape)
    {
        await bench.Output.WriteLineAsync($"What chat adds, {shape}, {Rounds} blocks of {Block} each ...");
        using var server = Start(bench, mock, provider);
        var driver = new ChatDriver(server);
        var path = provider == "anthropic" ? "/v1/messages" : "/v1/chat/completions";
        using var whole = new DirectClient(new(mock.Origin + path), Body(stream: false));
        using var stream = new DirectClient(new(mock.Origin + path), Body(stream: true));
        var (turn, streamed) = (Turn(), Turn("\"partialResultToken\":1"));
        await whole.MedianWholeAsync(Warm);
        driver.MedianWhole(turn, Warm);
        await stream.MedianFirstAsync(Warm);
        driver.MedianFirst(streamed, Warm);
        var (direct, through, directFirst, throughFirst) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            direct.Add(await whole.MedianWholeAsync(Block));
            through.Add(driver.MedianWhole(turn, Block));
            directFirst.Add(await stream.MedianFirstAsync(Block));
            throughFirst.Add(driver.MedianFirst(streamed, Block));
        }

        var added = Sample.Of(through.Zip(direct, (one, other) => one - other));
        var addedFirst = Sample.Of(throughFirst.Zip(directFirst, (one, other) => one - other));
        return
        [
            new($"{shape}: calling the mock directly, whole reply, p50, us", Sample.Of(direct)),
            new($"{shape}: added by `chat`, whole reply, p50, us", added, $"<= {MostAdded:F0}", added.Median <= MostAdded),
            new($"{shape}: calling the mock directly, first piece, p50, us", Sample.Of(directFirst)),
            new($"{shape}: added by `chat`, first piece, p50, us", addedFirst, $"<= {MostAdded:F0}", addedFirst.Median <= MostAdded),
        ];
    }

    private static async Task<List<ResultRow>> ThroughputAsync(Surroundings bench, MockProcess mock)
    {
        await bench.Output.WriteLineAsync($"{InFlight} in flight ...");
        using var server = Start(bench, mock, "generic-chat-completion-api");
        var driver = new ChatDriver(server);
        using var direct = new DirectClient(new(mock.Origin + "/v1/chat/completions"), Body(stream: false));
        driver.Run(Turn(), Load, InFlight);
        await direct.RunAsync(Load, InFlight);
        var (chats, calls, ours, theirs, own) = (
            new List<double>(),
            new List<double>(),
            new List<double>(),
            new List<double>(),
            new List<double>()
        );
        for (var round = 0; round < 5; round++)
        {
            var (serverBefore, mockBefore, ownBefore) = (server.ProcessorMicroseconds(), mock.ProcessorMicroseconds(), Own());
            chats.Add(Load / driver.Run(Turn(), Load, InFlight));
            ours.Add((server.ProcessorMicroseconds() - serverBefore) / Load);
            theirs.Add((mock.ProcessorMicroseconds() - mockBefore) / Load);
            own.Add((Own() - ownBefore) / Load);
            calls.Add(Load / await direct.RunAsync(Load, InFlight));
        }

        var rate = Sample.Of(chats);
        return
        [
            new($"`chat`, {InFlight} in flight, per second", rate, $">= {LeastPerSecond:N0}", rate.Median >= LeastPerSecond),
            new("the same, the server's processor time, us each", Sample.Of(ours)),
            new("the same, the mock's", Sample.Of(theirs)),
            new("the same, the client's", Sample.Of(own)),
            new($"calling the mock directly, {InFlight} in flight, per second", Sample.Of(calls)),
        ];

        static double Own()
        {
            using var process = System.Diagnostics.Process.GetCurrentProcess();
            return process.TotalProcessorTime.TotalMicroseconds;
        }
    }

    private static IEnumerable<ResultRow> ManyStreams(Surroundings bench, MockProcess mock)
    {
        bench.Output.WriteLine($"{Streams} streams of {MockProcess.ManyPieces} pieces at once ...");
        using var server = Start(bench, mock, "generic-chat-completion-api", MockProcess.Counter);
        var driver = new ChatDriver(server);
        driver.MedianWhole(Turn(), 1);
        var most = 0.0;
        var seconds = driver.RunStreams(
            Streams,
            MockProcess.ManyPieces,
            token => Turn($"\"partialResultToken\":{token}"),
            () => most = Math.Max(most, server.ResidentMebibytes())
        );
        most = Math.Max(most, server.PeakMebibytes());
        yield return new(
            $"{Streams} streams of {MockProcess.ManyPieces} pieces: each piece in its order, pieces per second",
            Sample.Of(Streams * MockProcess.ManyPieces / seconds)
        );
        yield return new("the same, resident memory at its peak, MiB", Sample.Of(most), $"< {MostMebibytes:F0}", most < MostMebibytes);
    }

    /// <summary>Starts a server whose two models live at the mock.</summary>
    internal static ServerProcess Start(Surroundings bench, MockProcess mock, string provider, string model = MockProcess.Brief)
    {
        var catalog = Path.Combine(bench.Folder, "upstream.json");
        File.WriteAllText(
            catalog,
            $$"""
            { "models": [
              { "slug": "near", "model": "{{model}}", "provider": "{{provider}}", "base_url": "{{mock.Origin}}/v1", "cost": 1,
                "strength": 0.9 },
              { "slug": "far", "model": "{{model}}", "provider": "{{provider}}", "base_url": "{{mock.Origin}}/v1", "cost": 9,
                "strength": 0.92 } ] }
            """
        );
        return bench.Start("--models", catalog);
    }

    /// <summary>A task, as the inside of a JSON string.</summary>
    internal static string Text => JsonEncodedText.Encode(Tasks.Make(1)[0], JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString();

    /// <summary>The parameters of one turn.</summary>
    internal static string Turn(string more = "") =>
        $$"""{"messages":[{"role":"user","content":"{{Text}}"}]{{(more.Length > 0 ? "," + more : "")}}}""";

    /// <summary>A chat-completions body, which the mock also takes for one of Messages.</summary>
    internal static string Body(bool stream) =>
        $$"""
            {"model":"{{MockProcess.Brief}}","max_tokens":1000,"stream":{{(stream ? "true" : "false")}},
                "messages":[{"role":"user","content":"{{Text}}"}]}
            """;
}
