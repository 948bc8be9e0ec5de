using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.OverStdio;

/// <summary>What is wrong in a catalog, shown while it is typed, in any editor.</summary>
public partial class DiagnosticsTests
{
    private const string Elsewhere = "file:///elsewhere/my-models.json";
    private const string Valid = """[{"model":"m","provider":"ollama"}]""";
    private const string Misspelt = """[{"model":"m","provider":"olama"}]""";

    [Fact]
    public async Task An_open_catalog_is_looked_at_as_it_is_typed()
    {
        await using var editor = await StartAsync();

        await editor.Client.OpenAsync(Elsewhere, Misspelt);
        var shown = await editor.Client.PublishedAsync(Elsewhere, 1);
        shown.ShouldCover(
            """
            [{
              "severity": 1, "code": "unknownProvider", "source": "shim",
              "range": { "start": { "line": 0, "character": 25 }, "end": { "line": 0, "character": 32 } }
            }]
            """
        );
        await editor.Client.ChangeAsync(Elsewhere, 2, "0:27-0:27", "l");
        (await editor.Client.PublishedAsync(Elsewhere, 2)).GetArrayLength().Should().Be(0);
        await editor.Client.ChangeAsync(Elsewhere, 3, "0:33-0:34", "");
        (await editor.Client.PublishedAsync(Elsewhere, 3)).Shown().Should().Be("0:1-0:2 invalidJson");
        await editor.Client.ChangeAsync(Elsewhere, 4, Misspelt);
        (await editor.Client.PublishedAsync(Elsewhere, 4)).Shown().Should().Be("0:25-0:32 unknownProvider");
        await editor.Client.CloseAsync(Elsewhere);
        (await editor.Client.PublishedAsync(Elsewhere, version: null)).GetArrayLength().Should().Be(0);
    }

    [Fact]
    public async Task The_code_of_a_problem_leads_to_what_explains_it_in_editors_that_show_links()
    {
        await using var linking = await StartAsync();
        await using var plain = await StartAsync("""{"textDocument":{"publishDiagnostics":{}}}""");
        foreach (var editor in new[] { linking, plain })
        {
            await editor.Client.OpenAsync(Elsewhere, Misspelt);
        }

        var link = (await linking.Client.PublishedAsync(Elsewhere, 1)).At("0.codeDescription.href").GetString()!.Split('#');
        link[1].Should().Be("unknownprovider");
        (await File.ReadAllTextAsync(new Uri(link[0]).LocalPath)).Should().Contain("\n### unknownProvider\n");
        (await plain.Client.PublishedAsync(Elsewhere, 1)).At("0").TryGetProperty("codeDescription", out _).Should().BeFalse();
    }

    [Theory]
    [InlineData("", "0:37-0:44 unknownProvider", "0:42-0:42")]
    [InlineData(""","general":{"positionEncodings":["utf-16"]}""", "0:37-0:44 unknownProvider", "0:42-0:42")]
    [InlineData(""","general":{"positionEncodings":["utf-8","utf-16"]}""", "0:40-0:47 unknownProvider", "0:45-0:45")]
    public async Task Columns_are_counted_as_the_client_counts(string capability, string expected, string letter)
    {
        await using var editor = await StartAsync(Editor.IsSentDiagnostics[..^1] + capability + "}");

        await editor.Client.OpenAsync(Elsewhere, """[{"model":"é🙂","id":1234,"provider":"olama"}]""");

        (await editor.Client.PublishedAsync(Elsewhere, 1)).Shown().Should().Be(expected);
        await editor.Client.ChangeAsync(Elsewhere, 2, letter, "x");
        (await editor.Client.PublishedAsync(Elsewhere, 2)).At("0.message").GetString().Should().Contain("\"olamxa\"");
    }

    [Fact]
    public async Task Changes_of_one_message_follow_each_other()
    {
        await using var editor = await StartAsync();
        await editor.Client.OpenAsync(Elsewhere, Valid);

        await editor.Client.NotifyAsync(
            "textDocument/didChange",
            Editor.Change(
                Elsewhere,
                2,
                """{"text":"[\r\n{}]"}""",
                """
                {"range":{"start":{"line":1,"character":1},"end":{"line":1,"character":1}},
                 "text":"\"model\":\"m\",\"provider\":\"x\""}
                """,
                """{"nonsense":true}""",
                """{"range":{"start":{"line":1,"character":25},"end":{"line":1,"character":26}},"text":"y"}"""
            )
        );

        (await editor.Client.PublishedAsync(Elsewhere, 2)).At("0.message").GetString().Should().Contain("\"y\"");
    }

    [Fact]
    public async Task Files_of_other_programs_are_left_alone_whatever_their_names()
    {
        await using var editor = await StartAsync();

        await editor.Client.OpenAsync("file:///other/models.json", """[{"name":"User","fields":[1,}]""");
        await editor.Client.OpenAsync("file:///other/notes.txt", Misspelt, "plaintext");
        await editor.Client.ChangeAsync("file:///other/never-opened.json", 2, Misspelt);
        await editor.Client.OpenAsync("untitled:Untitled-1", Misspelt);

        (await editor.Client.PublishedAsync("untitled:Untitled-1", 1)).Shown().Should().Be("0:25-0:32 unknownProvider");
        Published(editor).Should().Equal("untitled:Untitled-1");
    }

    [Fact]
    public async Task Where_a_catalog_is_looked_for_is_one_whatever_is_in_it()
    {
        await using var editor = await StartAsync(settings: """{"modelsPath":"team/llm.json"}""");
        string[] files =
        [
            editor.Home.Catalog,
            Path.Combine(editor.Home.Work, ".shim", "models.json"),
            Path.Combine(editor.Home.Work, "team", "llm.json"),
        ];

        foreach (var file in files)
        {
            await editor.Client.OpenAsync(Home.Uri(file), "7");
            (await editor.Client.PublishedAsync(Home.Uri(file), 1)).Shown().Should().StartWith("0:0-0:1 notACatalog");
        }
    }

    [Fact]
    public async Task What_the_server_learns_is_shown_without_an_edit()
    {
        await using var editor = await StartAsync();
        await editor.Client.OpenAsync(Elsewhere, Valid);
        await editor.Client.PublishedAsync(Elsewhere, 1);

        editor.Home.WriteCatalog(Valid);
        await editor.Client.SavedAsync(Home.Uri(editor.Home.Catalog)); // not open: nothing to look at
        await editor.Client.OpenAsync(Home.Uri(editor.Home.Catalog), Valid);
        await editor.Client.SavedAsync(Home.Uri(editor.Home.Catalog));

        (await editor.Client.PublishedAsync(Elsewhere, 1)).GetArrayLength().Should().Be(0);
        (await editor.Client.CallAsync("shim/listModels")).At("models").Each("slug").Should().Contain("m");
    }

    [Theory]
    [InlineData("""{"textDocument":{"publishDiagnostics":{"tagSupport":{"valueSet":[1,2]}}}}""", """{"severity":4,"tags":[1]}""")]
    [InlineData("""{"textDocument":{"publishDiagnostics":{"tagSupport":{"valueSet":[2]}}}}""", """{"severity":4}""")]
    [InlineData("""{"textDocument":{"publishDiagnostics":{}}}""", """{"severity":4}""")]
    public async Task What_has_no_effect_is_tagged_for_a_client_that_shows_it(string capabilities, string expected)
    {
        await using var editor = await StartAsync(capabilities);
        await editor.Client.OpenAsync(Elsewhere, """[{"model":"m","provider":"ollama","colour":1}]""");

        var shown = (await editor.Client.PublishedAsync(Elsewhere, 1)).At("0");
        shown.ShouldCover(expected);
        shown.TryGetProperty("tags", out _).Should().Be(expected.Contains("tags"));
    }

    [Theory]
    [InlineData("${secret:TEAM}", "The secret `TEAM` is given.")]
    [InlineData("${env:SHIM_TESTS_NEVER_SET}", "`SHIM_TESTS_NEVER_SET` is set.")]
    public async Task A_key_that_no_row_in_force_uses_yet_is_found_in_the_text_as_soon_as_it_is_given(string reference, string hover)
    {
        var name = reference.Split(':')[1].TrimEnd('}');
        await using var editor = await StartAsync();
        await editor.Client.OpenAsync(Elsewhere, $$"""[{"model":"m","provider":"ollama","api_key":"{{reference}}"}]""");
        (await editor.Client.PublishedAsync(Elsewhere, 1)).Each("code").Should().Equal("unresolvedCredential");

        await editor.Client.CallAsync("shim/setCredential", $$"""{"name":"{{name}}","secret":"sk-canary"}""");
        (await editor.Client.PublishedAsync(Elsewhere, 1)).GetArrayLength().Should().Be(0);
        var over = await editor.Client.CallAsync(
            "textDocument/hover",
            $$"""{"textDocument":{"uri":"{{Elsewhere}}"},"position":{"line":0,"character":50} }"""
        );
        over.Text("contents.value").Should().Be(hover.Replace("`", "", StringComparison.Ordinal));

        await editor.Client.CallAsync("shim/setCredential", $$"""{"name":"{{name}}","secret":null}""");
        (await editor.Client.PublishedAsync(Elsewhere, 1)).Each("code").Should().Equal("unresolvedCredential");
    }

    [Fact]
    public async Task A_client_that_pulls_is_asked_to_and_sent_nothing()
    {
        await using var editor = await StartAsync(Editor.PullsDiagnostics);
        await editor.Client.OpenAsync(Elsewhere, Misspelt);

        (await editor.Client.PulledAsync(Elsewhere)).Shown().Should().Be("0:25-0:32 unknownProvider");
        (await editor.Client.PulledAsync("file:///never/opened.json")).GetArrayLength().Should().Be(0);
        editor.Home.WriteCatalog(Valid);
        await editor.Client.NotifyAsync("workspace/didChangeWatchedFiles", """{"changes":[]}""");
        await editor.Client.AnswerAsync(await editor.Client.HearAsync("workspace/diagnostic/refresh"), "null");
        await editor.Client.ShutdownAsync();
        await editor.Server.ExitAsync();

        Published(editor).Should().BeEmpty();
    }

    [Fact]
    public async Task A_client_that_can_show_none_is_sent_none()
    {
        await using var editor = await StartAsync("{}");

        await editor.Client.OpenAsync(Elsewhere, Misspelt);
        await editor.Client.ShutdownAsync();
        await editor.Server.ExitAsync();

        Published(editor).Should().BeEmpty();
    }

    [Fact]
    public async Task A_client_that_checks_the_schema_itself_is_shown_the_rest()
    {
        await using var editor = await StartAsync(options: """{"schemaDiagnostics":true}""");

        await editor.Client.OpenAsync(Elsewhere, """{"models":[{"model":"m","provider":"ollama","cost":-1,}],"router":{"default":"x"}}""");

        (await editor.Client.PublishedAsync(Elsewhere, 1)).Each("code").Should().Equal("unknownModel");
    }

    [Fact]
    public async Task Two_rows_of_one_slug_are_shown_together()
    {
        await using var editor = await StartAsync();

        await editor.Client.OpenAsync(
            Elsewhere,
            """[{"slug":"a","model":"m","provider":"ollama","cost":1},{"slug":"a","model":"n","provider":"ollama","cost":1}]"""
        );

        (await editor.Client.PublishedAsync(Elsewhere, 1))
            .At("0")
            .ShouldCover(
                $$$"""{"code":"duplicateSlug","relatedInformation":[{"location":{"uri":"{{{Elsewhere}}}","range":"*"},"message":"*"}]}"""
            );
    }

    [Fact]
    public async Task Errors_of_an_open_catalog_are_shown_in_it_and_not_by_a_message()
    {
        await using var editor = await StartAsync();
        var uri = Home.Uri(editor.Home.Catalog);
        await editor.Client.OpenAsync(uri, Valid);
        await editor.Client.PublishedAsync(uri, 1);

        editor.Home.WriteCatalog(Misspelt);
        await editor.Client.ChangeAsync(uri, 2, Misspelt);
        await editor.Client.SavedAsync(uri);
        await editor.Client.CallAsync("shim/status");
        await editor.Client.ShutdownAsync();
        await editor.Server.ExitAsync();

        editor.Client.Heard.Should().NotContain(message => message.Text("method") == "window/showMessage");
    }

    [Theory]
    [InlineData("textDocument/didOpen", "{}")]
    [InlineData("textDocument/didOpen", """{"textDocument":{"uri":7,"text":[]}}""")]
    [InlineData("textDocument/didOpen", """{"textDocument":{"uri":"","languageId":"json"}}""")]
    [InlineData("textDocument/didOpen", """{"textDocument":{"uri":"file:","languageId":"json","text":"[{\"model\":1,\"provider\":1}]"}}""")]
    [InlineData("textDocument/didChange", """{"textDocument":{"uri":"file:///elsewhere/my-models.json"},"contentChanges":{}}""")]
    [InlineData(
        "textDocument/didChange",
        """{"textDocument":{"uri":"file:///elsewhere/my-models.json"},"contentChanges":[{"range":{"start":{"line":-5}},"text":"\ud800"}]}"""
    )]
    [InlineData("textDocument/didClose", "{}")]
    [InlineData("textDocument/didSave", """{"textDocument":null}""")]
    public async Task A_strange_message_does_no_harm(string method, string parameters)
    {
        await using var editor = await StartAsync();
        await editor.Client.OpenAsync(Elsewhere, Valid);

        await editor.Client.NotifyAsync(method, parameters);
        await editor.Client.ChangeAsync(Elsewhere, 9, Misspelt);

        (await editor.Client.PublishedAsync(Elsewhere, 9)).Shown().Should().Be("0:25-0:32 unknownProvider");
    }

    private static string?[] Published(RunningEditor editor) =>
        [
            .. editor
                .Client.Heard.Where(message => message.Text("method") == "textDocument/publishDiagnostics")
                .Select(message => message.Text("params.uri")),
        ];

    private static Task<RunningEditor> StartAsync(
        string capabilities = Editor.IsSentDiagnostics,
        string options = "{}",
        string? settings = null
    ) => RunningEditor.StartAsync(capabilities, settings is null ? options : $$"""{"settings":{{settings}}}""");
}
