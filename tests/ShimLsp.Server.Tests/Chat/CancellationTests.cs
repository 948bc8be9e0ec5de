using ShimLsp.Mock;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Chat;

/// <summary>Who no longer wants a reply pays for no more of it: the call upstream ends at once.</summary>
public class CancellationTests
{
    [Theory]
    [MemberData(nameof(ChatWorld.Shapes), MemberType = typeof(ChatWorld))]
    public async Task A_cancelled_turn_ends_upstream(string provider, bool streams)
    {
        await using var upstream = await MockUpstream.StartAsync();
        upstream["m-cheap"].Answers(Answer.Says("one ").HangsAfter(1), Answer.Hangs());
        using var home = new Home(ChatWorld.Catalog(upstream.BaseUrl, provider));
        await using var server = HostedServer.Plain(home);
        foreach (var id in new[] { "\"a\"", "\"b\"" })
        {
            var answer = await server.Client.BeginAsync("chat", ChatWorld.Turn(streams), id);
            var request = await upstream.NextRequestAsync();

            await server.Client.NotifyAsync("$/cancelRequest", $$"""{"id":{{id}}}""");

            // At once: the server's clock stands still, so no wait of its own can end.
            await request.Aborted.WaitAsync(ShimClient.Limit);
            (await answer).At("error").ShouldCover("""{"code":-32800}""");
        }

        upstream["m-mid"].Received.Should().Be(0, "that was no failure");
        (await server.Client.CallAsync("listModels"))
            .At("models.1")
            .ShouldCover("""{"slug":"cheap","availability":{"state":"available"}}""");
    }

    [Fact]
    public async Task A_client_that_is_gone_wants_nothing_any_more()
    {
        await using var upstream = await MockUpstream.StartAsync();
        upstream.OthersAnswer(Answer.Says("one ").HangsAfter(1));
        using var home = new Home(ChatWorld.Catalog(upstream.BaseUrl, ChatWorld.OpenAi));
        await using var server = ServerProcess.Lsp(home);
        await server.Client.InitializeAsync();
        _ = await server.Client.BeginAsync("shim/chat", ChatWorld.Turn(streams: true));
        var request = await upstream.NextRequestAsync();

        await server.Client.EndInputAsync();

        await request.Aborted.WaitAsync(ShimClient.Limit);
        await server.ExitAsync();
    }

    [Fact]
    public async Task One_of_two_turns_can_be_cancelled()
    {
        await using var world = await ChatWorld.StartAsync();
        var gate = new Gate();
        world.Upstream["m-cheap"].Answers(Answer.Says("done").BodyAfter(gate));
        var first = await world.Client.BeginAsync("chat", ChatWorld.Turn(), "1000");
        var second = await world.Client.BeginAsync("chat", ChatWorld.Turn(), "1001");
        await world.Upstream.NextRequestAsync();
        await world.Upstream.NextRequestAsync();

        await world.Client.NotifyAsync("$/cancelRequest", """{"id":1000}""");

        (await first).At("error").ShouldCover("""{"code":-32800}""");
        gate.Open();
        (await second).At("result").ShouldCover("""{"text":"done"}""");
    }
}
