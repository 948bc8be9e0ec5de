using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.OverStdio;

/// <summary>Settings as editors send them: pushed, pulled, or given at the start.</summary>
public class ConfigurationTests
{
    private const string Pulls = """{"workspace":{"configuration":true}}""";

    [Fact]
    public async Task A_pushed_section_replaces_the_earlier_one_and_none_changes_no_setting_but_always_clears()
    {
        using var home = new Home();
        await using var server = ServerProcess.Lsp(home);
        await server.Client.FollowAsync(
            """
            @initialize
            > {"method":"initialized","params":{}}
            > {"method":"workspace/didChangeConfiguration","params":{"settings":{"shim":{"router":{"cacheCapacity":7,"threshold":0.5}}}}}
            > {"id":2,"method":"shim/route","params":{"task":"Rename x."}}
            < {"id":2,"result":{"generation":2,"threshold":0.5,"source":"embedded"}}
            > {"id":3,"method":"shim/status"}
            < {"id":3,"result":{"generation":2,"capacity":7,"entries":1,"invalidations":{"configurationChanged":1}}}
            > {"method":"workspace/didChangeConfiguration","params":{"settings":null}}
            > {"id":4,"method":"shim/route","params":{"task":"Rename x."}}
            < {"id":4,"result":{"generation":3,"threshold":0.5,"source":"embedded"}}
            > {"method":"workspace/didChangeConfiguration","params":{"settings":{"editor":{"fontSize":9}}}}
            > {"id":5,"method":"shim/status"}
            < {"id":5,"result":{"generation":4,"capacity":7,"entries":0,"invalidations":{"configurationChanged":3}}}
            > {"method":"workspace/didChangeConfiguration","params":{"settings":{"shim":{"router":{"threshold":0.6}}}}}
            > {"id":6,"method":"shim/status"}
            < {"id":6,"result":{"generation":5,"capacity":256,"invalidations":{"configurationChanged":4}}}
            > {"method":"workspace/didChangeConfiguration","params":{"settings":{"shim":{"router":{"threshold":0.6}}}}}
            > {"id":7,"method":"shim/status"}
            < {"id":7,"result":{"generation":6}}
            """
        );
    }

    [Fact]
    public async Task Settings_at_the_start_do_not_invalidate_and_null_means_not_set()
    {
        using var home = new Home();
        await using var server = ServerProcess.Lsp(home);
        await server.Client.InitializeAsync(
            options: """
            {"settings":{"router":{"enabled":null,"threshold":0.55,"cacheCapacity":3,"cacheTtlSeconds":null,"cache":null},"logLevel":null}}
            """
        );

        (await server.Client.CallAsync("shim/status")).ShouldCover("""{"generation":1,"active":"auto","capacity":3,"invalidations":{}}""");
        (await server.Client.CallAsync("shim/route", """{"task":"Rename x."}""")).ShouldCover("""{"threshold":0.55}""");
    }

    [Fact]
    public async Task A_setting_of_the_wrong_type_is_a_problem_and_the_others_hold()
    {
        using var home = new Home();
        await using var server = ServerProcess.Lsp(home);
        await server.Client.InitializeAsync(options: """{"settings":{"router":{"threshold":"high","cacheCapacity":5}}}""");

        var listed = await server.Client.CallAsync("shim/listModels");
        listed.ShouldCover(
            """{"catalog":{"problems":[{"source":"settings","path":"router.threshold","severity":"*","code":"*","message":"*"}]}}"""
        );
        (await server.Client.CallAsync("shim/status")).Number("capacity").Should().Be(5);
    }

    [Fact]
    public async Task The_router_may_be_switched_off_and_the_default_is_active()
    {
        using var home = new Home();
        await using var server = ServerProcess.Lsp(home);
        await server.Client.InitializeAsync(options: """{"settings":{"router":{"enabled":false,"default":"mid"}}}""");

        var listed = await server.Client.CallAsync("shim/listModels");
        listed.Text("active").Should().Be("mid");
        listed.At("models").Each("slug").Should().Equal("cheap", "mid", "strong");
    }

    [Fact]
    public async Task Only_changes_of_our_section_and_of_workspace_catalogs_are_asked_for()
    {
        using var home = new Home();
        await using var server = ServerProcess.Lsp(home);
        server.Client.Answers.TryRemove("client/registerCapability", out _);
        await server.Client.InitializeAsync(
            capabilities: """
            {"workspace":{"didChangeConfiguration":{"dynamicRegistration":true},"didChangeWatchedFiles":{"dynamicRegistration":true}}}
            """
        );

        var asked = await server.Client.HearAsync("client/registerCapability");
        asked.ShouldCover(
            """
            {"id":"*","params":{"registrations":[
              {"id":"*","method":"workspace/didChangeConfiguration","registerOptions":{"section":"shim"}},
              {"id":"*","method":"workspace/didChangeWatchedFiles",
                "registerOptions":{"watchers":[{"globPattern":"**/.shim/models.json"}]}}]}}
            """
        );

        // Nothing waits for the client's answer.
        (await server.Client.CallAsync("shim/status"))
            .Number("generation")
            .Should()
            .Be(1);
    }

    [Theory]
    [InlineData("""{"code":-32601,"message":"no"}""")]
    [InlineData("""{"code":-32603,"message":"no","data":{"type":3,"stack":[]}}""")]
    [InlineData("""{"code":-32000,"message":"no","data":{"message":["no"],"inner":{"type":"Error"}}}""")]
    [InlineData("""{"code":-32004,"message":"no","data":"because"}""")]
    [InlineData("""{"code":0,"message":"no","data":null}""")]
    public async Task A_client_that_refuses_does_no_harm_whatever_it_sends(string error)
    {
        using var home = new Home();
        await using var server = ServerProcess.Lsp(home);
        server.Client.Answers.TryRemove("client/registerCapability", out _);
        await server.Client.InitializeAsync(capabilities: """{"workspace":{"didChangeConfiguration":{"dynamicRegistration":true}}}""");

        var asked = await server.Client.HearAsync("client/registerCapability");
        await server.Client.SendAsync($$$"""{"jsonrpc":"2.0","id":{{{asked.At("id").GetRawText()}}},"error":{{{error}}}}""");
        (await server.Client.CallAsync("shim/status")).Number("generation").Should().Be(1);
    }

    [Fact]
    public async Task Each_folder_is_pulled_for_by_its_own_name_and_its_answer_wins_over_what_was_pushed()
    {
        using var home = new Home();
        var (one, two) = (home.Folder("one"), home.Folder("two"));
        await using var server = HostedServer.Lsp(home);
        server.Client.Answers["workspace/configuration"] = _ => """[{"router":{"cacheCapacity":11}},{"router":{"cacheCapacity":12}}]""";
        await server.Client.InitializeAsync([one, two], Pulls, """{"settings":{"router":{"cacheCapacity":5}}}""");

        (await CapacityOf(one)).Should().Be(11);
        (await CapacityOf(two)).Should().Be(12);
        server
            .Client.Heard.Single(message => message.Text("method") == "workspace/configuration")
            .ShouldCover(
                $$$"""
                {"params":{"items":[{"section":"shim","scopeUri":"{{{Home.Uri(one)}}}"},{"section":"shim","scopeUri":"{{{Home.Uri(
                    two
                )}}}"}]}}
                """
            );

        server.Client.Answers["workspace/configuration"] = _ => """[null,{"router":{"cacheCapacity":13}}]""";
        await server.Client.NotifyAsync("workspace/didChangeConfiguration", """{"settings":{"shim":{"router":{"cacheCapacity":6}}}}""");

        (await CapacityOf(one)).Should().Be(6);
        (await CapacityOf(two)).Should().Be(13);

        async Task<long> CapacityOf(string folder) =>
            (await server.Client.CallAsync("shim/status", $$"""{"workspaceFolder":{{Json.Quote(Home.Uri(folder))}}}""")).Number("capacity");
    }

    [Theory]
    [InlineData("file:///a%20b", "file:///a%20b")]
    [InlineData("vscode-vfs://github/a", "vscode-vfs://github/a")]
    [InlineData("/a b#c", "file:///a%20b%23c")]
    [InlineData("\uFFFD", Json.Absent)]
    public async Task The_scope_of_a_folder_is_a_URI_however_the_client_names_it(string folder, string scope)
    {
        using var home = new Home();
        await using var server = ServerProcess.Lsp(home);
        await server.Client.CallAsync("initialize", $$"""{"capabilities":{{Pulls}},"rootPath":{{Json.Quote(folder)}}}""");
        await server.Client.NotifyAsync("initialized", "{}");

        var pull = await server.Client.HearAsync("workspace/configuration");
        pull.ShouldCover($$$"""{"params":{"items":[{"section":"shim","scopeUri":{{{Json.Quote(scope)}}}}]}}""");
    }

    [Fact]
    public async Task A_pulled_answer_clears_only_if_it_changes_something_and_the_first_one_never_does()
    {
        using var home = new Home();
        await using var server = HostedServer.Lsp(home);
        var threshold = "0.5";
        server.Client.Answers["workspace/configuration"] = _ => $$$"""[{"router":{"threshold":{{{threshold}}}}}]""";
        await server.Client.InitializeAsync(capabilities: Pulls);
        var start = await server.Client.CallAsync("shim/status");
        start.ShouldCover("""{"invalidations":{}}""");
        (await server.Client.CallAsync("shim/route", """{"task":"Rename x."}""")).ShouldCover("""{"threshold":0.5}""");

        await server.Client.NotifyAsync("workspace/didChangeConfiguration", """{"settings":null}""");
        var same = await server.Client.CallAsync("shim/status");
        same.ShouldCover("""{"entries":0,"invalidations":{"configurationChanged":1}}""");
        same.Number("generation").Should().Be(start.Number("generation") + 1);

        threshold = "0.6";
        await server.Client.NotifyAsync("workspace/didChangeConfiguration", """{"settings":null}""");
        var other = await server.Client.CallAsync("shim/status");
        other.ShouldCover("""{"invalidations":{"configurationChanged":3}}""");
        other.Number("generation").Should().Be(same.Number("generation") + 2);
        (await server.Client.CallAsync("shim/route", """{"task":"Rename x."}""")).ShouldCover("""{"threshold":0.6}""");
    }

    [Fact]
    public async Task A_client_that_does_not_answer_is_waited_for_a_second_and_the_old_settings_hold()
    {
        using var home = new Home();
        await using var server = ServerProcess.Lsp(home);
        await server.Client.InitializeAsync(capabilities: Pulls, options: """{"settings":{"router":{"threshold":0.5}}}""");
        var pull = await server.Client.HearAsync("workspace/configuration");

        (await server.Client.CallAsync("shim/route", """{"task":"Rename x."}""")).ShouldCover("""{"threshold":0.5,"generation":1}""");

        // It comes late and is taken when it comes: as a change, since what was answered meanwhile went by the old settings.
        await server.Client.AnswerAsync(pull, """[{"router":{"threshold":0.9}}]""");
        await server.Client.UntilAsync("shim/status", """{"generation":2,"entries":0,"invalidations":{"configurationChanged":1}}""");
        (await server.Client.CallAsync("shim/route", """{"task":"Rename x."}""")).ShouldCover("""{"threshold":0.9,"source":"embedded"}""");
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("[null]")]
    [InlineData("[7]")]
    [InlineData("""[{"router":{"threshold":0.9}},{"router":{"threshold":0.9}}]""")]
    public async Task An_invalid_answer_changes_nothing(string answer)
    {
        using var home = new Home();
        await using var server = HostedServer.Lsp(home);
        server.Client.Answers["workspace/configuration"] = _ => answer;
        await server.Client.InitializeAsync(capabilities: Pulls, options: """{"settings":{"router":{"threshold":0.5}}}""");

        (await server.Client.CallAsync("shim/route", """{"task":"Rename x."}""")).ShouldCover("""{"threshold":0.5,"generation":1}""");
    }

    [Fact]
    public async Task A_request_that_waits_for_the_configuration_can_be_cancelled_at_once()
    {
        using var home = new Home();
        await using var server = ServerProcess.Lsp(home);
        await server.Client.InitializeAsync(capabilities: Pulls);
        var cancelled = await server.Client.BeginAsync("shim/route", """{"task":"Rename x."}""", "\"waits\"");
        await server.Client.NotifyAsync("$/cancelRequest", """{"id":"waits"}""");

        (await cancelled).ShouldCover("""{"error":{"code":-32800}}""");
        await server.Client.AnswerAsync(await server.Client.HearAsync("workspace/configuration"), "[null]");
        (await server.Client.CallAsync("shim/status")).Number("requests").Should().Be(0);
    }

    [Fact]
    public async Task Exit_does_not_wait_for_the_configuration_and_the_shutdown_before_it_counts()
    {
        using var home = new Home();
        await using var server = HostedServer.Lsp(home);
        await server.Client.InitializeAsync(capabilities: Pulls);
        await server.Client.HearAsync("workspace/configuration");
        var shutdown = await server.Client.BeginAsync("shutdown");
        await server.Client.NotifyAsync("exit");

        (await server.ExitAsync()).Should().Be(0, "its clock does not move, so it must not wait for any time");
        (await shutdown).ShouldCover("""{"result":null}""");
    }
}
