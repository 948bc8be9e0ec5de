using System.Diagnostics;
using ShimLsp.Core.Models;
using ShimLsp.Core.Upstream;
using ShimLsp.Mock;

namespace ShimLsp.Server.Tests.Providers;

/// <summary>Whoever stops listening stops paying: the upstream sees it at once.</summary>
public sealed class CancellationTests
{
    private static readonly TimeSpan AtOnce = TimeSpan.FromMilliseconds(100);

    [Theory]
    [MemberData(nameof(ReplyTests.BothShapes), MemberType = typeof(ReplyTests))]
    public Task Before_the_answer(ModelProvider provider, bool streams) =>
        SeenAtOnceAsync(
            Answer.Hangs(),
            async (world, watch) =>
            {
                using var cancelling = new CancellationTokenSource();
                var asking = FirstAsync(world, provider, streams, cancelling.Token);
                var request = await world.Mock.NextRequestAsync();
                watch.Start();
                await cancelling.CancelAsync();
                await request.Aborted.WaitAsync(TimeSpan.FromSeconds(10));
                watch.Stop();
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
            async (world, watch) =>
            {
                using var cancelling = new CancellationTokenSource();
                await using var pieces = world.Chat().AskAsync(world.Model(provider), streams: true, cancelling.Token).GetAsyncEnumerator();
                (await pieces.MoveNextAsync()).Should().BeTrue();
                var request = await world.Mock.NextRequestAsync();
                var next = pieces.MoveNextAsync();
                watch.Start();
                await cancelling.CancelAsync();
                await request.Aborted.WaitAsync(TimeSpan.FromSeconds(10));
                watch.Stop();
                await FluentActions.Awaiting(async () => await next).Should().ThrowAsync<OperationCanceledException>();
            }
        );

    [Theory]
    [InlineData(ModelProvider.OpenAI)]
    [InlineData(ModelProvider.Anthropic)]
    public Task By_leaving_the_enumeration(ModelProvider provider) =>
        SeenAtOnceAsync(
            Answer.Says("a", "b").HangsAfter(1),
            async (world, watch) =>
            {
                await foreach (var piece in world.Chat().AskAsync(world.Model(provider), streams: true, CancellationToken.None))
                {
                    piece.Should().Be(new ChatEvent.Text("a"));
                    watch.Start();
                    break;
                }

                await (await world.Mock.NextRequestAsync()).Aborted.WaitAsync(TimeSpan.FromSeconds(10));
                watch.Stop();
            }
        );

    [Theory]
    [MemberData(nameof(ReplyTests.BothShapes), MemberType = typeof(ReplyTests))]
    public async Task Before_it_began_nothing_is_sent(ModelProvider provider, bool streams)
    {
        await using var world = await World.StartAsync();
        await FluentActions
            .Awaiting(() => FirstAsync(world, provider, streams, new CancellationToken(canceled: true)))
            .Should()
            .ThrowAsync<OperationCanceledException>();
        world.Mock.Requests.Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(ReplyTests.BothShapes), MemberType = typeof(ReplyTests))]
    public async Task Calls_that_end_well_share_their_connections(ModelProvider provider, bool streams)
    {
        await using var world = await World.StartAsync();
        for (var i = 0; i < 20; i++)
        {
            await world.AskAsync(world.Model(provider), streams);
            await world.Mock.Requests[i].Ended;
        }

        world
            .Mock.Requests.Select(request => request.ConnectionId)
            .Distinct()
            .Should()
            .HaveCountLessThan(5, "one is at times still on its way back when the next call begins");
    }

    /// <summary>A busy machine may delay one try. What takes its time by design delays every one.</summary>
    private static async Task SeenAtOnceAsync(Answer answer, Func<World, Stopwatch, Task> leave)
    {
        await using var world = await World.StartAsync();
        world.Mock["m"].Answers(answer);
        List<TimeSpan> tries = [];
        do
        {
            var watch = new Stopwatch();
            await leave(world, watch);
            tries.Add(watch.Elapsed);
        } while (tries[^1] >= AtOnce && tries.Count < 5);

        tries.Min().Should().BeLessThan(AtOnce);
    }

    private static async Task<ChatEvent> FirstAsync(World world, ModelProvider provider, bool streams, CancellationToken cancellationToken)
    {
        await foreach (var piece in world.Chat().AskAsync(world.Model(provider), streams, cancellationToken))
        {
            return piece;
        }

        throw new InvalidOperationException("There was no piece.");
    }
}
