using System.Net;
using ShimLsp.Core.Models;
using ShimLsp.Mock;
using ShimLsp.Server.Providers.Http;

namespace ShimLsp.Server.Tests.Providers;

/// <summary>
/// How models are reached: with HTTP/2 if it is offered, through the proxy if there is one, over connections that are kept.
/// </summary>
public sealed class ConnectionTests
{
    [Theory]
    [MemberData(nameof(ReplyTests.EveryShape), MemberType = typeof(ReplyTests))]
    public async Task Over_TLS_many_streams_share_one_HTTP2_connection(ModelWire wire, bool streams)
    {
        await using var world = await World.StartTlsAsync();
        await world.AskAsync(world.Model(wire), streams);
        var gate = new Gate();
        world.Mock["m"].Answers(Answer.Says("a", "b").HeadersAfter(gate));

        var asking = Enumerable.Range(0, 20).Select(_ => world.AskAsync(world.Model(wire), streams)).ToArray();
        while (gate.Waiting < asking.Length)
        {
            await Task.Delay(10);
        }

        gate.Open();
        (await Task.WhenAll(asking)).Should().OnlyContain(asked => asked.Reply.Text == "ab");
        world.Mock.Requests.Should().OnlyContain(request => request.Protocol == "HTTP/2");
        world.Mock.Requests.Select(request => request.ConnectionId).Distinct().Should().ContainSingle();
    }

    [Fact]
    public async Task An_untrusted_certificate_is_refused()
    {
        await using var world = await World.StartTlsAsync(isTrusted: false);
        (await world.FailAsync(world.Model(ModelProvider.OpenAI), streams: true))
            .Message.Should()
            .Contain("secure connection")
            .And.Contain("certificate");
        world.Mock.Requests.Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(ReplyTests.EveryShape), MemberType = typeof(ReplyTests))]
    public async Task Through_a_proxy(ModelWire wire, bool streams)
    {
        await using var proxy = await MockUpstream.StartAsync();
        await using var world = await World.StartAsync(
            connections: new Connections(new(), new WebProxy(proxy.Origin) { BypassList = [@"direct\.invalid"] })
        );
        proxy["m"].Answers(Answer.Says("by proxy"));

        (await world.AskAsync(world.Model(wire, baseUrl: "http://models.example.com/v1"), streams))
            .Reply.Text.ToString()
            .Should()
            .Be("by proxy");
        (await proxy.NextRequestAsync()).Target.Should().StartWith("http://models.example.com/v1/");

        (await world.FailAsync(world.Model(wire, baseUrl: "http://direct.invalid/v1"), streams))
            .Message.Should()
            .Contain("Host direct.invalid not found");
        proxy.Requests.Should().ContainSingle("no_proxy holds");
    }

    [Fact]
    public async Task This_machine_is_never_reached_through_a_proxy()
    {
        await using var proxy = await MockUpstream.StartAsync();
        await using var world = await World.StartAsync(connections: new Connections(new(), new WebProxy(proxy.Origin)));
        await world.AskAsync(world.Model(ModelProvider.Ollama), streams: true);
        proxy.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task A_proxy_that_blocks_everything_is_reported_as_such()
    {
        await using var proxy = await MockUpstream.StartAsync();
        proxy.OthersAnswer(Answer.Fails(403));
        await using var world = await World.StartAsync(connections: new Connections(new(), new WebProxy(proxy.Origin)));
        (await world.FailAsync(world.Model(ModelProvider.OpenAI, baseUrl: "https://models.example.com"), streams: true))
            .Message.Should()
            .Contain("https_proxy");
    }
}
