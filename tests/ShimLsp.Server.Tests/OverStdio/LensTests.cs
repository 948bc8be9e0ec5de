using System.Text.Json;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.OverStdio;

/// <summary>Lenses above the rows of the catalog in force, and what a click on one does.</summary>
public class LensTests
{
    private const string Catalog = """
        {"models":[
        {"slug":"cheap","model":"m-cheap","provider":"ollama"},
        {"slug":"keyless","model":"m-keyless","provider":"anthropic","api_key":"${env:NO_SUCH_KEY}"}],
        "router":{}}
        """;

    private const string Fresh = """
        1 Use this model: shim.switchModel cheap
        1 Probe (1 call): shim.probe cheap
        2 No key: shim.probe keyless
        3 Active: shim.status
        """;

    [Fact]
    public async Task A_click_switches_and_the_client_is_told_to_ask_again()
    {
        using var home = new Home(Catalog);
        await using var server = RunningServer.Lsp(home);
        await server.Client.InitializeAsync([home.Work], """{"workspace":{"codeLens":{"refreshSupport":true}}}""");
        var uri = Home.Uri(home.Catalog);
        await server.Client.OpenAsync(uri, Catalog);
        (await LensesAsync(server, uri)).Should().Be(Fresh);

        var use = (await server.Client.CallAsync("textDocument/codeLens", Editor.Document(uri))).At("0.command");
        await server.Client.CallAsync("workspace/executeCommand", use.GetRawText());

        await server.Client.AnswerAsync(await server.Client.HearAsync("workspace/codeLens/refresh"), "null");
        (await LensesAsync(server, uri))
            .Should()
            .Be(
                """
                1 Active: shim.status
                1 Probe (1 call): shim.probe cheap
                2 No key: shim.probe keyless
                3 Use Auto: shim.switchModel auto
                """
            );
    }

    [Fact]
    public async Task Another_folder_s_own_catalog_switches_that_folder()
    {
        using var home = new Home(Catalog);
        var docs = home.Folder("docs");
        var own = home.Write("docs/.shim/models.json", """["llama3"]""");
        await using var server = RunningServer.Lsp(home);
        await server.Client.InitializeAsync([home.Work, docs], options: """{"workspaceTrusted":true}""");
        await server.Client.OpenAsync(Home.Uri(own), """["llama3"]""");

        (await LensesAsync(server, Home.Uri(own)))
            .Should()
            .Be(
                $"""
                0 Use this model: shim.switchModel llama3 {Home.Uri(docs)}
                0 Probe (1 call): shim.probe llama3 {Home.Uri(docs)}
                """
            );
    }

    [Theory]
    [InlineData("""{"codeLenses":false}""", "config/shim-lsp/models.json")]
    [InlineData("{}", "elsewhere/models.json")]
    public async Task There_are_none_if_the_client_wants_none_or_the_file_is_not_in_force(string options, string file)
    {
        using var home = new Home(Catalog);
        await using var server = RunningServer.Lsp(home);
        await server.Client.InitializeAsync([home.Work], """{"workspace":{"codeLens":{"refreshSupport":true}}}""", options);
        await server.Client.OpenAsync(Home.Uri(home.At(file)), Catalog);

        (await LensesAsync(server, Home.Uri(home.At(file)))).Should().BeEmpty();
        await server.Client.CallAsync("shim/switchModel", """{"slug":"cheap"}""");
        await server.Client.ShutdownAsync();
        await server.ExitAsync();
        server.Client.Heard.Should().NotContain(message => message.Text("method") == "workspace/codeLens/refresh");
    }

    /// <summary>Each lens as <c>line title: command arguments</c>.</summary>
    private static async Task<string> LensesAsync(RunningServer server, string uri) =>
        string.Join('\n', (await server.Client.CallAsync("textDocument/codeLens", Editor.Document(uri))).EnumerateArray().Select(Shown));

    private static string Shown(JsonElement lens)
    {
        var arguments = lens.At("command").TryGetProperty("arguments", out var given) ? given.EnumerateArray().ToArray() : [];
        var call = string.Join(' ', [lens.Text("command.command"), .. arguments.Select(each => each.GetString())]);
        return $"{lens.At("range.start.line")} {lens.Text("command.title")}: {call}";
    }
}
