using System.Text.Json;
using ShimLsp.Mock;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.OverStdio;

/// <summary><c>shim.fetchModels</c>: a person wishes that an endpoint is asked for its models, and completion knows them then.</summary>
public sealed class FetchModelsTests : IAsyncLifetime, IDisposable
{
    private const string Canary = "sk-canary-7741";
    private const string Actions = """{"textDocument":{"codeAction":{"codeActionLiteralSupport":{"codeActionKind":{"valueSet":[]}}}}}""";

    private MockUpstream upstream = null!;
    private Home home = null!;
    private RunningServer server = null!;

    private string Catalog =>
        """
            {"models":[
            {"slug":"keyed","model":"m","provider":"generic-chat-completion-api","base_url":"ORIGIN/v1",
            "api_key":"${env:CANARY_KEY}","extra_headers":{"x-team":"red"}},
            {"slug":"local","model":"m","provider":"ollama","base_url":"ORIGIN"},
            {"slug":"keyless","model":"m","provider":"anthropic","base_url":"ORIGIN","api_key":"${env:NO_SUCH_KEY}"}]}
            """.Replace("ORIGIN", upstream.Origin, StringComparison.Ordinal);

    public async Task InitializeAsync()
    {
        upstream = await MockUpstream.StartAsync();
        home = new Home(Catalog);
        server = RunningServer.Lsp(home, ("CANARY_KEY", Canary));
        await server.Client.InitializeAsync([home.Work], Actions);
        await server.Client.OpenAsync(Home.Uri(home.Catalog), Catalog);
    }

    public async Task DisposeAsync()
    {
        await server.DisposeAsync();
        await upstream.DisposeAsync();
    }

    public void Dispose() => home.Dispose();

    [Fact]
    public async Task The_action_at_a_model_asks_once_with_the_key_of_its_row_and_completion_proposes_the_list()
    {
        Lists("""{"data":[{"id":"big","context_length":8000},{"id":"small"}]}""");
        (await LabelsAsync()).Should().NotContain("big");
        upstream.Requests.Should().BeEmpty("nothing is asked by itself");

        var action = (await ActionsAsync("1:26-1:26")).Single(action => action.Text("command.command") == "shim.fetchModels");
        action.ShouldCover($$"""{"title":"Ask {{upstream.Origin}} for its models (1 request)","kind":"refactor"}""");
        (await RunAsync(action.At("command").GetRawText())).ShouldCover(
            $$"""{"slug":"keyed","endpoint":"{{upstream.Origin}}","models":2}"""
        );

        var request = await upstream.NextRequestAsync();
        (request.Method, request.Target, request.Header("Authorization"), request.Header("x-team"))
            .Should()
            .Be(("GET", "/v1/models", $"Bearer {Canary}", "red"));
        (await server.Client.HearAsync("window/showMessage"))
            .Text("params.message")
            .Should()
            .Be($"{upstream.Origin} lists 2 models. Completion of `model` proposes them in each row with this endpoint and key.");
        var proposed = (await CompleteAsync()).At("items").EnumerateArray().Take(2).ToArray();
        proposed.Select(item => item.Text("label")).Should().Equal("big", "small");
        proposed[0].Text("detail").Should().Match($"big, 8,000 tokens, from {upstream.Origin}, asked ??:??");
        upstream.Requests.Should().HaveCount(1);
    }

    [Fact]
    public async Task Another_key_under_the_same_name_drops_the_list()
    {
        Lists("""{"data":[{"id":"big"}]}""");
        await RunAsync("keyed", isText: true);
        (await LabelsAsync()).Should().Contain("big");

        await server.Client.CallAsync("shim/setCredential", """{"name":"CANARY_KEY","secret":"another"}""");

        (await LabelsAsync()).Should().NotContain("big");
    }

    [Fact]
    public async Task Ollama_is_asked_for_what_it_has_pulled()
    {
        upstream.Lists("/api/tags", Answer.Sends("application/json", """{"models":[{"model":"qwen3:8b"}]}"""));

        (await RunAsync("local", isText: true)).ShouldCover("""{"slug":"local","models":1}""");
    }

    [Theory]
    [InlineData("""{"data":[]}""", "* lists no models. Type the name of the model.")]
    [InlineData("""{"data":[7,{"id":"a\u0000b"},{"id":"a"}]}""", "* lists 1 model. Without a usable name: 2 entries. Completion *")]
    public async Task A_person_is_told_what_came_of_it(string list, string said)
    {
        Lists(list);
        await RunAsync("keyed", isText: true);

        (await server.Client.HearAsync("window/showMessage")).Text("params.message").Should().Match(said);
    }

    [Fact]
    public async Task Ten_thousand_models_are_proposed_by_what_is_typed()
    {
        Lists($$"""{"data":[{{string.Join(',', Enumerable.Range(0, 10_007).Select(i => $$"""{"id":"m-{{i}}"}"""))}}]}""");

        (await RunAsync("keyed", isText: true)).ShouldCover("""{"models":10000,"left":7}""");

        (await CompleteAsync()).ShouldCover("""{"isIncomplete":true}""");
    }

    [Theory]
    [InlineData(401, 1007, "keyed: *Key*")]
    [InlineData(404, 1007, "keyed: This address lists no models (404)*")]
    [InlineData(503, 1007, "keyed: *503*")]
    public async Task A_refusal_says_what_to_do_and_never_the_key(int status, int code, string message)
    {
        upstream.Lists("/v1/models", Answer.Fails(status, $"Your key {Canary} is bad."));

        var refused = await RefusedAsync("\"keyed\"");

        refused.ShouldCover($$"""{"code":{{code}} }""");
        refused.Text("message").Should().Match(message);
        (await server.Client.HearAsync("window/showMessage")).Text("params.message").Should().Match(message).And.NotContain(Canary);
        server.Client.Heard.Should().NotContain(heard => heard.GetRawText().Contains(Canary));
    }

    [Theory]
    [InlineData("\"keyless\"", 1002, "keyless was not asked: it has no key. NO_SUCH_KEY is not set*")]
    [InlineData("\"kyed\"", 1001, "There is no model 'kyed'. Did you mean: keyed?")]
    [InlineData("\"auto\"", -32602, "slug must be one model: auto is Auto*")]
    [InlineData("", -32602, "slug must be one model: auto is Auto*")]
    [InlineData("""{"slug":"keyless"}""", 1002, "keyless was not asked*")]
    [InlineData("""{"slug":"keyed","workspaceFolder":"file:///nowhere"}""", 1005, "workspaceFolder is not an open folder.*")]
    public async Task Nothing_is_sent_if_there_is_nothing_to_ask(string argument, int code, string message)
    {
        var refused = await RefusedAsync(argument);

        refused.ShouldCover($$"""{"code":{{code}} }""");
        refused.Text("message").Should().Match(message);
        upstream.Requests.Should().BeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_workspaces_own_catalog_sends_no_key_without_a_grant(bool allowed)
    {
        Lists("""{"data":[{"id":"big"}]}""");
        var clone = home.Folder("clone");
        home.Write("clone/.shim/models.json", Catalog);
        await using var other = RunningServer.Lsp(home, ("CANARY_KEY", Canary));
        await other.Client.InitializeAsync([clone], options: """{"workspaceTrusted":true}""");
        if (allowed)
        {
            await other.Client.CallAsync(
                "shim/setGrant",
                $$"""{"reference":"${env:CANARY_KEY}","origin":"{{upstream.Origin}}","allowed":true}"""
            );
            (await other.Client.CallAsync("workspace/executeCommand", Call("\"keyed\""))).ShouldCover("""{"models":1}""");
        }
        else
        {
            (await other.Client.RefusedAsync("workspace/executeCommand", Call("\"keyed\"")))
                .Text("message")
                .Should()
                .Contain("may not send ${env:CANARY_KEY}");
        }

        upstream.Requests.Should().HaveCount(allowed ? 1 : 0);
    }

    [Theory]
    [InlineData("1:2-1:2")] // at the slug
    [InlineData("0:3-0:3")] // in no row
    public async Task Elsewhere_there_is_no_such_action(string range) =>
        (await ActionsAsync(range)).Should().NotContain(action => action.Text("command.command") == "shim.fetchModels");

    private void Lists(string json) => upstream.Lists("/v1/models", Answer.Sends("application/json", json));

    private async Task<IReadOnlyList<JsonElement>> ActionsAsync(string range)
    {
        var parameters = $$"""
            {"textDocument":{"uri":"{{Home.Uri(home.Catalog)}}"},"range":{{Editor.Range(range)}},"context":{"diagnostics":[]} }
            """;
        return [.. (await server.Client.CallAsync("textDocument/codeAction", parameters)).EnumerateArray()];
    }

    private Task<JsonElement> CompleteAsync() =>
        server.Client.CallAsync(
            "textDocument/completion",
            $$"""{"textDocument":{"uri":"{{Home.Uri(home.Catalog)}}"},"position":{"line":1,"character":25} }"""
        );

    private async Task<IReadOnlyList<string?>> LabelsAsync() =>
        [.. (await CompleteAsync()).At("items").EnumerateArray().Select(item => item.Text("label"))];

    private Task<JsonElement> RunAsync(string argument, bool isText = false) =>
        server.Client.CallAsync("workspace/executeCommand", isText ? Call($"\"{argument}\"") : argument);

    private Task<JsonElement> RefusedAsync(string argument) => server.Client.RefusedAsync("workspace/executeCommand", Call(argument));

    private static string Call(string argument) => $$"""{"command":"shim.fetchModels","arguments":[{{argument}}]}""";
}
