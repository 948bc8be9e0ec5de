using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Gateway.Work;

/// <summary>Which model answers to a name.</summary>
public sealed class NameTests
{
    private const string Aliases = """
        {"aliases":{"claude-haiku-*":"responses","gpt-?":["messages","responses"],"*-mini":"auto"}}
        """;

    [Theory]
    [InlineData("chat", "chat", "pinned")]
    [InlineData("m-messages", "messages", "pinned")] // as its provider calls it
    [InlineData("claude-responses", "responses", "pinned")]
    [InlineData("claude-responses[1m]", "responses", "pinned")]
    [InlineData("auto", "chat", "embedded")]
    [InlineData("claude-auto", "chat", "*")]
    [InlineData("shim", "chat", "*")]
    [InlineData("", "chat", "*")]
    [InlineData("claude-haiku-5-5", "responses", "pinned")]
    [InlineData("Claude-Haiku-9", "responses", "pinned")]
    [InlineData("gpt-6", "messages", "*")] // Auto, among two
    [InlineData("gpt-6-mini", "chat", "*")]
    public async Task A_name_stands_for_a_model(string name, string model, string source)
    {
        await using var world = await WorkWorld.StartAsync(Aliases);

        var reply = await world.SendAsync("messages", WorkWorld.Body("messages", name));

        reply.Headers["x-shim-model"].Should().Be(model);
        reply.Headers["x-shim-source"].Should().Match(source);
        reply.Headers.Should().NotContainKey("x-shim-warning");
    }

    [Theory]
    [Trait("Parity", "14")]
    [Trait("Fault", "17")]
    [InlineData("claude-haiku-5-5")]
    [InlineData("gpt-5.5")]
    [InlineData("codex-auto-review")]
    [InlineData("codex-auto")] // the Python shim's name of Auto
    public async Task The_names_that_clients_use_unasked_go_to_Auto(string name)
    {
        await using var world = await WorkWorld.StartAsync();
        (await world.AskAsync("POST", "/api/switch", """{"slug":"messages","persist":false}""")).Status.Should().BeOneOf(200, 404);

        var reply = await world.SendAsync("chat", WorkWorld.Body("chat", name));

        reply.Headers["x-shim-model"].Should().Be("chat");
        reply.Headers.Should().NotContainKey("x-shim-warning");
    }

    [Fact]
    public async Task An_unknown_name_means_the_active_model_and_warns()
    {
        await using var world = await WorkWorld.StartAsync();

        var reply = await world.SendAsync("chat", WorkWorld.Body("chat", "gpt-17"));

        (reply.Status, reply.Headers["x-shim-model"]).Should().Be((200, "chat"));
        reply.Headers["x-shim-warning"].Should().Contain("auto");
    }

    [Theory]
    [InlineData("chat", "model_not_found")]
    [InlineData("messages", null)]
    [InlineData("responses", "model_not_found")]
    public async Task An_unknown_name_is_an_error_if_the_catalog_says_so(string client, string? code)
    {
        await using var world = await WorkWorld.StartAsync("""{"unknown_model":"error"}""");

        var reply = await world.SendAsync(client, WorkWorld.Body(client, "mesages"));

        reply.Status.Should().Be(404);
        reply.Json.Text("error.code").Should().Be(code);
        reply.Json.Text("error.message").Should().Contain("Did you mean: messages?");
    }
}
