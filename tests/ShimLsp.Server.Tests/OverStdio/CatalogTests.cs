using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.OverStdio;

/// <summary>models.json on the disk: edited, broken, trusted, allowed to send a key.</summary>
public class CatalogTests
{
    private const string OneModel = """{"models":[{"slug":"new","model":"m-new","provider":"ollama","cost":1}]}""";

    [Fact]
    public async Task An_edit_is_noticed_without_help_announced_and_clears_the_cache()
    {
        using var home = new Home();
        await using var server = ServerProcess.Lsp(home);
        await server.Client.InitializeAsync([home.Work]);
        await server.Client.CallAsync("shim/route", """{"task":"Rename x."}""");
        await server.Client.CallAsync("shim/switchModel", """{"slug":"mid","persist":false}""");

        home.WriteCatalog(OneModel);

        (await server.Client.HearAsync("shim/modelsChanged"))
            .At("params")
            .ShouldCover(
                $$"""
                {"workspaceFolder":"{{Home.Uri(home.Work)}}","version":2,"generation":3,"problems":[{"code":"activeModelMissing"}]}
                """
            );
        (await server.Client.HearAsync("shim/activeModelChanged", change => change.Text("active") == "auto"))
            .At("params")
            .ShouldCover("""{"previous":"mid"}""");
        (await server.Client.CallAsync("shim/listModels")).At("models").Each("slug").Should().Equal("auto", "new");
        (await server.Client.CallAsync("shim/status")).ShouldCover(
            """{"entries":0,"invalidations":{"modelSwitched":1,"catalogChanged":1}}"""
        );
    }

    [Fact]
    public async Task A_classifier_without_its_key_is_a_problem_until_the_key_is_there()
    {
        using var home = new Home(
            """
            {"models":[{"slug":"judge","model":"j","provider":"openai","api_key":"${secret:judge}"},
             {"slug":"m","model":"m","provider":"ollama"}],
             "router":{"classifier":"judge"}}
            """
        );
        await using var server = ServerProcess.Plain(home);
        async Task<string?[]> CodesAsync() => [.. (await server.Client.CallAsync("listModels")).At("catalog.problems").Each("code")];

        (await CodesAsync()).Should().Contain("classifierLacksKey");
        await server.Client.CallAsync("setCredential", """{"name":"judge","secret":"k"}""");
        (await CodesAsync()).Should().NotContain("classifierLacksKey");
    }

    [Fact]
    public async Task A_catalog_that_appears_and_disappears_is_noticed_by_itself()
    {
        using var home = new Home(catalog: null);
        await using var server = ServerProcess.Plain(home);
        await server.Client.CallAsync("subscribe", """{"events":["modelsChanged"]}""");
        (await server.Client.CallAsync("listModels")).ShouldCover("""{"catalog":{"sources":["embedded"]}}""");

        home.WriteCatalog(OneModel);
        await server.Client.HearAsync("modelsChanged");
        (await server.Client.CallAsync("listModels")).At("models").Each("slug").Should().Equal("auto", "new");

        File.Delete(home.Catalog);
        await server.Client.HearAsync("modelsChanged");
        (await server.Client.CallAsync("listModels")).ShouldCover("""{"catalog":{"sources":["embedded"],"version":3}}""");
    }

    [Fact]
    public async Task A_model_says_where_its_row_starts_and_the_catalog_where_the_persons_own_file_is()
    {
        using var home = new Home(
            "[\n  \"local\",\n  /* é */ {\"display_name\":\"Modèle é 7b\",\"model\":\"m\",\"provider\":\"ollama\"}\n]"
        );
        await using var server = ServerProcess.Plain(home);

        var file = Json.Quote(home.Catalog);
        (await server.Client.CallAsync("listModels")).ShouldCover(
            $$$"""
            {
              "models": [
                { "slug": "auto", "position": "-" },
                { "slug": "local", "position": { "line": 1, "column": 2 } },
                { "slug": "m", "displayName": "Modèle é 7b", "position": { "line": 2, "column": 10 } }
              ],
              "catalog": { "sources": [{{{file}}}], "userFile": {{{file}}} }
            }
            """
        );
    }

    [Fact]
    public async Task The_built_in_sample_has_positions_too_and_the_persons_file_is_told_before_it_is_there()
    {
        using var home = new Home(catalog: null);
        await using var server = ServerProcess.Plain(home);

        var list = await server.Client.CallAsync("listModels");
        list.ShouldCover($$$"""{"catalog":{"sources":["embedded"],"userFile":{{{Json.Quote(home.Catalog)}}} }}""");
        list.At("models.1").ShouldCover("""{"position":{"column":4}}""");
    }

    [Fact]
    public async Task A_file_that_the_editor_saw_change_is_read_at_once()
    {
        using var home = new Home();
        await using var server = ServerProcess.Lsp(home);
        await server.Client.InitializeAsync([home.Work]);
        await server.Client.CallAsync("shim/status");

        home.WriteCatalog(OneModel);
        await FilesChanged(server.Client, home);

        (await server.Client.CallAsync("shim/listModels")).At("models").Each("slug").Should().Equal("auto", "new");
    }

    [Fact]
    public async Task Text_that_does_not_parse_keeps_the_last_good_catalog_and_the_cache()
    {
        using var home = new Home();
        await using var server = ServerProcess.Lsp(home);
        await server.Client.InitializeAsync([home.Work]);
        await server.Client.CallAsync("shim/route", """{"task":"Rename x."}""");

        home.WriteCatalog(Home.ThreeModels[..^20]);
        await FilesChanged(server.Client, home);

        var problems = (await server.Client.HearAsync("shim/modelsChanged")).At("params");
        problems.ShouldCover("""{"version":1,"generation":1}""");
        problems.At("problems").Each("code").Should().Contain("lastGoodInForce").And.HaveCount(2);
        (await server.Client.CallAsync("shim/listModels")).At("models").Each("slug").Should().Equal("auto", "cheap", "mid", "strong");
        (await server.Client.CallAsync("shim/route", """{"task":"Rename x."}""")).ShouldCover("""{"source":"cache","generation":1}""");

        home.WriteCatalog(Home.ThreeModels);
        await FilesChanged(server.Client, home);

        (await server.Client.CallAsync("shim/listModels")).ShouldCover("""{"generation":1,"catalog":{"version":1,"problems":[]}}""");
        (await server.Client.CallAsync("shim/route", """{"task":"Rename x."}""")).ShouldCover("""{"source":"cache"}""");
    }

    [Fact]
    public async Task Identical_bytes_change_nothing()
    {
        using var home = new Home();
        await using var server = ServerProcess.Lsp(home);
        await server.Client.InitializeAsync([home.Work]);
        await server.Client.CallAsync("shim/route", """{"task":"Rename x."}""");

        home.WriteCatalog(Home.ThreeModels);
        await FilesChanged(server.Client, home);

        (await server.Client.CallAsync("shim/status")).ShouldCover("""{"generation":1,"entries":1,"invalidations":{}}""");
        await server.Client.ShutdownAsync();
        await server.ExitAsync();
        server.Client.Heard.Should().NotContain(message => message.Text("method") == "shim/modelsChanged");
    }

    [Fact]
    public async Task A_setting_may_name_the_catalog_and_a_missing_one_is_a_problem()
    {
        using var home = new Home();
        var named = home.Write("elsewhere/named.json", OneModel);
        await using var server = ServerProcess.Lsp(home);
        await server.Client.InitializeAsync([home.Work]);
        await server.Client.CallAsync("shim/status");

        await Name(named);
        (await server.Client.CallAsync("shim/listModels")).ShouldCover(
            $$$"""{"models":[{},{"slug":"new"}],"catalog":{"sources":[{{{Json.Quote(named)}}}]}}"""
        );

        // Not fallen through: the catalog read before stays, and the problem shows.
        await Name(home.At("elsewhere/nothing.json"));
        var listed = await server.Client.CallAsync("shim/listModels");
        listed.At("models").Each("slug").Should().Equal("auto", "new");
        listed.At("catalog.problems").Each("code").Should().Contain("unreadableCatalog");

        Task Name(string path) =>
            server.Client.NotifyAsync(
                "workspace/didChangeConfiguration",
                """{"settings":{"shim":{"modelsPath":PATH}}}""".Replace("PATH", Json.Quote(path), StringComparison.Ordinal)
            );
    }

    [Fact]
    public async Task A_catalog_that_was_never_readable_answers_1003_until_it_is()
    {
        using var home = new Home("""{"models":[""");
        await using var server = ServerProcess.Plain(home);
        await server.Client.CallAsync("subscribe", """{"events":["modelsChanged"]}""");
        (await server.Client.RefusedAsync("route", """{"task":"Rename x."}""")).ShouldCover(
            """
            {"code":1003,"message":"*","data":{"problems":[{"code":"*","severity":"error","message":"*","source":"*","line":"*",
              "column":"*"}]}}
            """
        );
        (await server.Client.CallAsync("listModels")).ShouldCover("""{"models":"*","catalog":{"sources":[]}}""");

        home.WriteCatalog(OneModel);
        await server.Client.HearAsync("modelsChanged");

        (await server.Client.CallAsync("route", """{"task":"Rename x."}""")).ShouldCover("""{"slug":"new"}""");
    }

    [Fact]
    public async Task A_key_file_that_changes_drops_the_cache()
    {
        using var home = new Home(catalog: null);
        home.Write("config/shim-lsp/key", "one\n");
        home.WriteCatalog(
            """
            {"models":[
              {"slug":"cheap","model":"a","provider":"anthropic","api_key":"${file:key}","cost":1,"strength":0.4},
              {"slug":"strong","model":"b","provider":"ollama","cost":9,"strength":0.9}]}
            """
        );
        await using var server = ServerProcess.Lsp(home);
        await server.Client.InitializeAsync();
        (await server.Client.CallAsync("shim/listModels")).ShouldCover(
            """
            {"models":[{},{"slug":"cheap","credential":{"kind":"file"},"availability":{"state":"available"}},{}]}
            """
        );
        await server.Client.CallAsync("shim/route", """{"task":"Rename x."}""");

        home.Write("config/shim-lsp/key", "two\n");
        await FilesChanged(server.Client, home);
        (await server.Client.CallAsync("shim/status")).ShouldCover(
            """{"generation":2,"entries":0,"invalidations":{"credentialChanged":1}}"""
        );

        File.Delete(home.At("config/shim-lsp/key"));
        (await server.Client.HearAsync("shim/availabilityChanged"))
            .At("params")
            .ShouldCover("""{"slug":"cheap","availability":{"state":"missingCredential"}}""");
    }

    private static Task FilesChanged(ShimClient client, Home home) =>
        client.NotifyAsync("workspace/didChangeWatchedFiles", $$"""{"changes":[{"uri":"{{Home.Uri(home.Catalog)}}","type":2}]}""");
}
