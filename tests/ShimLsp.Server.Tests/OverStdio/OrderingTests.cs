using System.Globalization;
using System.Text;
using System.Text.Json;
using ShimLsp.Server.Tests.Support;
using WireFraming = ShimLsp.Server.Rpc.Framing.Framing;

namespace ShimLsp.Server.Tests.OverStdio;

/// <summary>What changes state takes effect before any later message starts, however fast a client talks.</summary>
public class OrderingTests
{
    private const int Rounds = 1_000;

    [Fact]
    public async Task A_thousand_switches_each_with_a_route_right_behind()
    {
        using var home = new Home();
        await using var server = ServerProcess.Plain(home);
        string[] slugs = ["cheap", "auto", "mid", "strong"];
        var answers = await SayAllAsync(
            server.Client,
            WireFraming.NewLine,
            round =>
                [
                    ShimClient.Message("switchModel", $$"""{"slug":"{{slugs[round % 4]}}","persist":false}"""),
                    ShimClient.Message("route", """{"task":"Rename the variable."}""", Id(round)),
                ]
        );

        for (var round = 0; round < Rounds; round++)
        {
            var decision = (await answers[round]).At("result");
            decision.Number("generation").Should().Be(round + 2);
            (decision.Text("source"), decision.Text("slug"))
                .Should()
                .Be(slugs[round % 4] == "auto" ? ("embedded", decision.Text("slug")) : ("pinned", slugs[round % 4]));
        }
    }

    [Fact]
    public async Task A_thousand_pushed_configurations_each_with_a_route_right_behind()
    {
        using var home = new Home();
        await using var server = ServerProcess.Lsp(home);
        await server.Client.InitializeAsync();
        var answers = await SayAllAsync(
            server.Client,
            WireFraming.Header,
            round =>
                [
                    ShimClient.Message("workspace/didChangeConfiguration", $"{{\"settings\":{{\"shim\":{Settings(round)}}}}}"),
                    ShimClient.Message("shim/route", """{"task":"Rename the variable."}""", Id(round)),
                ]
        );

        for (var round = 0; round < Rounds; round++)
        {
            var decision = (await answers[round]).At("result");
            decision.At("threshold").GetRawText().Should().Be(Threshold(round));
            decision.Text("source").Should().Be("embedded");
            decision.Number("generation").Should().Be(round + 2);
        }
    }

    [Fact]
    public async Task A_thousand_pulled_configurations_each_with_a_route_right_behind()
    {
        // By the test's clock no answer is ever late. By a busy machine's now and then one is, and then the settings before it hold.
        using var home = new Home();
        await using var server = HostedServer.Lsp(home);
        var pulls = 0;
        // The first pull is the one after initialized.
        server.Client.Answers["workspace/configuration"] = _ => $"[{Settings(Interlocked.Increment(ref pulls) - 2)}]";
        await server.Client.InitializeAsync(capabilities: """{"workspace":{"configuration":true}}""");
        var answers = await SayAllAsync(
            server.Client,
            WireFraming.Header,
            round =>
                [
                    ShimClient.Message("workspace/didChangeConfiguration", """{"settings":null}"""),
                    ShimClient.Message("shim/route", """{"task":"Rename the variable."}""", Id(round)),
                ]
        );

        var generation = 0L;
        for (var round = 0; round < Rounds; round++)
        {
            var decision = (await answers[round]).At("result");
            decision.At("threshold").GetRawText().Should().Be(Threshold(round));
            decision.Text("source").Should().Be("embedded");
            (generation, var before) = (decision.Number("generation"), generation);
            generation.Should().BeGreaterThan(before);
        }

        pulls.Should().Be(Rounds + 1);
    }

    [Fact]
    public async Task Ten_thousand_requests_at_once_are_each_answered_once()
    {
        const int Count = 10_000;
        using var home = new Home();
        await using var server = ServerProcess.Plain(home);
        var all = Enumerable
            .Range(0, Count)
            .Select(i =>
                i % 10 == 0
                    ? ShimClient.Message("status", null, Id(i))
                    : ShimClient.Message("route", $$"""{"task":"Rename variable {{i % 300}}."}""", Id(i))
            );
        await server.Client.SendRawAsync(Encoding.UTF8.GetBytes(string.Join('\n', all) + "\n"));
        await server.Client.EndInputAsync();

        (await server.ExitAsync()).Should().Be(0);
        server.Client.Heard.Should().OnlyContain(message => message.At("result").ValueKind == JsonValueKind.Object);
        server.Client.Heard.Select(message => message.At("id").GetRawText()).Order().Should().Equal(Enumerable.Range(0, Count).Select(Id));
    }

    // Far from the client's own ids.
    private static string Id(int round) => (100_000 + round).ToString(CultureInfo.InvariantCulture);

    // Never above what the models reach, so that a score tells whether it was made or found in the cache.
    private static string Threshold(int round) => string.Create(CultureInfo.InvariantCulture, $"0.{400 + (round % 400)}1");

    private static string Settings(int round) => $$$"""{"router":{"threshold":{{{Threshold(round)}}}}}""";

    private static async Task<Task<JsonElement>[]> SayAllAsync(ShimClient client, WireFraming framing, Func<int, string[]> messages)
    {
        Task<JsonElement>[] answers = [.. Enumerable.Range(0, Rounds).Select(round => client.WhenAnswered(Id(round)))];
        var all = Enumerable.Range(0, Rounds).SelectMany(messages).SelectMany(message => Frames.Put(framing, message));
        await client.SendRawAsync(all.ToArray());
        return answers;
    }
}
