using ShimLsp.Mock;
using ShimLsp.Server.Tests.Gateway.Serving;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Gateway.Work;

/// <summary>Codex makes a conversation shorter in OpenAI's own way, with models that do not have it.</summary>
public sealed class CompactionTests : IAsyncLifetime
{
    private GatewayWorld world = null!;

    public async Task InitializeAsync()
    {
        world = await WorkWorld.StartAsync();
        world.Upstream["m-chat"].Answers(Answer.Says("They renamed ", "n."), Answer.Says("Going on."));
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Theory]
    [Trait("Fault", "18")]
    [InlineData("/v1/responses", true, true)]
    [InlineData("/v1/responses", false, true)]
    [InlineData("/v1/responses/compact", false, false)]
    public async Task The_reply_is_one_item_and_comes_back_as_the_summary(string path, bool streams, bool hasTrigger)
    {
        var trigger = hasTrigger ? ",{\"type\":\"compaction_trigger\"}" : "";
        var reply = await world.AskAsync(
            "POST",
            path,
            $$"""{"model":"chat","stream":{{(streams ? "true" : "false")}},"input":[{"role":"user","content":"Rename n."}{{trigger}}]}"""
        );

        var response = streams ? LastOf(reply.Body) : reply.Json;
        response.At("output").GetArrayLength().Should().Be(1);
        response.At("output.0").ShouldCover("""{"type":"compaction","id":"*","encrypted_content":"*"}""");
        var asked = (await world.Upstream.NextRequestAsync()).Json.At("messages").EnumerateArray().ToList();
        asked[0].Text("content").Should().Be("Rename n.");
        asked[^1].Text("content").Should().Contain("Write a summary");

        var next = await world.AskAsync(
            "POST",
            "/v1/responses",
            $$"""{"model":"chat","input":[{{response.At("output.0").GetRawText()}},{"role":"user","content":"And m?"}]}"""
        );

        next.Status.Should().Be(200);
        var second = (await world.Upstream.NextRequestAsync()).Json.At("messages");
        second.Text("0.content").Should().EndWith("They renamed n.");
        second.Text("1.content").Should().Be("And m?");
    }

    [Fact]
    public async Task A_model_of_OpenAIs_own_shape_is_asked_in_its_own_way()
    {
        await world.AskAsync(
            "POST",
            "/v1/responses",
            """{"model":"responses","input":[{"role":"user","content":"Hi"},{"type":"compaction_trigger"}]}"""
        );

        (await world.Upstream.NextRequestAsync()).Json.Text("input.1.type").Should().Be("compaction_trigger");
    }

    private static System.Text.Json.JsonElement LastOf(string body)
    {
        var events = Heard.EventsOf(body);
        events.Count(told => told.Name == "response.output_item.done").Should().Be(1);
        return System.Text.Json.JsonElement.Parse(events[^1].Data).At("response");
    }
}
