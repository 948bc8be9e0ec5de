using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.OverStdio;

/// <summary>Completion and hover in an editor: of the newest text, in the client's own columns and format.</summary>
public class CompletionTests
{
    private const int Rounds = 2000;
    private const string Uri = "file:///elsewhere/my-models.json";

    [Fact]
    public async Task A_slug_is_proposed_where_one_belongs_and_explained_over_it()
    {
        await using var editor = await RunningEditor.StartAsync(
            """{"textDocument":{"hover":{"contentFormat":["markdown","plaintext"]}}}"""
        );
        await editor.Client.OpenAsync(
            Uri,
            """
            {"models":[{"slug":"é🙂","model":"m","provider":"ollama"}],
            "router":{"default":"é🙂"}}
            """
        );

        (await editor.Client.CallAsync("textDocument/completion", Position(1, 22))).ShouldCover(
            """
            {"isIncomplete": false, "items": [{
              "label": "é🙂", "filterText": "é🙂", "detail": "m",
              "textEdit": { "newText": "é🙂", "range": { "start": { "line": 1, "character": 21 }, "end": { "line": 1, "character": 24 } } }
            }]}
            """
        );
        (await editor.Client.CallAsync("textDocument/hover", Position(1, 22))).ShouldCover(
            """
            {
              "contents": { "kind": "markdown", "value": "**m** of `ollama`.\n\nThis file is not the catalog in force." },
              "range": { "start": { "line": 1, "character": 20 }, "end": { "line": 1, "character": 25 } }
            }
            """
        );
    }

    [Fact]
    public async Task A_client_that_reads_the_schema_is_told_no_fields_and_one_without_Markdown_gets_none()
    {
        const string Text = """[{"model":"m","provider":"ollama","":1}]""";
        await using var reader = await RunningEditor.StartAsync("{}", """{"schemaDiagnostics":true}""");
        await using var plain = await RunningEditor.StartAsync("{}");
        foreach (var one in new[] { reader, plain })
        {
            await one.Client.OpenAsync(Uri, Text);
        }

        (await reader.Client.CallAsync("textDocument/completion", Position(0, 35))).At("items").GetArrayLength().Should().Be(0);
        (await reader.Client.CallAsync("textDocument/hover", Position(0, 4))).ValueKind.Should().Be(System.Text.Json.JsonValueKind.Null);
        (await plain.Client.CallAsync("textDocument/completion", Position(0, 35))).At("items").Each("label").Should().Contain("base_url");
        (await plain.Client.CallAsync("textDocument/hover", Position(0, 11))).ShouldCover(
            """{ "contents": { "kind": "plaintext", "value": "m of ollama.\nThis file is not the catalog in force." } }"""
        );
    }

    [Fact]
    public async Task Over_a_row_of_the_catalog_in_force_stands_what_the_session_knows_of_it()
    {
        const string Text = """
            {"models":[{"model":"m","provider":"ollama","strength":0.9},
            {"model":"n","provider":"ollama","strength":0.1}],"router":{"enabled":false,"default":"m"}}
            """;
        await using var editor = await RunningEditor.StartAsync("{}", prepare: home => home.WriteCatalog(Text));
        var uri = Home.Uri(editor.Home.Catalog);
        await editor.Client.OpenAsync(uri, Text);
        foreach (var task in (string[])["Rename x.", "Rename y."])
        {
            await editor.Client.CallAsync("shim/route", $$"""{"task":{{Json.Quote(task)}}}""");
        }

        var used = await editor.Client.CallAsync("textDocument/hover", Position(0, 20, uri));
        var other = await editor.Client.CallAsync("textDocument/hover", Position(1, 11, uri));

        used.Text("contents.value")
            .Should()
            .Contain("Active: every task goes to it.")
            .And.Contain("Strength 0.9, as this file states.")
            .And.Contain("Chosen for 100 % of this session's tasks. Last reason: ");
        other.Text("contents.value").Should().Contain("Strength 0.1,").And.NotContain("Active").And.NotContain("Last reason");
    }

    [Fact]
    public async Task Files_that_are_no_catalogs_get_nothing()
    {
        await using var editor = await RunningEditor.StartAsync("{}");
        await editor.Client.OpenAsync("file:///other/models.json", """{"name":"User","fields":[]}""");

        var at = Position(0, 10, "file:///other/models.json");
        (await editor.Client.CallAsync("textDocument/completion", at)).At("items").GetArrayLength().Should().Be(0);
        (await editor.Client.CallAsync("textDocument/hover", at)).ValueKind.Should().Be(System.Text.Json.JsonValueKind.Null);
    }

    [Fact]
    public async Task What_is_asked_behind_an_edit_is_answered_by_the_edited_text()
    {
        await using var editor = await RunningEditor.StartAsync("{}");
        await editor.Client.OpenAsync(Uri, "[]");

        for (var round = 2; round < Rounds + 2; round++)
        {
            await editor.Client.ChangeAsync(Uri, round, $$"""[{"slug":"s","model":"m{{round}}","provider":"ollama"}]""");
            (await editor.Client.CallAsync("textDocument/hover", Position(0, 10)))
                .At("contents.value")
                .GetString()
                .Should()
                .StartWith($"m{round} of");
        }
    }

    private static string Position(int line, int character, string uri = Uri) =>
        $$"""{"textDocument":{"uri":{{Json.Quote(uri)}}},"position":{"line":{{line}},"character":{{character}} } }""";
}
