using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using ShimLsp.Server.Tests.Support;
using WireFraming = ShimLsp.Server.Rpc.Framing.Framing;

namespace ShimLsp.Server.Tests.Faults;

/// <summary>A client that stops reading: the server stops reading too, forgets nothing, and ends when it is to.</summary>
public class SilentClientTests
{
    private const int Endless = 100_000_000;

    /// <summary>
    /// 16 MiB unsent and 64 MiB kept back, each in buffers that have grown by doubling; and the server itself, 30 MiB native and 80 under
    /// the JIT.
    /// </summary>
    private const double MostMebibytes = 256;

    /// <summary>A second, and what a busy machine adds.</summary>
    private static readonly TimeSpan Prompt = TimeSpan.FromSeconds(8);

    [LinuxTheory]
    [InlineData("status")]
    [InlineData("route")]
    [InlineData("invalid")]
    public async Task Memory_has_a_bound_on_the_plain_front(string kind)
    {
        using var home = new Home();
        await using var client = await SilentClient.StartAsync(home, ["rpc"], Framed(WireFraming.NewLine, Message(kind)), Endless);
        await CheckBound(client);
    }

    [LinuxFact]
    public async Task Messages_faster_than_their_handlers_are_not_read_ahead()
    {
        using var home = new Home();
        await using var client = await SilentClient.StartAsync(home, ["rpc"], Framed(WireFraming.NewLine, Message("notification")), 50_000);
        await CheckBound(client);
    }

    [LinuxTheory]
    [InlineData("status")]
    [InlineData("route")]
    [InlineData("invalid")]
    public Task Memory_has_a_bound_on_the_LSP_front_and_the_end_of_what_is_not_read_ends_it(string kind) =>
        Promptness.WithinAsync(
            Prompt,
            async () =>
            {
                using var home = new Home();
                await using var client = await SilentClient.StartAsync(
                    home,
                    ["lsp"],
                    Framed(WireFraming.Header, Message(kind)),
                    Endless,
                    Initialized()
                );
                await CheckBound(client);

                client.HangUp();

                return await ExitTime(client, 1);
            }
        );

    [LinuxFact]
    public Task Exit_is_heard_behind_what_is_kept_back() =>
        Promptness.WithinAsync(
            Prompt,
            async () =>
            {
                using var home = new Home();
                var last =
                    Framed(WireFraming.Header, ShimClient.Message("shutdown", id: "\"s\""))
                    + Framed(WireFraming.Header, ShimClient.Message("exit"));
                await using var client = await SilentClient.StartAsync(
                    home,
                    ["lsp"],
                    Framed(WireFraming.Header, Message("status")),
                    60_000,
                    Initialized(),
                    last
                );
                await client.TalkAsync(); // how long it takes to say all that is the machine's affair

                return await ExitTime(client, 0);
            }
        );

    [LinuxFact]
    public Task The_end_of_the_client_is_seen_while_its_pipe_stays_open() =>
        Promptness.WithinAsync(
            Prompt,
            async () =>
            {
                using var home = new Home();
                using var editor = Process.Start("sleep", "600");
                await using var client = await SilentClient.StartAsync(
                    home,
                    ["lsp"],
                    Framed(WireFraming.Header, Message("route")),
                    Endless,
                    Initialized(editor.Id)
                );
                await client.TalkAsync();

                editor.Kill();

                return await ExitTime(client, 1);
            }
        );

    [LinuxFact]
    public async Task Everything_is_answered_once_when_it_reads_after_all()
    {
        const int Count = 100_000;
        using var home = new Home();
        await using var client = await SilentClient.StartAsync(home, ["rpc"], Framed(WireFraming.NewLine, Message("status")), Count);
        await client.TalkAsync();

        var answered = new HashSet<string>();
        while (answered.Count < Count)
        {
            var answer = JsonElement.Parse((await client.Output.ReadLineAsync().WaitAsync(ShimClient.Limit))!);
            answered.Add(answer.Text("id")!).Should().BeTrue("each is answered once");
            answer.At("result").ValueKind.Should().Be(JsonValueKind.Object);
        }

        client.HangUp();
        (await client.ExitAsync()).Code.Should().Be(0);
        (await client.Output.ReadToEndAsync()).Should().BeEmpty();
    }

    [LinuxFact]
    public Task A_closed_output_ends_the_plain_front_while_its_input_stays_open() =>
        Promptness.WithinAsync(
            Prompt,
            async () =>
            {
                using var home = new Home();
                await using var client = await SilentClient.StartAsync(
                    home,
                    ["rpc"],
                    Framed(WireFraming.NewLine, Message("status")),
                    Endless
                );
                await client.TalkAsync();

                client.Output.Dispose();

                return await ExitTime(client, 1);
            }
        );

    private static async Task CheckBound(SilentClient client)
    {
        var said = await client.TalkAsync();
        Proc.PeakMebibytes(client.Id).Should().BeLessThan(MostMebibytes, "{0} bytes were taken", said);
    }

    private static async Task<TimeSpan> ExitTime(SilentClient client, int code)
    {
        var exit = await client.ExitAsync();
        exit.Code.Should().Be(code);
        return exit.Took;
    }

    private static string Message(string kind) =>
        kind switch
        {
            "status" => """{"jsonrpc":"2.0","id":"%08d","method":"status"}""",
            "route" => $$$"""{"jsonrpc":"2.0","id":"%08d","method":"route","params":{"task":"{{{new string('x', 4000)}}}"}}""",
            "notification" => """{"jsonrpc":"2.0","method":"configure","params":{"settings":{"logLevel":"off"}}}""",
            _ => "[]",
        };

    private static string Initialized(int? processId = null)
    {
        var parameters = LspClientExtensions
            .InitializeParams([])
            .Replace(
                "\"processId\": null",
                $"\"processId\": {processId?.ToString(CultureInfo.InvariantCulture) ?? "null"}",
                StringComparison.Ordinal
            );
        return Framed(WireFraming.Header, ShimClient.Message("initialize", parameters, "\"i\""))
            + Framed(WireFraming.Header, ShimClient.Message("initialized", "{}"));
    }

    // Framed with its number in it, then the number taken out again.
    private static string Framed(WireFraming framing, string message) =>
        Encoding
            .UTF8.GetString(Frames.Put(framing, message.Replace("%08d", "@@@@@@@@", StringComparison.Ordinal)))
            .Replace("@@@@@@@@", "%08d", StringComparison.Ordinal);
}
