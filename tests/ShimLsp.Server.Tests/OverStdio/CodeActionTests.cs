using System.Text.Json;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.OverStdio;

/// <summary>Quick fixes and the switch of the model, as each kind of client is given them.</summary>
public class CodeActionTests
{
    private const string Uri = "file:///elsewhere/my-models.json";
    private const string Canary = "sk-canary-0123456789";

    private const string Literal = "\"codeAction\":{\"codeActionLiteralSupport\":{\"codeActionKind\":{\"valueSet\":[]}}";
    private const string Full =
        "{\"textDocument\":{" + Literal + ",\"isPreferredSupport\":true}},\"workspace\":{\"workspaceEdit\":{\"documentChanges\":true}}}";
    private const string Modest = "{\"textDocument\":{" + Literal + "}}}";

    private const string Misspelled = """
        {"models":[{"slug":"é🙂","model":"m","provider":"ollama"}],
        "router":{"card":"🙂", "default":"é🙃"}}
        """;

    private const string OwnCatalog = """
        {"models":[{"slug":"small","model":"m","provider":"ollama","cost":1},
        {"slug":"large","model":"n","provider":"ollama","cost":2}],
        "router":{"threshold":0.5}}
        """;

    [Fact]
    public async Task A_fix_has_its_problem_and_an_edit_of_this_version()
    {
        await using var editor = await RunningEditor.StartAsync(Full);
        await editor.Client.OpenAsync(Uri, Misspelled, version: 7);

        (await ActionsAsync(editor, "1:34-1:34"))[0]
            .ShouldCover(
                """
                {
                  "title": "Write \"é🙂\"", "kind": "quickfix", "isPreferred": true,
                  "diagnostics": [{ "code": "unknownModel", "source": "shim",
                    "range": { "start": { "line": 1, "character": 33 }, "end": { "line": 1, "character": 38 } } }],
                  "edit": { "documentChanges": [{
                    "textDocument": { "uri": "file:///elsewhere/my-models.json", "version": 7 },
                    "edits": [{ "newText": "\"é🙂\"",
                      "range": { "start": { "line": 1, "character": 33 }, "end": { "line": 1, "character": 38 } } }]
                  }] }
                }
                """
            );
    }

    [Fact]
    public async Task Columns_are_the_clients_and_a_client_that_knows_less_is_told_less()
    {
        var utf8 = Modest[..^1] + ",\"general\":{\"positionEncodings\":[\"utf-8\",\"utf-16\"]}}";
        await using var editor = await RunningEditor.StartAsync(utf8);
        await editor.Client.OpenAsync(Uri, Misspelled);

        var action = (await ActionsAsync(editor, "1:36-1:36"))[0];
        action.ShouldCover(
            """
            { "edit": { "changes": { "file:///elsewhere/my-models.json": [
              { "newText": "\"é🙂\"", "range": { "start": { "line": 1, "character": 35 }, "end": { "line": 1, "character": 43 } } }
            ] } } }
            """
        );
        action.TryGetProperty("isPreferred", out _).Should().BeFalse();
    }

    [Fact]
    public async Task A_problem_that_the_client_names_is_fixed_wherever_its_cursor_is()
    {
        await using var editor = await RunningEditor.StartAsync(Full);
        await editor.Client.OpenAsync(Uri, Misspelled);

        (await ActionsAsync(editor, "1:0-1:0")).Select(action => action.Text("kind")).Should().Equal("refactor"); // the cursor is not there
        (
            await ActionsAsync(
                editor,
                "1:0-1:0",
                $$"""
                "diagnostics":[{"code":"unknownModel","range":{{Editor.Range("1:33-1:38")}} }]
                """
            )
        )[0].Text("title").Should().Be("Write \"é🙂\"");
    }

    [Theory]
    [InlineData("[\"quickfix\"]", "quickfix")]
    [InlineData("[\"\"]", "quickfix source.fixAll.shim refactor")]
    [InlineData("[\"source\"]", "source.fixAll.shim")]
    [InlineData("[\"source.fixAll\"]", "source.fixAll.shim")]
    [InlineData("[\"source.fixAll.shim\"]", "source.fixAll.shim")]
    [InlineData("[\"source.fix\"]", "")]
    [InlineData("[\"source.organizeImports\",\"refactor\"]", "refactor")]
    [InlineData("[]", "quickfix refactor")]
    [InlineData("null", "quickfix refactor")]
    public async Task Only_the_kinds_that_are_asked_for_are_given(string only, string expected)
    {
        await using var editor = await RunningEditor.StartAsync(Full);
        await editor.Client.OpenAsync(Uri, "[{\"model\":\"m\",\"provider\":\"ollama\",\"cost\":\"1\",\"strenght\":1}]");

        var kinds = (await ActionsAsync(editor, "0:0-0:99", $"\"only\":{only}")).Select(action => action.Text("kind")).Distinct();
        string.Join(' ', kinds).Should().Be(string.Join(' ', expected.Split(' ').Distinct()));
    }

    [Fact]
    public async Task All_that_is_safe_is_fixed_at_once_and_no_guess_is()
    {
        await using var editor = await RunningEditor.StartAsync(Modest);
        await editor.Client.OpenAsync(Uri, "[{\"model\":\"m\",\"provider\":\"ollama\",\"cost\":\"1\",\"strength\":\"0.5\",\"colour\":1}]");

        var all = (await ActionsAsync(editor, "0:0-0:0")).Should().ContainSingle(each => each.Text("kind") == "source.fixAll.shim").Subject;
        all.At("edit.changes").GetProperty(Uri).Each("newText").Should().Equal("1", "0.5");
    }

    [Fact]
    public async Task The_catalog_in_force_switches_to_the_model_of_the_row()
    {
        await using var editor = await RunningEditor.StartAsync(Modest);
        var own = await OpenOwnAsync(editor);

        (await SwitchAsync(editor, own, "1:10-1:10")).Should().Be("Switch model to large: shim.switchModel [\"large\"]");
        (await SwitchAsync(editor, own, "2:20-2:20")).Should().Be("Switch model…: shim.switchModel []"); // Auto is active
        (await SwitchAsync(editor, own, "0:20-1:20")).Should().Be("Switch model…: shim.switchModel []");
        await editor.Client.CallAsync("workspace/executeCommand", """{"command":"shim.switchModel","arguments":["large"]}""");
        (await SwitchAsync(editor, own, "1:10-1:10")).Should().Be("Switch model…: shim.switchModel []");
        (await SwitchAsync(editor, own, "2:20-2:20")).Should().Be("Switch model to auto: shim.switchModel [\"auto\"]");
    }

    [Fact]
    public async Task A_row_that_is_not_saved_and_a_catalog_that_is_not_in_force_have_no_model_to_switch_to()
    {
        await using var editor = await RunningEditor.StartAsync(Modest);
        var own = await OpenOwnAsync(editor);
        await editor.Client.ChangeAsync(own, 2, OwnCatalog.Replace("large", "larger", StringComparison.Ordinal));
        await editor.Client.OpenAsync(Uri, OwnCatalog);

        (await SwitchAsync(editor, own, "1:10-1:10")).Should().Be("Switch model…: shim.switchModel []");
        (await SwitchAsync(editor, Uri, "1:10-1:10")).Should().Be("Switch model…: shim.switchModel []");
    }

    [Fact]
    public async Task A_client_that_knows_no_actions_is_given_the_command_alone()
    {
        await using var editor = await RunningEditor.StartAsync("{}");
        var own = await OpenOwnAsync(editor);
        await editor.Client.ChangeAsync(own, 2, OwnCatalog.Replace("0.5", "\"0.5\"", StringComparison.Ordinal));

        var actions = await ActionsAsync(editor, "0:0-3:0", uri: own);
        actions
            .Should()
            .ContainSingle()
            .Which.ShouldCover("""{ "title": "Switch model…", "command": "shim.switchModel", "arguments": [] }""");
    }

    [Fact]
    public async Task A_client_with_a_picker_is_not_offered_to_switch()
    {
        await using var editor = await RunningEditor.StartAsync(Modest, """{"useCommands":false}""");
        (await ActionsAsync(editor, "1:10-1:10", uri: await OpenOwnAsync(editor))).Should().BeEmpty();
    }

    [Fact]
    public async Task A_key_goes_to_the_secret_store_of_a_client_that_has_one_and_never_over_the_wire()
    {
        await using var editor = await RunningEditor.StartAsync(Full, """{"secretStore":true}""");
        await editor.Client.OpenAsync(Uri, $$"""[{"model":"m","provider":"openai","api_key":"{{Canary}}"}]""");

        var actions = await ActionsAsync(editor, "0:50-0:50");
        actions[0]
            .ShouldCover(
                """
                { "title": "Move the key to the editor's secret store", "kind": "quickfix", "isPreferred": true,
                  "command": { "title": "*", "command": "shim.moveKeyToSecretStore", "arguments": [
                    { "uri": "file:///elsewhere/my-models.json",
                      "range": { "start": { "line": 0, "character": 44 }, "end": { "line": 0, "character": 66 } } }] } }
                """
            );
        actions[1].Text("title").Should().Be("Replace the key by ${env:OPENAI_API_KEY} (copy the key first)");
        actions.Should().NotContain(action => action.GetRawText().Contains("canary"));
    }

    [Fact]
    public async Task What_the_schema_says_is_fixed_too_and_not_said_twice()
    {
        await using var editor = await RunningEditor.StartAsync(Full, """{"schemaDiagnostics":true}""");
        await editor.Client.OpenAsync(Uri, "[{\"model\":\"m\",\"provider\":\"olama\"}]");

        var action = (await ActionsAsync(editor, "0:30-0:30"))[0];
        action.Text("title").Should().Be("Write \"ollama\"");
        action.TryGetProperty("diagnostics", out _).Should().BeFalse();
    }

    [Fact]
    public async Task What_is_asked_behind_an_edit_is_answered_by_the_edited_text()
    {
        await using var editor = await RunningEditor.StartAsync(Full);
        await editor.Client.OpenAsync(Uri, "[]");
        for (var round = 2; round < 500; round++)
        {
            await editor.Client.ChangeAsync(Uri, round, $$"""[{"model":"m","provider":"ollama","slug":"a {{round}}"}]""");
            var action = (await ActionsAsync(editor, "0:43-0:43"))[0];
            action.Text("title").Should().Be($"Write \"a-{round}\"");
            action.At("edit.documentChanges.0.textDocument").Number("version").Should().Be(round);
        }
    }

    [Fact]
    public async Task Other_files_have_none()
    {
        await using var editor = await RunningEditor.StartAsync(Full);
        await editor.Client.OpenAsync("file:///other/models.json", """{"models":[{"name":"car",}]}""");

        (await ActionsAsync(editor, "0:0-0:99", uri: "file:///other/models.json")).Should().BeEmpty();
        (await ActionsAsync(editor, "0:0-0:99", uri: "file:///never/opened.json")).Should().BeEmpty();
    }

    private static async Task<string> OpenOwnAsync(RunningEditor editor)
    {
        File.WriteAllText(editor.Home.Catalog, OwnCatalog);
        var own = Home.Uri(editor.Home.Catalog);
        await editor.Client.OpenAsync(own, OwnCatalog);
        await editor.Client.SavedAsync(own);
        (await editor.Client.CallAsync("shim/listModels")).At("models").Each("slug").Should().Contain("large");
        return own;
    }

    private static async Task<string> SwitchAsync(RunningEditor editor, string uri, string range) =>
        string.Join(
            ", ",
            (await ActionsAsync(editor, range, "\"only\":[\"refactor\"]", uri)).Select(action =>
                $"{action.Text("title")}: {action.Text("command.command")} {action.At("command.arguments").GetRawText()}"
            )
        );

    private static async Task<IReadOnlyList<JsonElement>> ActionsAsync(
        RunningEditor editor,
        string range,
        string context = "\"diagnostics\":[]",
        string uri = Uri
    ) =>
        [
            .. (
                await editor.Client.CallAsync(
                    "textDocument/codeAction",
                    $$"""{"textDocument":{"uri":{{Json.Quote(uri)}}},"range":{{Editor.Range(range)}},"context":{ {{context}} } }"""
                )
            ).EnumerateArray(),
        ];
}
