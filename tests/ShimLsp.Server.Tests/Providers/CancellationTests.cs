using Microsoft.Extensions.Time.Testing;
using ShimLsp.Core.Models;
using ShimLsp.Core.Upstream;
using ShimLsp.Mock;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Providers;

/// <summary>Whoever stops listening stops paying: the upstream sees it at once.</summary>
public sealed class CancellationTests
{
    [Theory]
    [MemberData(nameof(ReplyTests.EveryShape), MemberType = typeof(ReplyTests))]
    public Task Before_the_answer(ModelWire wire, bool streams) =>
        SeenAtOnceAsync(
            Answer.Hangs(),
            async world =>
            {
                using var cancelling = new CancellationTokenSource();
                var asking = FirstAsync(world, wire, streams, cancelling.Token);
                var request = await world.Mock.NextRequestAsync();
                await cancelling.CancelAsync();
                await request.Aborted.WaitAsync(ShimClient.Limit);
                (await FluentActions.Awaiting(() => asking).Should().ThrowAsync<OperationCanceledException>())
                    .Which.CancellationToken.Should()
                    .Be(cancelling.Token);
            }
        );

    [Theory]
    [InlineData(ModelProvider.OpenAI)]
    [InlineData(ModelProvider.Anthropic)]
    public Task In_the_middle_of_a_stream(ModelProvider provider) =>
        SeenAtOnceAsync(
            Answer.Says("a", "b").HangsAfter(1),
            async world =>
            {
                using var cancelling = new CancellationTokenSource();
                await using var pieces = world.Chat().AskAsync(world.Model(provider), streams: true, cancelling.Token).GetAsyncEnumerator();
                (await pieces.MoveNextAsync()).Should().BeTrue();
                var request = await world.Mock.NextRequestAsync();
                var next = pieces.MoveNextAsync();
                await cancelling.CancelAsync();
                await request.Aborted.WaitAsync(ShimClient.Limit);
                await FluentActions.Awaiting(async () => await next).Should().ThrowAsync<OperationCanceledException>();
            }
        );

    [Theory]
    [InlineData(ModelProvider.OpenAI)]
    [InlineData(ModelProvider.Anthropic)]
    public Task By_leaving_the_enumeration(ModelProvider provider) =>
        SeenAtOnceAsync(
            Answer.Says("a", "b").HangsAfter(1),
            async world =>
            {
                await foreach (var piece in world.Chat().AskAsync(world.Model(provider), streams: true, CancellationToken.None))
                {
                    piece.Should().Be(new ChatEvent.Text("a"));
                    break;
                }

                await (await world.Mock.NextRequestAsync()).Aborted.WaitAsync(ShimClient.Limit);
            }
        );

    [Theory]
    [MemberData(nameof(ReplyTests.EveryShape), MemberType = typeof(ReplyTests))]
    public async Task Before_it_began_nothing_is_sent(ModelWire wire, bool streams)
    {
        await using var world = await World.StartAsync();
        await FluentActions
            .Awaiting(() => FirstAsync(world, wire, streams, new CancellationToken(canceled: true)))
            .Should()
            .ThrowAsync<OperationCanceledException>();
        world.Mock.Requests.Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(ReplyTests.EveryShape), MemberType = typeof(ReplyTests))]
    public async Task Calls_that_end_well_share_their_connections(ModelWire wire, bool streams)
    {
        await using var world = await World.StartAsync();
        for (var i = 0; i < 20; i++)
        {
            await world.AskAsync(world.Model(wire), streams);
            await world.Mock.Requests[i].Ended;
        }

        world
            .Mock.Requests.Select(request => request.ConnectionId)
            .Distinct()
            .Should()
            .HaveCountLessThan(5, "one is at times still on its way back when the next call begins");
    }

    /// <summary>The providers' clock does not move, so code that waited for a time of its own would wait for ever.</summary>
    private static async Task SeenAtOnceAsync(Answer answer, Func<World, Task> leave)
    {
        await using var world = await World.StartAsync(clock: new FakeTimeProvider());
        world.Mock["m"].Answers(answer);
        await leave(world);
    }

    private static async Task<ChatEvent> FirstAsync(World world, ModelWire wire, bool streams, CancellationToken cancellationToken)
    {
        await foreach (var piece in world.Chat().AskAsync(world.Model(wire), streams, cancellationToken))
        {
            return piece;
        }

        throw new InvalidOperationException("There was no piece.");
    }
}
