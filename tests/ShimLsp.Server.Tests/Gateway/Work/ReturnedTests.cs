using ShimLsp.Mock;
using ShimLsp.Server.Tests.Gateway.Serving;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Gateway.Work;

/// <summary>
/// A client of another shape keeps what a provider wants back, and returns it: the provider gets it as it was, and no other provider sees
/// it.
/// </summary>
public sealed class ReturnedTests : IAsyncLifetime
{
    private GatewayWorld world = null!;

    public static TheoryData<string, string, bool> OtherShapes
    {
        get
        {
            var ways = new TheoryData<string, string, bool>();
            foreach (
                var (client, model) in new[]
                {
                    ("messages", "chat"),
                    ("messages", "responses"),
                    ("responses", "chat"),
                    ("responses", "messages"),
                }
            )
            {
                ways.Add(client, model, true);
                ways.Add(client, model, false);
            }

            return ways;
        }
    }

    public async Task InitializeAsync() => world = await WorkWorld.StartAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Theory]
    [MemberData(nameof(OtherShapes))]
    public async Task Thoughts_go_back_to_the_provider_that_had_them(string client, string model, bool streams)
    {
        var turn = await ThinkAsync(client, model, streams);

        var second = await GoOnAsync(client, model, turn);

        // A provider that thinks refuses a loop of tools without its thoughts.
        switch (model)
        {
            case "chat":
                second.Json.Text("messages.1.reasoning_content").Should().Be("Let me see.");
                break;
            case "messages":
                second.Json.At("messages.1.content.0").ShouldCover("""{"type":"thinking","thinking":"Let me see.","signature":"*"}""");
                second.Json.Text("messages.1.content.0.signature").Should().NotStartWith("shim:");
                break;
            default:
                var item = second.Json.At("input").EnumerateArray().First(each => each.Text("type") == "reasoning");
                item.Text("summary.0.text").Should().Be("Let me see.");
                item.Text("encrypted_content").Should().NotBeNullOrEmpty().And.NotStartWith("shim:");
                break;
        }
    }

    [Theory]
    [Trait("Fault", "3")]
    [MemberData(nameof(OtherShapes))]
    public async Task Thoughts_of_one_provider_never_go_to_another(string client, string model, bool streams)
    {
        var turn = await ThinkAsync(client, model, streams);

        foreach (var other in new[] { "chat", "messages", "responses" }.Where(other => other != model))
        {
            var second = await GoOnAsync(client, other, turn);

            // A signature of another provider is refused. The shape may be the client's own, in which bodies are passed through.
            second.Body.Should().NotContain("shim:").And.NotContain("Let me see.").And.NotContain("reasoning_content");
            second.Body.Should().Contain("toolu_1").And.Contain("12 files");
        }
    }

    /// <summary>The model thinks and calls a tool. Returns the assistant's turn as the client keeps it.</summary>
    private async Task<string> ThinkAsync(string client, string model, bool streams)
    {
        world
            .Upstream["m-" + model]
            .Answers(
                (Answer.Says("Looking.") with { Thoughts = ["Let me ", "see."] }).Calls("toolu_1", "list", "{\"path\":\".\"}"),
                Answer.Says("Twelve.")
            );
        var reply = await world.SendAsync(client, WorkWorld.Body(client, model, streams, more: Tools(client)));
        reply.Status.Should().Be(200, reply.Body);
        _ = await world.Upstream.NextRequestAsync();
        return Heard.Of(client, streams, reply.Body).Turn ?? throw new InvalidOperationException();
    }

    /// <summary>The client goes on with the tool's result. Returns what the model was asked.</summary>
    private async Task<ReceivedRequest> GoOnAsync(string client, string model, string turn)
    {
        var body =
            client == "messages"
                ? $$"""
                    {"model":"{{model}}","max_tokens":1000,"messages":[{"role":"user","content":"How many?"},
                    {"role":"assistant","content":{{turn}}},
                    {"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_1","content":"12 files"}]}],{{Tools(client)}}}
                    """
                : $$"""
                    {"model":"{{model}}","input":[{"role":"user","content":"How many?"},{{turn[1..^1]}},
                    {"type":"function_call_output","call_id":"toolu_1","output":"12 files"}],{{Tools(client)}}}
                    """;
        var reply = await world.SendAsync(client, body);
        reply.Status.Should().Be(200, reply.Body);
        return await world.Upstream.NextRequestAsync();
    }

    private static string Tools(string client) =>
        client == "messages"
            ? """ "tools":[{"name":"list","input_schema":{"type":"object"}}] """
            : """ "tools":[{"type":"function","name":"list","parameters":{"type":"object"}}] """;
}
