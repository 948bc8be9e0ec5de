using ShimLsp.Core.Models;
using ShimLsp.Mock;

namespace ShimLsp.Server.Tests.Providers;

/// <summary>A redirect may move a request, and never the key to another host.</summary>
public sealed class RedirectTests
{
    [Theory]
    [MemberData(nameof(ReplyTests.BothShapes), MemberType = typeof(ReplyTests))]
    public async Task To_the_same_host_the_key_goes_along(ModelProvider provider, bool streams)
    {
        await using var world = await World.StartAsync();
        foreach (var status in new[] { 307, 308 })
        {
            world
                .Mock["m"]
                .Answers(
                    Answer.Redirects(provider is ModelProvider.OpenAI ? "/v1/chat/completions?moved" : "/v1/messages?moved", status),
                    Answer.Says("there")
                );
            (await world.AskAsync(Model(world, provider), streams)).Reply.Text.ToString().Should().Be("there");
            var first = await world.Mock.NextRequestAsync();
            var second = await world.Mock.NextRequestAsync();
            second.Target.Should().EndWith("?moved");
            second.Headers.Should().Equal(first.Headers);
            second.Body.Should().Be(first.Body);
        }
    }

    [Theory]
    [MemberData(nameof(ReplyTests.BothShapes), MemberType = typeof(ReplyTests))]
    public async Task To_another_host_neither_the_key_nor_a_header_of_the_row_goes_along(ModelProvider provider, bool streams)
    {
        await using var world = await World.StartAsync();
        await using var other = await MockUpstream.StartAsync();
        var path = provider is ModelProvider.OpenAI ? "/v1/chat/completions" : "/v1/messages";
        world.Mock["m"].Answers(Answer.Redirects(other.Origin + path), Answer.Says("back"));
        other["m"].Answers(Answer.Redirects(world.Mock.Origin + path)); // a detour must not bring the key back either

        (await world.AskAsync(Model(world, provider), streams)).Reply.Text.ToString().Should().Be("back");

        var strayed = await other.NextRequestAsync();
        await world.Mock.NextRequestAsync();
        var returned = await world.Mock.NextRequestAsync();
        foreach (var request in new[] { strayed, returned })
        {
            request.Headers.Keys.Should().NotContain(["Authorization", "x-api-key", "X-Tenant"]);
            string.Concat(request.Headers.Values).Should().NotContain(World.Key);
            request.Header("User-Agent").Should().StartWith("shim-lsp/");
        }
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    public async Task Those_that_would_change_the_request_are_not_followed(int status)
    {
        await using var world = await World.StartAsync();
        world.Mock["m"].Answers(Answer.Redirects("/v1/chat/completions?moved", status));
        var failure = await world.FailAsync(world.Model(ModelProvider.OpenAI), streams: true);
        failure.Outcome.Status.Should().Be(status);
        failure.Message.Should().Contain("Set base_url");
        world.Mock.Requests.Should().ContainSingle();
    }

    [Theory]
    [InlineData("")]
    [InlineData("http://[bad")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://127.0.0.1/")]
    [InlineData("javascript:x")]
    public async Task Those_that_lead_nowhere_are_not_followed(string location)
    {
        await using var world = await World.StartAsync();
        world.Mock["m"].Answers(Answer.Redirects(location));
        (await world.FailAsync(world.Model(ModelProvider.Anthropic), streams: false)).Outcome.Status.Should().Be(307);
        world.Mock.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task Three_are_followed_and_no_more()
    {
        await using var world = await World.StartAsync();
        world.Mock["m"].Answers(Answer.Redirects("/v1/messages"));
        (await world.FailAsync(world.Model(ModelProvider.Anthropic), streams: true)).Outcome.Status.Should().Be(307);
        world.Mock.Requests.Should().HaveCount(4);
    }

    [Fact]
    public async Task From_a_secure_to_an_open_address_none_is_followed()
    {
        await using var world = await World.StartTlsAsync();
        await using var open = await MockUpstream.StartAsync();
        world.Mock["m"].Answers(Answer.Redirects(open.BaseUrl + "/messages"));
        (await world.FailAsync(world.Model(ModelProvider.Anthropic), streams: true)).Outcome.Status.Should().Be(307);
        open.Requests.Should().BeEmpty();
    }

    private static ModelSpec Model(World world, ModelProvider provider) => world.Model(provider, headers: ("X-Tenant", "t"));
}
