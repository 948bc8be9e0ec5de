using System.Net;
using System.Net.Sockets;
using ShimLsp.Core.Health;
using ShimLsp.Core.Models;
using ShimLsp.Core.Upstream;
using ShimLsp.Mock;
using ShimLsp.Server.Providers.Http;

namespace ShimLsp.Server.Tests.Providers;

/// <summary>Any fault on the way makes one failed call: a reply is complete, or there is none.</summary>
public sealed class BrokenReplyTests
{
    private const string Whole = """
        {"choices":[{"index":0,"message":{"role":"assistant","content":"Hi"},"finish_reason":"stop"}],
          "content":[{"type":"text","text":"Hi"}],"stop_reason":"end_turn"}
        """;

    private static readonly Outcome Network = new(null, NoAnswer.Network);

    public static TheoryData<ModelWire, bool> EveryWay => ReplyTests.EveryShape;

    [Theory]
    [MemberData(nameof(EveryWay))]
    public async Task A_broken_connection_is_reported_as_such(ModelWire wire, bool streams)
    {
        await using var world = await World.StartAsync();
        foreach (
            var answer in new[]
            {
                Answer.Drops(),
                Answer.Says("a", "b").DropsAfter(Place.Headers),
                Answer.Says("a", "b").DropsAfter(1),
                Answer.Says("a", "b").DropsAfter(9),
            }
        )
        {
            world.Mock["m"].Answers(answer);
            var failure = await world.FailAsync(world.Model(wire), streams);
            failure.Outcome.Should().Be(Network);
            failure.Message.Should().Contain("ended early");
        }

        world.Mock["m"].Received.Should().Be(4, "nothing is tried twice");
    }

    [Theory]
    [InlineData(ModelWire.Chat)]
    [InlineData(ModelWire.Messages)]
    [InlineData(ModelWire.Responses)]
    public async Task A_stream_that_ends_before_its_end_broke_off(ModelWire wire)
    {
        await using var world = await World.StartAsync();
        foreach (var place in new[] { Place.Headers, 0, 1, 2 })
        {
            world.Mock["m"].Answers(Answer.Says("a", "b").EndsAfter(place));
            var failure = await world.FailAsync(world.Model(wire), streams: true);
            failure.Outcome.Should().Be(Network);
            failure.Message.Should().Contain("ended early");
        }
    }

    [Theory]
    [InlineData(ModelWire.Chat)]
    [InlineData(ModelWire.Messages)]
    [InlineData(ModelWire.Responses)]
    public async Task Pieces_before_the_break_are_delivered(ModelWire wire)
    {
        await using var world = await World.StartAsync();
        world.Mock["m"].Answers(Answer.Says("one ", "two ", "three").DropsAfter(2));
        var events = new List<ChatEvent>();
        await FluentActions
            .Awaiting(async () =>
            {
                await foreach (var piece in world.Chat().AskAsync(world.Model(wire), streams: true, CancellationToken.None))
                {
                    events.Add(piece);
                }
            })
            .Should()
            .ThrowAsync<UpstreamException>();
        events.Should().Equal(new ChatEvent.Text("one "), new ChatEvent.Text("two "));
    }

    [Theory]
    [InlineData(ModelWire.Chat, 500)]
    [InlineData(ModelWire.Messages, 529)]
    [InlineData(ModelWire.Responses, 500)]
    public async Task An_error_in_mid_stream_is_reported_with_its_status(ModelWire wire, int status)
    {
        await using var world = await World.StartAsync();
        foreach (var place in new[] { Place.Headers, 1 })
        {
            world.Mock["m"].Answers(Answer.Says("a", "b").ErrsAfter(place, "secret prompt"));
            var failure = await world.FailAsync(world.Model(wire), streams: true);
            failure.Outcome.Should().Be(new Outcome(status));
            failure.Message.Should().NotContain("secret");
        }
    }

    [Theory]
    [MemberData(nameof(EveryWay))]
    public async Task A_body_that_is_not_a_chat_reply_is_reported_as_such(ModelWire wire, bool streams)
    {
        await using var world = await World.StartAsync();
        var type = streams ? "text/event-stream" : "application/json";
        foreach (
            var (contentType, body) in new[]
            {
                ("text/html", "<html>Log in</html>"),
                ("image/png", "x"),
                ("text/html", streams ? "data: [DONE]\n\n" : Whole),
                (streams ? "application/json" : "text/event-stream", "{}"),
                (type, "data: {"),
                (type, "data: nonsense\n\n"),
                (type, "nonsense"),
                (type, ""),
                (type, "null"),
                (type, "[]"),
                (type, "{}"),
                (type, "\0\u0001\uffff"),
                (type, """{"choices":[{"message":{"role":"assistant"}}]}"""),
                (type, """{"choices":"many","content":"much","stop_reason":7}"""),
                (type, "data: {\"choices\":[{\"delta\":7}]}\n\n"),
                (type, "data: {\"type\":\"content_block_delta\",\"delta\":\"x\",\"index\":\"y\"}\n\n"),
                (type, new string('[', 100_000)),
            }
        )
        {
            world.Mock["m"].Answers(Answer.Sends(contentType, body));
            var failure = await world.FailAsync(world.Model(wire), streams);
            failure.Outcome.Should().Be(Network, "{0} came", body[..Math.Min(40, body.Length)]);
            failure.Message.Should().MatchRegex("not a chat completion|ended early");
        }
    }

    [Theory]
    [MemberData(nameof(EveryWay))]
    public async Task A_body_that_is_too_long_is_left(ModelWire wire, bool streams)
    {
        await using var world = await World.StartAsync(new CallLimits { MostReplyBytes = 1024 * 1024 });
        var huge = Answer.SendsHuge(10, streams ? "text/event-stream" : "application/json");
        var hugeOfUnknownLength = huge.EndsAfter(1);
        world.Mock["m"].Answers(huge, hugeOfUnknownLength, Answer.SaysMany(100, new string('x', 20_000)));
        for (var i = 0; i < 3; i++)
        {
            var failure = await world.FailAsync(world.Model(wire), streams);
            failure.Outcome.Should().Be(Network);
            failure.Message.Should().Contain("too long to read");
        }
    }

    [Theory]
    [MemberData(nameof(EveryWay))]
    public async Task A_call_may_set_its_own_limit(ModelWire wire, bool streams)
    {
        await using var world = await World.StartAsync();
        world.Mock["m"].Answers(Answer.SaysMany(100, "0123456789"));
        IChat Limited(int bytes) => world.Read(new() { Messages = World.Json("""[{"role":"user","content":"Hi"}]""") }, bytes);
        (await world.FailAsync(world.Model(wire), streams, Limited(600))).Outcome.Should().Be(Network);
        (await world.AskAsync(world.Model(wire), streams, Limited(100_000))).Reply.Text.ToString().Should().HaveLength(1000);
    }

    [Theory]
    [MemberData(nameof(EveryWay))]
    public async Task An_unreachable_host_is_reported_with_the_reason(ModelWire wire, bool streams)
    {
        await using var world = await World.StartAsync();
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        var port = ((IPEndPoint)closed.LocalEndpoint).Port;
        closed.Stop();
        foreach (
            var (baseUrl, words) in new[]
            {
                ($"http://127.0.0.1:{port}/v1?key=hidden", $"refused at http://127.0.0.1:{port}. "),
                ("http://no-such-host.invalid", "Host no-such-host.invalid not found"),
                (world.Mock.Origin.Replace("http:", "https:", StringComparison.Ordinal), "secure connection"),
            }
        )
        {
            var failure = await world.FailAsync(world.Model(wire, baseUrl: baseUrl), streams);
            failure.Outcome.Should().Be(Network);
            failure.Message.Should().Contain(words);
        }
    }
}
