using System.Text.Json;
using ShimLsp.Mock;
using ShimLsp.Server.Tests.Gateway.Serving;
using ShimLsp.Server.Tests.Gateway.Work;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Gateway.Faults;

/// <summary>What Claude Code's users report of gateways. The numbers are those of <c>docs/gateway-requests.md</c>.</summary>
public sealed class ClaudeCodeFaultTests : IAsyncLifetime
{
    private const string PlanMode = """{"role":"system","content":[{"type":"text","text":"Plan mode is on."}]}""";
    private const string Safeguards = ",\"safeguards\":[{\"type\":\"dangerous_tool_use\"}]";
    private const string Chinese = "请把所有文件中的变量名称都改成更容易理解的名字，然后运行全部测试，并告诉我哪些测试没有通过。";

    private GatewayWorld world = null!;

    public async Task InitializeAsync() => world = await WorkWorld.StartAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Theory]
    [Trait("Fault", "12")]
    [InlineData("chat", "messages", "system,user,system,user")]
    [InlineData("messages", "messages", "user,system,user")]
    [InlineData("responses", "input", "system,user,system,user")]
    public async Task A_system_message_in_mid_conversation_is_kept_in_its_place(string model, string field, string roles)
    {
        var turns = $"{AgentRequest.ClaudeTask},{PlanMode},{AgentRequest.ClaudeTask}";

        (await AgentRequest.ClaudeCode(model, turns).SendAsync(world)).Status.Should().Be(200);

        var asked = await world.Upstream.NextRequestAsync();
        asked.Json.At(field).Each("role").Should().Equal(roles.Split(','));
        asked.Body.Should().Contain("Plan mode is on.");
    }

    [Theory]
    [Trait("Fault", "13")]
    [InlineData("chat")]
    [InlineData("responses")]
    public async Task What_only_Anthropic_understands_goes_to_no_other_provider(string model)
    {
        await AgentRequest.ClaudeCode(model, more: Safeguards).SendAsync(world);

        var asked = await world.Upstream.NextRequestAsync();
        asked.Body.Should().NotContain("safeguards").And.NotContain("context_management").And.NotContain("device_id");
        asked.Header("anthropic-beta").Should().BeNull();
    }

    [Theory]
    [Trait("Fault", "13")]
    [InlineData("context_management", "context_management: Extra inputs are not permitted")]
    [InlineData("safeguards", "safeguards: Extra inputs are not permitted")]
    [InlineData("anthropic-beta", "invalid beta flag")]
    [InlineData("anthropic-beta", "Unexpected value(s) `context-management-2025-06-27` for the `anthropic-beta` header.")]
    public async Task A_host_of_Anthropics_models_that_refuses_such_a_thing_is_asked_without(string what, string refusal)
    {
        // Bedrock and Vertex.
        world.Upstream["m-messages"].Answers(request => Has(request, what) ? Answer.Fails(400, refusal) : Answer.Says("Yes."));

        for (var turn = 0; turn < 2; turn++)
        {
            (await AgentRequest.ClaudeCode("messages", more: Safeguards).HearAsync(world)).Text.Should().Be("Yes.");
        }

        world.Upstream.Requests.Select(request => Has(request, what)).Should().Equal(true, false, false);
        world.Upstream.Requests[^1].Body.Should().Contain("ephemeral", "the rest passes through");
    }

    [Theory]
    [Trait("Fault", "14")]
    [InlineData("chat")]
    [InlineData("responses")]
    public async Task A_stream_begins_with_the_number_of_tokens_that_count_tokens_says(string model)
    {
        var asked = AgentRequest.ClaudeCode(
            model,
            $$"""{"role":"user","content":{{Json.Quote(string.Concat(Enumerable.Repeat(Chinese, 50)))}}}"""
        );
        var counted = await world.AskAsync("POST", "/v1/messages/count_tokens?beta=true", asked.Body, change: asked.AddHeaders);

        world.Upstream["m-" + model].Answers(Answer.Says("Yes.").WithoutUsage());

        var events = Heard.EventsOf((await asked.SendAsync(world)).Body);

        var tokens = counted.Json.Number("input_tokens");
        JsonElement.Parse(events[0].Data).Number("message.usage.input_tokens").Should().Be(tokens);
        JsonElement.Parse(events[^2].Data).Number("usage.input_tokens").Should().Be(tokens, "the model counted nothing");
    }

    [Fact]
    [Trait("Fault", "15")]
    public async Task Tokens_are_counted_and_not_far_too_low()
    {
        var text = string.Concat(Enumerable.Repeat(Chinese, 50));
        var asked = AgentRequest.ClaudeCode("chat", $$"""{"role":"user","content":{{Json.Quote(text)}}}""");

        var reply = await world.AskAsync("POST", "/v1/messages/count_tokens?beta=true", asked.Body, change: asked.AddHeaders);

        reply.Status.Should().Be(200, reply.Body);
        reply.Json.Number("input_tokens").Should().BeInRange(text.Length / 2, text.Length); // a quarter of that by characters
        world.Upstream.Requests.Should().BeEmpty();
    }

    [Theory]
    [Trait("Fault", "16")]
    [InlineData("chat", false)]
    [InlineData("responses", false)]
    [InlineData("messages", true)]
    public async Task The_billing_line_reaches_Anthropic_alone(string model, bool arrives)
    {
        await AgentRequest.ClaudeCode(model).SendAsync(world);

        var asked = await world.Upstream.NextRequestAsync();
        asked.Body.Contains("x-anthropic-billing-header", StringComparison.Ordinal).Should().Be(arrives);
        asked.Body.Should().Contain("You are Claude Code.");
    }

    [Fact]
    [Trait("Fault", "23")]
    public async Task Safeguards_pass_through_both_ways_and_no_verdict_is_made_up()
    {
        const string Head =
            """{"id":"msg_1","type":"message","role":"assistant","model":"MODEL","content":[],"usage":{"input_tokens":1}}""";
        const string End = """{"stop_reason":"end_turn","safeguards":[{"type":"dangerous_tool_use","verdict":"ok"}]}""";
        var verdict = string.Concat(
            Event("message_start", $"\"message\":{Head}"),
            Event("content_block_start", """ "index":0,"content_block":{"type":"text","text":"Hi"}"""),
            Event("content_block_stop", "\"index\":0"),
            Event("message_delta", $"\"delta\":{End},\"usage\":{{\"output_tokens\":1}}"),
            Event("message_stop", "\"x\":1")
        );
        world
            .Upstream["m-messages"]
            .Answers(Answer.Sends("text/event-stream", verdict.Replace("MODEL", "m-messages", StringComparison.Ordinal)));

        var passed = await AgentRequest.ClaudeCode("messages", more: Safeguards).SendAsync(world);
        var translated = await AgentRequest.ClaudeCode("chat", more: Safeguards).SendAsync(world);

        passed.Body.Should().Be(verdict.Replace("MODEL", "messages", StringComparison.Ordinal));
        translated.Body.Should().NotContain("verdict");
        var asked = await world.Upstream.NextRequestAsync();
        asked.Json.ShouldCover("""{"safeguards":[{"type":"dangerous_tool_use"}],"context_management":"*"}""");
        asked.Header("anthropic-beta").Should().Contain("context-management-2025-06-27");
    }

    private static string Event(string type, string fields) => $"event: {type}\ndata: {{\"type\":\"{type}\",{fields}}}\n\n";

    private static bool Has(ReceivedRequest request, string what) =>
        what == "anthropic-beta" ? request.Header(what) is not null : request.Body.Contains($"\"{what}\"", StringComparison.Ordinal);
}
