using System.Text.Json;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.OverStdio;

/// <summary>Definition, references, rename and links in an editor: of the newest text, in its own columns and form.</summary>
public class NavigationTests
{
    private const int Rounds = 500;
    private const string Uri = "file:///elsewhere/my-models.json";
    private const string Text = """
        {"models":[{"slug":"é🙂","model":"m","provider":"ollama"}],
        "router":{"default":"é🙂"}}
        """;

    [Theory]
    [InlineData("{}", 20, 23)]
    [InlineData("""{"general":{"positionEncodings":["utf-8"]}}""", 20, 26)]
    public async Task A_reference_leads_to_its_row_and_back(string capabilities, int start, int end)
    {
        await using var editor = await RunningEditor.StartAsync(capabilities);
        await editor.Client.OpenAsync(Uri, Text);
        var declaration = $$"""{"start":{"line":0,"character":{{start}} },"end":{"line":0,"character":{{end}} } }""";
        var reference = $$"""{"start":{"line":1,"character":{{start + 1}} },"end":{"line":1,"character":{{end + 1}} } }""";

        (await editor.Client.CallAsync("textDocument/definition", Position(1, 22))).ShouldCover(
            $$"""[{"uri":"{{Uri}}","range":{{declaration}} }]"""
        );
        (
            await editor.Client.CallAsync("textDocument/references", Position(0, 21, ""","context":{"includeDeclaration":true}"""))
        ).ShouldCover($$"""[{"range":{{declaration}} },{"range":{{reference}} }]""");
        (await editor.Client.CallAsync("textDocument/references", Position(0, 21, ""","context":{"includeDeclaration":false}""")))
            .GetArrayLength()
            .Should()
            .Be(1);
        (await editor.Client.CallAsync("textDocument/documentHighlight", Position(0, 21))).ShouldCover(
            $$"""[{"range":{{declaration}},"kind":3},{"range":{{reference}},"kind":2}]"""
        );
    }

    [Theory]
    [InlineData("{}", "changes")]
    [InlineData(
        """{"workspace":{"workspaceEdit":{"documentChanges":true}},"textDocument":{"rename":{"prepareSupport":true}}}""",
        "documentChanges"
    )]
    public async Task A_rename_comes_in_the_form_that_the_client_takes(string capabilities, string form)
    {
        await using var editor = await RunningEditor.StartAsync(capabilities);
        await editor.Client.OpenAsync(Uri, Text, version: 7);

        (await editor.Client.CallAsync("textDocument/prepareRename", Position(1, 22))).ShouldCover(
            """{"range":{"start":{"line":1,"character":21},"end":{"line":1,"character":24}},"placeholder":"é🙂"}"""
        );
        var edit = await editor.Client.CallAsync("textDocument/rename", Position(1, 22, ""","newName":"a\"b" """));

        edit.EnumerateObject().Should().ContainSingle().Which.Name.Should().Be(form);
        var edits = form == "changes" ? edit.At("changes").GetProperty(Uri) : edit.At("documentChanges.0.edits");
        edits.ShouldCover(
            """
            [{"range":{"start":{"line":0,"character":20},"end":{"line":0,"character":23}},"newText":"a\\\"b"},
             {"range":{"start":{"line":1,"character":21},"end":{"line":1,"character":24}},"newText":"a\\\"b"}]
            """
        );
        if (form == "documentChanges")
        {
            edit.ShouldCover($$"""{"documentChanges":[{"textDocument":{"uri":"{{Uri}}","version":7} }]}""");
        }
    }

    [Fact]
    public async Task A_rename_that_cannot_be_made_says_why()
    {
        await using var editor = await RunningEditor.StartAsync("{}");
        await editor.Client.OpenAsync(Uri, """{"models":[{"slug":"a","model":"m","provider":"ollama"},"llama3"]}""");

        (await editor.Client.RefusedAsync("textDocument/rename", Position(0, 20, ""","newName":"b c" """))).ShouldCover(
            """{"code":-32602,"message":"A slug has no spaces. Did you mean \"b-c\"?","data":{"path":"newName"}}"""
        );
        (await editor.Client.RefusedAsync("textDocument/prepareRename", Position(0, 60))).ShouldCover(
            """
            {"message":"\"llama3\" is the provider's name of the model. Give the model a row with a `slug` first.",
             "data":{"path":"position"}}
            """
        );
        (await editor.Client.RefusedAsync("textDocument/rename", Position(0, 20))).ShouldCover("""{"data":{"path":"newName"}}""");
        (await editor.Client.CallAsync("textDocument/prepareRename", Position(0, 3))).ValueKind.Should().Be(JsonValueKind.Null);
    }

    [Fact]
    public async Task Endpoints_and_files_are_links_relative_to_the_catalog_and_to_the_home()
    {
        await using var editor = await RunningEditor.StartAsync("{}");
        var uri = Home.Uri(editor.Home.Catalog);
        await editor.Client.OpenAsync(
            uri,
            """
            {"$schema":"a b/models.schema.json","models":[
            {"model":"m","provider":"openai","base_url":"http://127.0.0.1:9/v1","api_key":"${file:~/key#1}"}]}
            """
        );

        var links = await editor.Client.CallAsync("textDocument/documentLink", Editor.Document(uri));

        links
            .Each("target")
            .Should()
            .Equal(
                Home.Uri(Path.Combine(Path.GetDirectoryName(editor.Home.Catalog)!, "a b", "models.schema.json")),
                "http://127.0.0.1:9/v1",
                Home.Uri(editor.Home.At("home/key#1"))
            );
        links.At("2.range").ShouldCover("""{"start":{"line":1,"character":79},"end":{"line":1,"character":94}}""");
    }

    [Theory]
    [InlineData("textDocument/definition", "[]")]
    [InlineData("textDocument/references", "[]")]
    [InlineData("textDocument/documentHighlight", "[]")]
    [InlineData("textDocument/documentLink", "[]")]
    [InlineData("textDocument/codeLens", "[]")]
    [InlineData("textDocument/prepareRename", "null")]
    [InlineData("textDocument/rename", "null")]
    public async Task Files_that_are_no_catalogs_get_nothing(string method, string nothing)
    {
        await using var editor = await RunningEditor.StartAsync("{}");
        await editor.Client.OpenAsync(Uri, """{"name":"User","url":"http://h/","fields":[]}""");

        (await editor.Client.CallAsync(method, Position(0, 10, ""","newName":"b","context":{"includeDeclaration":true}""")))
            .GetRawText()
            .Should()
            .Be(nothing);
    }

    [Fact]
    public async Task What_is_asked_behind_an_edit_is_answered_by_the_edited_text()
    {
        await using var editor = await RunningEditor.StartAsync("{}");
        await editor.Client.OpenAsync(Uri, "[]");

        for (var round = 2; round < Rounds + 2; round++)
        {
            var indent = new string(' ', round % 50);
            await editor.Client.ChangeAsync(Uri, round, $$"""{{indent}}[{"slug":"s","model":"m","provider":"ollama"}]""");
            (await editor.Client.CallAsync("textDocument/definition", Position(0, indent.Length + 10)))
                .At("0.range.start.character")
                .GetInt32()
                .Should()
                .Be(indent.Length + 10);
        }
    }

    private static string Position(int line, int character, string more = "") =>
        $$"""{"textDocument":{"uri":"{{Uri}}"},"position":{"line":{{line}},"character":{{character}} }{{more}} }""";
}
