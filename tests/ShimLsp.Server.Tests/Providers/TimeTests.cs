using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using ShimLsp.Core.Health;
using ShimLsp.Core.Models;
using ShimLsp.Core.Upstream;
using ShimLsp.Mock;
using ShimLsp.Server.Providers.Http;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Providers;

/// <summary>No upstream can hold a client for ever, and one that is slow but alive is waited for.</summary>
public sealed class TimeTests
{
    private static readonly Outcome Timeout = new(null, NoAnswer.Timeout);

    [Theory]
    [InlineData(ModelProvider.OpenAI, true, 60)]
    [InlineData(ModelProvider.OpenAI, false, 300)]
    [InlineData(ModelProvider.Anthropic, true, 60)]
    [InlineData(ModelProvider.Anthropic, false, 300)]
    public async Task An_answer_that_does_not_begin_is_waited_for_so_long(ModelProvider provider, bool streams, int seconds)
    {
        var clock = new FakeTimeProvider();
        await using var world = await World.StartAsync(clock: clock);
        world.Mock["m"].Answers(Answer.Hangs());
        var failing = world.FailAsync(world.Model(provider), streams);
        var request = await world.Mock.NextRequestAsync();

        clock.Advance(TimeSpan.FromSeconds(seconds - 1));
        await Task.WhenAny(failing, Task.Delay(TimeSpan.FromMilliseconds(50)));
        failing.IsCompleted.Should().BeFalse();

        clock.Advance(TimeSpan.FromSeconds(1));
        var failure = await failing;
        failure.Outcome.Should().Be(Timeout);
        failure.Message.Should().Contain("waiting for the reply");
        await request.Aborted.WaitAsync(ShimClient.Limit);
    }

    [Theory]
    [InlineData(ModelProvider.OpenAI)]
    [InlineData(ModelProvider.Anthropic)]
    public async Task A_stream_may_be_silent_for_two_minutes_again_and_again(ModelProvider provider)
    {
        var clock = new FakeTimeProvider();
        var gate = new Gate();
        await using var world = await World.StartAsync(clock: clock);
        world.Mock["m"].Answers(Answer.Says("a", "b", "c", "d", "e", "f").Drips(gate));
        await using var pieces = world.Chat().AskAsync(world.Model(provider), streams: true, CancellationToken.None).GetAsyncEnumerator();
        (await pieces.MoveNextAsync()).Should().BeTrue();
        foreach (var letter in (string[])["b", "c", "d", "e", "f"])
        {
            var next = pieces.MoveNextAsync();
            next.IsCompleted.Should().BeFalse();
            clock.Advance(TimeSpan.FromSeconds(119));
            gate.Pass();
            (await next).Should().BeTrue();
            pieces.Current.Should().Be(new ChatEvent.Text(letter));
        }
    }

    [Theory]
    [InlineData(ModelProvider.OpenAI)]
    [InlineData(ModelProvider.Anthropic)]
    public async Task A_stream_that_falls_silent_is_given_up(ModelProvider provider)
    {
        var clock = new FakeTimeProvider();
        await using var world = await World.StartAsync(clock: clock);
        world.Mock["m"].Answers(Answer.Says("a", "b").HangsAfter(1));
        await using var pieces = world.Chat().AskAsync(world.Model(provider), streams: true, CancellationToken.None).GetAsyncEnumerator();
        (await pieces.MoveNextAsync()).Should().BeTrue();
        var next = pieces.MoveNextAsync().AsTask();
        await Eventually.AdvanceAsync(clock, TimeSpan.FromSeconds(120), next);

        var failure = (await FluentActions.Awaiting(() => next).Should().ThrowExactlyAsync<UpstreamException>()).Which;
        failure.Outcome.Should().Be(Timeout);
        failure.Message.Should().Contain("waiting for the rest of the reply");
        await (await world.Mock.NextRequestAsync()).Aborted.WaitAsync(ShimClient.Limit);
    }

    [Theory]
    [InlineData(ModelProvider.OpenAI)]
    [InlineData(ModelProvider.Anthropic)]
    public async Task A_stream_of_headers_alone_is_given_up(ModelProvider provider)
    {
        var clock = new FakeTimeProvider();
        await using var world = await World.StartAsync(clock: clock);
        world.Mock["m"].Answers(Answer.Says("a", "b").HangsAfter(Place.Headers));
        var failing = world.FailAsync(world.Model(provider), streams: true);
        await world.Mock.NextRequestAsync();
        await Eventually.AdvanceAsync(clock, TimeSpan.FromSeconds(120), failing);
        (await failing).Outcome.Should().Be(Timeout);
    }

    [Theory]
    [InlineData(ModelProvider.OpenAI)]
    [InlineData(ModelProvider.Anthropic)]
    public async Task A_whole_reply_that_stops_in_its_middle_is_given_up(ModelProvider provider)
    {
        var clock = new FakeTimeProvider();
        await using var world = await World.StartAsync(clock: clock);
        world.Mock["m"].Answers(Answer.Says("a", "b").HangsAfter(0));
        var failing = world.FailAsync(world.Model(provider), streams: false);
        await world.Mock.NextRequestAsync();
        await Eventually.AdvanceAsync(clock, TimeSpan.FromSeconds(300), failing);
        (await failing).Outcome.Should().Be(Timeout);
    }

    [Theory]
    [MemberData(nameof(ReplyTests.EveryShape), MemberType = typeof(ReplyTests))]
    public async Task A_slow_drip_of_single_bytes_is_read(ModelWire wire, bool streams)
    {
        await using var world = await World.StartAsync();
        world.Mock["m"].Answers(Answer.Says("Grüße ", "🙂 ", "aus 世界").Calls("c1", "read", "{\"a\"", ":1}").InWritesOf(1));
        var (reply, _) = await world.AskAsync(world.Model(wire), streams);
        reply.Text.ToString().Should().Be("Grüße 🙂 aus 世界");
        reply.ToolCalls.Should().Equal(new ToolCall("c1", "read", "{\"a\":1}"));
    }

    [Fact]
    public async Task A_client_that_reads_slowly_is_not_the_models_fault()
    {
        var clock = new FakeTimeProvider();
        await using var world = await World.StartAsync(clock: clock);
        world.Mock["m"].Answers(Answer.SaysMany(50));
        var count = 0;
        await foreach (var piece in world.Chat().AskAsync(world.Model(ModelProvider.OpenAI), streams: true, CancellationToken.None))
        {
            clock.Advance(TimeSpan.FromMinutes(10));
            count++;
        }

        count.Should().Be(51);
    }

    [Fact]
    public async Task A_host_that_accepts_and_stays_silent_counts_as_unreachable()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var limits = new CallLimits { Connect = TimeSpan.FromMilliseconds(200) };
        await using var world = await World.StartAsync(limits);
        var failure = await world.FailAsync(
            world.Model(ModelProvider.OpenAI, baseUrl: $"https://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}"),
            streams: true
        );
        failure.Outcome.Should().Be(Timeout);
        failure.Message.Should().Contain("within 0.2 s");
    }
}
