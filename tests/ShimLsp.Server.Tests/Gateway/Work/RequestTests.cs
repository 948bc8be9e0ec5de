using System.Text.Json;
using ShimLsp.Mock;
using ShimLsp.Server.Tests.Gateway.Serving;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Gateway.Work;

/// <summary>What today's agents send, to models of another shape: the faults that users of gateways report most.</summary>
public sealed class RequestTests : IAsyncLifetime
{
    private const string Pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    private GatewayWorld world = null!;

    public static TheoryData<string, bool> OtherModels =>
        new()
        {
            { "chat", true },
            { "chat", false },
            { "messages", true },
            { "messages", false },
        };

    public async Task InitializeAsync() => world = await WorkWorld.StartAsync(rowFields: ",\"supports_images\":true");

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Theory]
    [MemberData(nameof(OtherModels))]
    public async Task Codex_gets_calls_of_namespaced_tools_under_name_and_namespace(string model, bool streams)
    {
        var heard = await CallFirstToolAsync(
            model,
            streams,
            """
            "tools":[{"type":"namespace","name":"mcp__github","description":"GitHub","tools":[
              {"type":"function","name":"search","parameters":{"type":"object","properties":{"q":{"type":"string"}}}}]}]
            """,
            """{"q":"x"}"""
        );

        heard.Calls.Should().Equal("""mcp__github/call_1 search {"q":"x"}"""); // fact 4
    }

    [Theory]
    [MemberData(nameof(OtherModels))]
    public async Task Codex_gets_calls_of_custom_tools_as_custom_calls(string model, bool streams)
    {
        var heard = await CallFirstToolAsync(
            model,
            streams,
            """
            "tools":[{"type":"custom","name":"apply_patch","description":"Edits files.",
              "format":{"type":"grammar","syntax":"lark","definition":"start: \"*** Begin Patch\""}}]
            """,
            """{"input":"*** Begin Patch\n*** End \"Patch\""}"""
        );

        heard.Calls.Should().Equal("custom call_1 apply_patch *** Begin Patch\n*** End \"Patch\""); // fact 5
    }

    [Theory]
    [MemberData(nameof(OtherModels))]
    public async Task Tools_in_the_input_are_offered(string model, bool streams)
    {
        var heard = await CallFirstToolAsync(
            model,
            streams,
            """
            "input":[{"type":"additional_tools","tools":[{"type":"function","name":"exec","parameters":{"type":"object"}}]},
              {"role":"user","content":"Go."}]
            """,
            "{}"
        );

        heard.Calls.Should().Equal("call_1 exec {}"); // fact 6
    }

    [Fact]
    public async Task Claude_Codes_billing_line_does_not_reach_another_provider()
    {
        var body = WorkWorld.Body(
            "messages",
            "chat",
            more: """
            "system":[{"type":"text","text":"x-anthropic-billing-header: cc_version=2.1; cch=12ab"},{"type":"text","text":"Be kind."}]
            """
        );

        await world.SendAsync("messages", body);
        await world.SendAsync("messages", body.Replace("\"chat\"", "\"messages\"", StringComparison.Ordinal));

        var translated = await world.Upstream.NextRequestAsync();
        translated.Json.At("messages").ShouldCover("""[{"role":"system","content":"Be kind."},{"role":"user"}]"""); // fact 16
        (await world.Upstream.NextRequestAsync()).Body.Should().Contain("x-anthropic-billing-header");
    }

    [Fact]
    public async Task A_system_message_in_mid_conversation_is_kept()
    {
        await world.SendAsync(
            "messages",
            """
            {"model":"chat","max_tokens":9,"messages":[{"role":"user","content":"Hi"},{"role":"system","content":"Plan mode is on."}]}
            """
        );

        (await world.Upstream.NextRequestAsync()).Json.At("messages").Each("role").Should().Equal("user", "system"); // fact 12
    }

    [Fact]
    public async Task An_image_in_a_tools_result_reaches_the_model()
    {
        await world.SendAsync(
            "messages",
            """
            {"model":"chat","max_tokens":9,"messages":[{"role":"user","content":"Look."},
              {"role":"assistant","content":[{"type":"tool_use","id":"t","name":"read","input":{}}]},
              {"role":"user","content":[{"type":"tool_result","tool_use_id":"t","content":[
                {"type":"image","source":{"type":"base64","media_type":"image/png","data":"PIXEL"}}]}]}]}
            """.Replace("PIXEL", Pixel, StringComparison.Ordinal)
        );

        (await world.Upstream.NextRequestAsync()).Body.Should().Contain(Pixel); // fact 11
    }

    [Fact]
    public async Task What_only_Anthropic_understands_passes_through_to_it_alone()
    {
        const string more = """ "safeguards":[{"type":"x"}],"context_management":{"edits":[]},"metadata":{"user_id":"u"} """;

        await world.SendAsync("messages", WorkWorld.Body("messages", "messages", more: more), Beta);
        await world.SendAsync("messages", WorkWorld.Body("messages", "chat", more: more), Beta);

        var passed = await world.Upstream.NextRequestAsync();
        passed.Json.ShouldCover("""{"safeguards":[{"type":"x"}],"context_management":{"edits":[]}}"""); // fact 23
        passed.Header("anthropic-beta").Should().Be("dangerous-tool-use-2026-09-03");
        var translated = await world.Upstream.NextRequestAsync();
        translated.Body.Should().NotContain("safeguards").And.NotContain("context_management"); // fact 13
        translated.Header("anthropic-beta").Should().BeNull();
    }

    [Theory]
    [InlineData("chat")]
    [InlineData("messages")]
    [InlineData("responses")]
    public async Task Fields_and_items_that_are_not_known_are_no_error(string client)
    {
        var body = WorkWorld.Body(client, client == "chat" ? "messages" : "chat", more: """ "new_option":{"x":1} """);

        var withItem = client == "responses" ? body.Replace("[{", "[{\"type\":\"new_item\"},{", StringComparison.Ordinal) : body;
        var reply = await world.SendAsync(client, withItem);

        reply.Status.Should().Be(200, reply.Body);
    }

    private static void Beta(HttpRequestMessage request) => request.Headers.Add("anthropic-beta", "dangerous-tool-use-2026-09-03");

    /// <summary>The model calls the first tool that it is offered, whatever that is called on its way.</summary>
    private async Task<Heard> CallFirstToolAsync(string model, bool streams, string fields, string arguments)
    {
        world
            .Upstream["m-" + model]
            .Answers(request =>
                Answer.Says().Calls("call_1", request.Json.Text("tools.0.function.name") ?? request.Json.Text("tools.0.name")!, arguments)
            );
        var body = $$"""{"model":"{{model}}","stream":{{JsonSerializer.Serialize(streams)}},"input":"Go.",{{fields}}}""";
        var reply = await world.SendAsync("responses", body);
        reply.Status.Should().Be(200, reply.Body);
        return Heard.Of("responses", streams, reply.Body);
    }
}
