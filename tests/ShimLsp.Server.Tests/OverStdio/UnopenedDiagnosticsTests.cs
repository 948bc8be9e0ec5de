using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.OverStdio;

/// <summary>
/// What is wrong in catalogs that are in use and not open, for a client that shows such files, as VS Code does in its Problems view. Each
/// file has its diagnostics from one place: nothing is shown twice.
/// </summary>
public class UnopenedDiagnosticsTests
{
    private const string Options = """{"diagnoseUnopened":true,"schemaDiagnostics":["**/.shim/models.json","**/shim-lsp/models.json"]}""";
    private const string NegativeCost = """[{"model":"m","provider":"ollama","cost":-1}]""";
    private const string Valid = """[{"model":"m","provider":"ollama"}]""";

    private static string Own(RunningEditor editor) => Home.Uri(editor.Home.Catalog);

    [Fact]
    public async Task A_catalog_in_use_has_its_diagnostics_before_it_is_open()
    {
        await using var editor = await StartAsync(home => home.WriteCatalog(NegativeCost));

        (await editor.Client.PublishedAsync(Own(editor), version: null)).Shown().Should().Be("0:41-0:43 outOfRange");
    }

    [Fact]
    public async Task Open_it_has_those_of_its_text_and_closed_those_of_the_file()
    {
        await using var editor = await StartAsync(home => home.WriteCatalog(NegativeCost));
        await editor.Client.PublishedAsync(Own(editor), version: null);

        // The client checks an open one by the schema, and nobody checks a closed one.
        await editor.Client.OpenAsync(Own(editor), NegativeCost, version: 1);
        (await editor.Client.PublishedAsync(Own(editor), 1)).GetArrayLength().Should().Be(0);
        await editor.Client.ChangeAsync(Own(editor), 2, """{"models":[{"model":"m","provider":"ollama"}],"router":{"default":"x"}}""");
        (await editor.Client.PublishedAsync(Own(editor), 2)).Each("code").Should().Equal("unknownModel");
        await editor.Client.CloseAsync(Own(editor));
        (await editor.Client.PublishedAsync(Own(editor), version: null)).Shown().Should().Be("0:41-0:43 outOfRange");
    }

    [Fact]
    public async Task A_key_that_is_not_set_is_a_note_until_the_file_is_open_and_a_warning_then()
    {
        const string text = """[{"model":"m","provider":"ollama","api_key":"${env:SHIM_TESTS_NEVER_SET}"}]""";
        const int warning = 2;
        const int information = 3;
        await using var editor = await StartAsync(home => home.WriteCatalog(text));

        await IsAsync(version: null, information);
        await editor.Client.OpenAsync(Own(editor), text, version: 1);
        await IsAsync(version: 1, warning);
        await editor.Client.CloseAsync(Own(editor));
        await IsAsync(version: null, information);

        async Task IsAsync(int? version, int severity)
        {
            var published = await editor.Client.PublishedAsync(Own(editor), version);
            published.Each("code").Should().Equal("unresolvedCredential");
            published.At("0").GetProperty("severity").GetInt32().Should().Be(severity);
        }
    }

    [Fact]
    public async Task They_follow_the_file_and_go_with_its_last_fault()
    {
        await using var editor = await StartAsync(home => home.WriteCatalog(NegativeCost));
        await editor.Client.PublishedAsync(Own(editor), version: null);

        editor.Home.WriteCatalog("""[{"model":"m" "provider":"ollama"}]""");
        await ChangedAsync(editor);
        (await editor.Client.PublishedAsync(Own(editor), version: null)).Each("code").Should().Equal("lastGoodInForce", "invalidJson");
        editor.Home.WriteCatalog(Valid);
        await ChangedAsync(editor);
        (await editor.Client.PublishedAsync(Own(editor), version: null)).GetArrayLength().Should().Be(0);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_says_so_and_one_that_is_used_no_longer_has_none()
    {
        await using var editor = await StartAsync(home => home.WriteCatalog(NegativeCost));
        await editor.Client.PublishedAsync(Own(editor), version: null);
        var missing = editor.Home.At("missing.json");

        await SetAsync(editor, missing);
        (await editor.Client.PublishedAsync(Home.Uri(missing), version: null)).Shown().Should().Contain("0:0-0:0 unreadableCatalog");
        await SetAsync(editor, editor.Home.Write("team.json", Valid));
        (await editor.Client.PublishedAsync(Home.Uri(missing), version: null)).GetArrayLength().Should().Be(0);
        (await editor.Client.PublishedAsync(Own(editor), version: null)).GetArrayLength().Should().Be(0);
    }

    [Fact]
    public async Task A_client_that_could_pull_is_sent_all_and_told_not_to()
    {
        await using var editor = await StartAsync(home => home.WriteCatalog(NegativeCost), capabilities: Editor.PullsDiagnostics);

        (await editor.Client.PublishedAsync(Own(editor), version: null)).GetArrayLength().Should().Be(1);
        await editor.Client.OpenAsync(Own(editor), "[]");
        (await editor.Client.PublishedAsync(Own(editor), 1)).Each("code").Should().Equal("noModels");
        editor.Capabilities.TryGetProperty("diagnosticProvider", out _).Should().BeFalse();
    }

    [Fact]
    public async Task A_client_that_does_not_ask_is_sent_those_of_open_files_alone()
    {
        await using var editor = await StartAsync(home => home.WriteCatalog(NegativeCost), options: "{}");
        await editor.Client.OpenAsync("file:///elsewhere/m.json", Valid);
        await editor.Client.PublishedAsync("file:///elsewhere/m.json", 1);
        await ChangedAsync(editor);
        await editor.Client.ShutdownAsync();
        await editor.Server.ExitAsync();

        editor.Client.Heard.Should().NotContain(message => message.Text("params.uri") == Own(editor));
    }

    [Theory]
    [InlineData("file:///home/me/.config/shim-lsp/models.json", "")]
    [InlineData("file:///home/me/shop/%2Eshim/models.json", "")]
    [InlineData("file:///home/me/team/models.json", "outOfRange")]
    [InlineData("untitled:Untitled-1", "outOfRange")]
    public async Task Only_where_the_client_has_the_schema_is_left_out_what_that_says(string uri, string expected)
    {
        await using var editor = await StartAsync();

        await editor.Client.OpenAsync(uri, """[{"model":"m","provider":"ollama","cost":-1,"card":"a","card":"b"}]""");

        string.Join(' ', (await editor.Client.PublishedAsync(uri, 1)).Each("code")).Should().Be(expected);
    }

    [Fact]
    public async Task A_file_that_names_a_schema_is_the_clients_to_check()
    {
        await using var editor = await StartAsync();

        await editor.Client.OpenAsync(
            "file:///team/m.json",
            """{"$schema":"./s.json","models":[{"model":"m","provider":"ollama","cost":-1}]}"""
        );

        (await editor.Client.PublishedAsync("file:///team/m.json", 1)).GetArrayLength().Should().Be(0);
    }

    private static Task SetAsync(RunningEditor editor, string modelsPath) =>
        editor.Client.NotifyAsync(
            "workspace/didChangeConfiguration",
            $$"""{"settings":{"shim":{"modelsPath":{{Json.Quote(modelsPath)}} } } }"""
        );

    private static Task ChangedAsync(RunningEditor editor) =>
        editor.Client.NotifyAsync("workspace/didChangeWatchedFiles", """{"changes":[]}""");

    private static Task<RunningEditor> StartAsync(
        Action<Home>? prepare = null,
        string options = Options,
        string capabilities = Editor.IsSentDiagnostics
    ) => RunningEditor.StartAsync(capabilities, options, prepare);
}
