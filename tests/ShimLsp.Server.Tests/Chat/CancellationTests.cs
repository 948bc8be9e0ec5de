using System.Diagnostics;
using ShimLsp.Mock;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Chat;

/// <summary>Who no longer wants a reply pays for no more of it: the call upstream ends at once.</summary>
public class CancellationTests
{
    /// <summary>Of a busy machine; on a quiet one it is a few.</summary>
    private static readonly TimeSpan AtOnce = TimeSpan.FromMilliseconds(100);

    [Theory]
    [MemberData(nameof(ChatWorld.Shapes), MemberType = typeof(ChatWorld))]
    public async Task A_cancelled_turn_ends_upstream(string provider, bool streams)
    {
        await using var world = await ChatWorld.StartAsync(provider);
        world.Upstream["m-cheap"].Answers(Answer.Says("one ").HangsAfter(1), Answer.Hangs());
        foreach (var id in new[] { "\"a\"", "\"b\"" })
        {
            var answer = await world.Client.BeginAsync("chat", ChatWorld.Turn(streams), id);
            var request = await world.Upstream.NextRequestAsync();

            var cancelled = Stopwatch.GetTimestamp();
            await world.Client.NotifyAsync("$/cancelRequest", $$"""{"id":{{id}}}""");
            await request.Aborted.WaitAsync(ShimClient.Limit);

            Stopwatch.GetElapsedTime(cancelled).Should().BeLessThan(AtOnce);
            (await answer).At("error").ShouldCover("""{"code":-32800}""");
        }

        world.Upstream["m-mid"].Received.Should().Be(0, "that was no failure");
        (await world.Client.CallAsync("listModels")).At("models.1").ShouldCover("""{"slug":"cheap","availability":{"state":"available"}}""");
    }

    [Fact]
    public async Task A_client_that_is_gone_wants_nothing_any_more()
    {
        await using var world = await ChatWorld.StartAsync();
        world.Upstream["m-cheap"].Answers(Answer.Says("one ").HangsAfter(1));
        _ = await world.Client.BeginAsync("chat", ChatWorld.Turn(streams: true));
        var request = await world.Upstream.NextRequestAsync();

        await world.Server.DisposeAsync();

        await request.Aborted.WaitAsync(ShimClient.Limit);
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
