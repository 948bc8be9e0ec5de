using System.Text.Json;
using ShimLsp.Mock;
using ShimLsp.Server.Tests.Gateway.Serving;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Gateway.Work;

/// <summary>What only some shapes have, to models of another shape. The faults that users report have their own tests.</summary>
public sealed class RequestTests : IAsyncLifetime
{
    private GatewayWorld world = null!;

    public static TheoryData<string, bool> OtherModels =>
        new()
        {
            { "chat", true },
            { "chat", false },
            { "messages", true },
            { "messages", false },
        };

    public async Task InitializeAsync() => world = await WorkWorld.StartAsync();

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

        heard.Calls.Should().Equal("""mcp__github/call_1 search {"q":"x"}""");
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

        heard.Calls.Should().Equal("custom call_1 apply_patch *** Begin Patch\n*** End \"Patch\"");
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

        heard.Calls.Should().Equal("call_1 exec {}");
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

    [Fact]
    public async Task What_translation_leaves_out_is_logged_once_by_its_name()
    {
        const string More = """
            "input":[{"type":"new_item","secret":"xyzzy"},{"role":"user","content":"Go."}],"new_option":{"xyzzy":1},
            "tools":[{"type":"web_search"}]
            """;
        foreach (var model in new[] { "responses", "chat", "chat", "messages" }) // the first passes the body through
        {
            var body = $$"""{"model":"{{model}}",{{More}}}""";
            (await world.SendAsync("responses", body)).Status.Should().Be(200);
        }

        await world.StopAsync();
        world
            .Log.ToString()
            .Split('\n')
            .Should()
            .ContainSingle(line => line.Contains("Left out", StringComparison.Ordinal))
            .Which.Should()
            .Contain("chat")
            .And.EndWith("new_item, new_option, web_search")
            .And.NotContain("xyzzy");
    }

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
