using System.Text.Json;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.OverStdio;

/// <summary>The action that trusts a clone's catalog: it asks, whoever runs it.</summary>
public class TrustActionTests
{
    private const string Actions = """{"textDocument":{"codeAction":{"codeActionLiteralSupport":{"codeActionKind":{"valueSet":[]}}}}}""";
    private const string OneModel = """{"models":[{"slug":"new","model":"m-new","provider":"ollama","cost":1}]}""";

    [Theory]
    [InlineData("{\"title\":\"Trust\"}", "auto new", "The workspace is trusted until the editor closes.")]
    [InlineData("{\"title\":\"Not now\"}", "auto cheap mid strong", "The workspace is not trusted. Its models.json is not used.")]
    [InlineData("null", "auto cheap mid strong", "The workspace is not trusted. Its models.json is not used.")]
    public async Task The_action_asks_and_only_the_answer_trusts(string answer, string models, string said)
    {
        using var home = new Home();
        await using var server = ServerProcess.Lsp(home);
        var uri = await OpenCloneAsync(server, home);

        var action = (await ActionsAsync(server.Client, uri))[0];
        action.ShouldCover("""{"title":"Trust this workspace…","kind":"quickfix","command":{"command":"shim.trust"}}""");
        action.TryGetProperty("isPreferred", out _).Should().BeFalse();
        var run = $$"""{"command":"shim.trust","arguments":{{action.At("command.arguments").GetRawText()}} }""";
        var result = await server.Client.BeginAsync("workspace/executeCommand", run);
        var question = await server.Client.HearAsync("window/showMessageRequest");
        question.ShouldCover("""{"params":{"type":2,"actions":[{"title":"Trust"},{"title":"Not now"}]}}""");
        (await server.Client.CallAsync("shim/listModels")).At("models").Each("slug").Should().NotContain("new");
        await server.Client.AnswerAsync(question, answer);

        await result;
        await server.Client.HearAsync("window/showMessage", message => message.Text("message") == said);
        string.Join(' ', (await server.Client.CallAsync("shim/listModels")).At("models").Each("slug")).Should().Be(models);
    }

    [Fact]
    public async Task A_client_that_shows_no_questions_trusts_nothing()
    {
        using var home = new Home();
        await using var server = ServerProcess.Lsp(home);
        await OpenCloneAsync(server, home);

        var refused = await server.Client.BeginAsync("workspace/executeCommand", """{"command":"shim.trust"}""");
        await server.Client.RefuseAsync(await server.Client.HearAsync("window/showMessageRequest"));

        (await refused).Text("error.message").Should().Contain("Run: shim-lsp trust ");
        (await server.Client.CallAsync("shim/listModels")).At("models").Each("slug").Should().NotContain("new");
    }

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task An_editor_that_decides_about_trust_itself_is_not_offered_it(string trusted)
    {
        using var home = new Home();
        await using var server = ServerProcess.Lsp(home);
        var uri = await OpenCloneAsync(server, home, $$"""{"workspaceTrusted":{{trusted}}}""");

        (await ActionsAsync(server.Client, uri)).Should().NotContain(action => action.Text("kind") == "quickfix");
    }

    [Fact]
    public async Task There_is_nothing_to_trust_where_the_persons_own_catalog_is_in_force()
    {
        await using var editor = await RunningEditor.StartAsync("{}");
        (await editor.Client.RefusedAsync("workspace/executeCommand", """{"command":"shim.trust"}""")).ShouldCover(
            """{"code":-32602,"message":"arguments[0] must name a workspace with a models.json that is not trusted."}"""
        );
    }

    private static async Task<string> OpenCloneAsync(ServerProcess server, Home home, string options = "{}")
    {
        var folder = home.Folder("clone");
        home.Write("clone/.shim/models.json", OneModel);
        await server.Client.InitializeAsync([folder], Actions, options);
        var uri = $"{Home.Uri(folder)}/.shim/models.json";
        await server.Client.OpenAsync(uri, OneModel);
        return uri;
    }

    private static async Task<JsonElement[]> ActionsAsync(ShimClient client, string uri) =>
        [
            .. (
                await client.CallAsync(
                    "textDocument/codeAction",
                    $$"""{"textDocument":{"uri":{{Json.Quote(uri)}}},"range":{{Editor.Range("0:0-0:0")}},"context":{"diagnostics":[]} }"""
                )
            ).EnumerateArray(),
        ];
}
