using System.Text.Json;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.OverStdio;

/// <summary>Sessions come and go with their folders and share nothing.</summary>
public class WorkspaceTests
{
    private const string Task = "Rename the variable.";

    [Fact]
    public async Task Two_folders_of_one_connection_never_see_each_other()
    {
        using var home = new Home();
        var (one, two) = (home.Folder("one"), home.Folder("two"));
        await using var server = ServerProcess.Lsp(home);
        await server.Client.InitializeAsync([one, two]);

        await CheckApart(In(server.Client, one), In(server.Client, two));
    }

    [Fact]
    public async Task Two_processes_on_one_workspace_never_see_each_other()
    {
        using var home = new Home();
        var folder = home.Folder("one");
        await using var first = ServerProcess.Lsp(home);
        await using var second = ServerProcess.Lsp(home);
        await first.Client.InitializeAsync([folder]);
        await second.Client.InitializeAsync([folder]);
        await second.Client.CallAsync("shim/status"); // open before the first one writes its memory

        await CheckApart(In(first.Client, folder), In(second.Client, folder));
    }

    [Fact]
    public async Task Folders_come_and_go_and_the_others_keep_their_sessions()
    {
        using var home = new Home();
        var (one, two) = (home.Folder("one"), home.Folder("two"));
        await using var server = ServerProcess.Lsp(home);
        await server.Client.InitializeAsync([one]);
        var (inOne, inTwo) = (In(server.Client, one), In(server.Client, two));
        await inOne("route", $$"""{"task":"{{Task}}"}""");
        (await server.Client.RefusedAsync("shim/status", $$"""{"workspaceFolder":{{Json.Quote(Home.Uri(two))}}}""")).ShouldCover(
            $$$"""{"code":1005,"message":"*","data":{"workspaceFolder":"{{{Home.Uri(two)}}}"}}"""
        );

        await Change(added: two, removed: null);
        await inTwo("route", $$"""{"task":"{{Task}}"}""");
        (await inOne("status", "{}")).ShouldCover("""{"generation":1,"entries":1}""");

        await Change(added: null, removed: one);
        (await server.Client.RefusedAsync("shim/status", $$"""{"workspaceFolder":{{Json.Quote(Home.Uri(one))}}}"""))
            .Number("code")
            .Should()
            .Be(1005);
        (await inTwo("status", "{}")).ShouldCover("""{"generation":1,"entries":1}""");
        (await server.Client.CallAsync("shim/status")).ShouldCover("""{"entries":1}""");

        await Change(added: one, removed: null);
        (await inOne("status", "{}")).ShouldCover("""{"generation":1,"entries":0,"requests":0}""");

        Task Change(string? added, string? removed) =>
            server.Client.NotifyAsync(
                "workspace/didChangeWorkspaceFolders",
                $$$"""
                {"event":{"added":[{{{Named(added)}}}],"removed":[{{{Named(removed)}}}]}}
                """
            );

        static string Named(string? folder) => folder is null ? "" : LspClientExtensions.WorkspaceFolder(folder);
    }

    [Fact]
    public async Task A_folder_may_be_named_by_its_path_or_by_any_spelling_of_its_uri()
    {
        using var home = new Home();
        var folder = home.Folder("a folder");
        await using var server = ServerProcess.Lsp(home);
        await server.Client.InitializeAsync([folder]);
        await server.Client.CallAsync("shim/switchModel", $$"""{"slug":"mid","workspaceFolder":{{Json.Quote(folder)}}}""");

        var uri = Home.Uri(folder);
        foreach (var name in new[] { folder, folder + "/", uri, uri + "/", uri.Replace("%20", " ", StringComparison.Ordinal) })
        {
            (await server.Client.CallAsync("shim/status", $$"""{"workspaceFolder":{{Json.Quote(name)}}}"""))
                .Text("active")
                .Should()
                .Be("mid", name);
        }
    }

    [Fact]
    public async Task An_editor_without_folders_has_one_session_and_older_ones_name_a_root()
    {
        using var home = new Home();
        await using (var server = ServerProcess.Lsp(home))
        {
            await server.Client.InitializeAsync();
            await server.Client.CallAsync("shim/switchModel", """{"slug":"mid"}""");
            (await server.Client.HearAsync("shim/activeModelChanged"))
                .At("params")
                .ShouldCover("""{"workspaceFolder":"-","active":"mid"}""");
        }

        await using (var server = ServerProcess.Lsp(home))
        {
            var root = home.Folder("root");
            await server.Client.CallAsync("initialize", $$"""{"capabilities":{},"rootUri":{{Json.Quote(Home.Uri(root))}}}""");
            await server.Client.CallAsync("shim/switchModel", """{"slug":"mid"}""");
            (await server.Client.HearAsync("shim/activeModelChanged"))
                .At("params")
                .ShouldCover($$"""{"workspaceFolder":"{{Home.Uri(root)}}"}""");
        }
    }

    [Fact]
    public async Task The_active_model_is_remembered_for_its_workspace_alone()
    {
        using var home = new Home();
        var (one, two) = (home.Folder("one"), home.Folder("two"));
        await Switch(one, """{"slug":"strong"}""");
        (await ActiveIn(one)).Should().Be("strong");
        (await ActiveIn(two)).Should().Be("auto");

        await Switch(one, """{"slug":"mid","persist":false}""");
        (await ActiveIn(one)).Should().Be("strong");

        home.WriteCatalog("""{"models":[{"slug":"other","model":"m","provider":"ollama"}]}""");
        await using var server = ServerProcess.Lsp(home);
        await server.Client.InitializeAsync([one]);
        (await server.Client.CallAsync("shim/listModels")).ShouldCover(
            """
            {"active":"auto","catalog":{"problems":[{"code":"activeModelMissing","severity":"warning","source":"session",
              "message":"*"}]}}
            """
        );

        async Task Switch(string folder, string parameters)
        {
            await using var server = ServerProcess.Lsp(home);
            await server.Client.InitializeAsync([folder]);
            await server.Client.CallAsync("shim/switchModel", parameters);
        }

        async Task<string?> ActiveIn(string folder)
        {
            await using var server = ServerProcess.Lsp(home);
            await server.Client.InitializeAsync([folder]);
            return (await server.Client.CallAsync("shim/status")).Text("active");
        }
    }

    [Fact]
    public async Task Keys_are_the_same_at_every_start()
    {
        using var home = new Home();
        string[] tasks = ["Rename x.", "  Rename x.\n", "Ünïcödé — 日本語 🦀"];
        var keys = new List<string?[]>();
        for (var start = 0; start < 2; start++)
        {
            await using var server = ServerProcess.Plain(home);
            var found = new List<string?>();
            foreach (var task in tasks)
            {
                found.Add((await server.Client.CallAsync("route", $$"""{"task":{{Json.Quote(task)}}}""")).Text("cacheKey"));
            }

            keys.Add([.. found]);
        }

        keys[0].Should().Equal(keys[1]).And.OnlyContain(key => key!.Length == 64 && key.All(char.IsAsciiHexDigitLower));
        keys[0].Distinct().Should().HaveCount(2); // the second is the first, trimmed
    }

    private static Func<string, string, Task<JsonElement>> In(ShimClient client, string folder) =>
        (method, parameters) =>
            client.CallAsync(
                $"shim/{method}",
                $$"""{"workspaceFolder":{{Json.Quote(Home.Uri(folder))}}{{(parameters == "{}" ? "" : ",")}}{{parameters[1..]}}"""
            );

    private static async Task CheckApart(Func<string, string, Task<JsonElement>> one, Func<string, string, Task<JsonElement>> two)
    {
        // The same task: neither finds the other's scores.
        (await one("route", $$"""{"task":"{{Task}}"}""")).ShouldCover("""{"source":"embedded","slug":"cheap"}""");
        (await one("route", $$"""{"task":"{{Task}}"}""")).ShouldCover("""{"source":"cache"}""");
        (await two("route", $$"""{"task":"{{Task}}"}""")).ShouldCover("""{"source":"embedded","slug":"cheap"}""");

        // Health.
        await one("reportOutcome", """{"slug":"cheap","status":401}""");
        (await one("route", $$"""{"task":"{{Task}}"}""")).ShouldCover("""{"source":"cache","slug":"mid"}""");
        (await two("route", $$"""{"task":"{{Task}}"}""")).ShouldCover("""{"source":"cache","slug":"cheap"}""");

        // The active model, and with it the cache.
        (await one("switchModel", """{"slug":"strong"}""")).ShouldCover("""{"generation":2}""");
        (await two("status", "{}")).ShouldCover("""{"active":"auto","generation":1,"entries":1,"hits":1,"misses":1}""");
        (await two("route", $$"""{"task":"{{Task}}"}""")).ShouldCover("""{"source":"cache","slug":"cheap"}""");
        (await one("status", "{}")).ShouldCover("""{"active":"strong","entries":0,"invalidations":{"modelSwitched":1}}""");
    }
}
