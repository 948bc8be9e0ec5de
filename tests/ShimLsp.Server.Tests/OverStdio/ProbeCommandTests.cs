using ShimLsp.Mock;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.OverStdio;

/// <summary><c>shim.probe</c>: one real call to one model, because a person wishes it, and what it cost.</summary>
public sealed class ProbeCommandTests : IAsyncLifetime, IDisposable
{
    private MockUpstream upstream = null!;
    private Home home = null!;
    private RunningServer server = null!;

    public async Task InitializeAsync()
    {
        upstream = await MockUpstream.StartAsync();
        home = new Home(
            """
            {"models":[
            {"slug":"priced","model":"m-priced","provider":"generic-chat-completion-api","base_url":"URL","pricing":{"input":1,"output":5}},
            {"slug":"plain","model":"m-plain","provider":"generic-chat-completion-api","base_url":"URL"},
            {"slug":"keyless","model":"m-keyless","provider":"anthropic","base_url":"URL","api_key":"${env:NO_SUCH_KEY}"}]}
            """.Replace("URL", upstream.BaseUrl, StringComparison.Ordinal)
        );
        server = RunningServer.Lsp(home);
        await server.Client.InitializeAsync([home.Work]);
    }

    public async Task DisposeAsync()
    {
        await server.DisposeAsync();
        await upstream.DisposeAsync();
    }

    public void Dispose() => home.Dispose();

    [Theory]
    [InlineData("priced", "priced answered in * The call cost $0.0*.")]
    [InlineData("plain", "plain answered in * The call took * tokens in and * out; its row has no `pricing`.")]
    public async Task A_person_is_told_that_it_answers_and_what_the_call_cost(string slug, string said)
    {
        var result = await RunAsync($"\"{slug}\"");

        result.ShouldCover($$"""{"slug":"{{slug}}","milliseconds":"*"}""");
        (await upstream.NextRequestAsync()).Model.Should().Be($"m-{slug}");
        (await server.Client.HearAsync("window/showMessage")).Text("params.message").Should().Match(said);
    }

    [Fact]
    public async Task The_call_counts_as_spent_and_shows_that_the_model_is_there()
    {
        await RunAsync("""{"slug":"priced"}""");

        var status = await server.Client.CallAsync("shim/status");
        status.At("savings.spent").GetDouble().Should().BePositive();
        status.ShouldCover("""{"requests":0,"savings":{"net":0}}""");
    }

    [Fact]
    public async Task Without_arguments_it_is_the_active_model()
    {
        await server.Client.CallAsync("shim/switchModel", """{"slug":"plain"}""");

        (await server.Client.CallAsync("workspace/executeCommand", """{"command":"shim.probe"}""")).ShouldCover("""{"slug":"plain"}""");
    }

    [Fact]
    public async Task A_refusal_is_told_and_remembered()
    {
        upstream["m-plain"].Answers(Answer.Fails(401));

        (await server.Client.RefusedAsync("workspace/executeCommand", """{"command":"shim.probe","arguments":["plain"]}""")).ShouldCover(
            """{"code":1007,"data":{"status":401}}"""
        );

        (await server.Client.HearAsync("window/showMessage")).Text("params.message").Should().StartWith("plain did not answer. ");
        (await server.Client.CallAsync("shim/listModels"))
            .At("models")
            .Each("availability.state")
            .Should()
            .Equal("available", "available", "unauthorized", "missingCredential");
    }

    [Theory]
    [InlineData("\"keyless\"", 1002, "keyless was not asked: it has no key. NO_SUCH_KEY is not set*")]
    [InlineData("\"plian\"", 1001, "There is no model 'plian'. Did you mean: plain?")]
    [InlineData("\"auto\"", -32602, "slug must be one model: auto is Auto*")]
    [InlineData("""{"slug":"keyless"}""", 1002, "keyless was not asked*")]
    [InlineData("""{"slug":"plain","workspaceFolder":"file:///nowhere"}""", 1005, "workspaceFolder is not an open folder.*")]
    public async Task Nothing_is_sent_if_there_is_nothing_to_ask(string argument, int code, string message)
    {
        var refused = await server.Client.RefusedAsync(
            "workspace/executeCommand",
            $$"""{"command":"shim.probe","arguments":[{{argument}}]}"""
        );

        refused.ShouldCover($$"""{"code":{{code}} }""");
        refused.Text("message").Should().Match(message);
        upstream.Requests.Should().BeEmpty();
    }

    private Task<System.Text.Json.JsonElement> RunAsync(string argument) =>
        server.Client.CallAsync("workspace/executeCommand", $$"""{"command":"shim.probe","arguments":[{{argument}}]}""");
}
