using System.Text.Json;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.FullStack;

/// <summary>What is read behind a pull waits for its answer, at most a second by the clock.</summary>
public class HeldMessagesTests
{
    private const string Pulls = """{"workspace":{"configuration":true}}""";

    [Fact]
    public async Task They_wait_for_the_answer_and_no_longer()
    {
        using var home = new Home(HostedServer.Catalog);
        await using var server = HostedServer.Lsp(home);
        var pull = await StartAsync(server);
        var waits = await server.Client.BeginAsync("shim/status");
        server.Time.Advance(TimeSpan.FromMilliseconds(999));
        waits.IsCompleted.Should().BeFalse();

        await server.Client.AnswerAsync(pull, """[{"router":{"cacheCapacity":9}}]""");

        (await waits).ShouldCover("""{"result":{"capacity":9,"generation":3,"invalidations":{"configurationChanged":2}}}""");
    }

    [Fact]
    public async Task After_a_second_the_old_settings_hold_until_the_answer_comes()
    {
        using var home = new Home(HostedServer.Catalog);
        await using var server = HostedServer.Lsp(home);
        var pull = await StartAsync(server);
        var waits = await server.Client.BeginAsync("shim/status");

        server.Time.Advance(TimeSpan.FromSeconds(1));

        (await waits).ShouldCover("""{"result":{"capacity":256,"generation":2,"invalidations":{"configurationChanged":1}}}""");
        await server.Client.AnswerAsync(pull, """[{"router":{"cacheCapacity":9}}]""");
        await server.Client.UntilAsync("shim/status", """{"capacity":9,"generation":3,"invalidations":{"configurationChanged":2}}""");
    }

    [Fact]
    public async Task A_late_answer_gives_way_to_a_later_question()
    {
        using var home = new Home(HostedServer.Catalog);
        await using var server = HostedServer.Lsp(home);
        var late = await StartAsync(server);
        server.Time.Advance(TimeSpan.FromSeconds(1));
        await server.Client.NotifyAsync("workspace/didChangeConfiguration", """{"settings":null}""");
        var next = await server.Client.HearAsync("workspace/configuration");

        await server.Client.AnswerAsync(late, """[{"router":{"cacheCapacity":9}}]""");
        await server.Client.AnswerAsync(next, """[{"router":{"cacheCapacity":7}}]""");

        (await server.Client.CallAsync("shim/status")).ShouldCover("""{"capacity":7,"invalidations":{"configurationChanged":3}}""");
    }

    [Theory]
    [InlineData("workspace/didChangeConfiguration", """{"settings":null}""")]
    [InlineData("workspace/didChangeWorkspaceFolders", """{"event":{"added":[{"uri":"untitled:1"}],"removed":[{"uri":"untitled:1"}]}}""")]
    public async Task Many_changes_in_a_row_hold_a_request_for_one_second_in_all(string change, string parameters)
    {
        using var home = new Home(HostedServer.Catalog);
        await using var server = HostedServer.Lsp(home);
        await StartAsync(server);
        for (var time = 0; time < 10; time++)
        {
            await server.Client.NotifyAsync(change, parameters);
        }

        var waits = await server.Client.BeginAsync("shim/status");
        await AllIsReadAsync(server);
        server.Time.Advance(TimeSpan.FromMilliseconds(999));
        waits.IsCompleted.Should().BeFalse();

        server.Time.Advance(TimeSpan.FromMilliseconds(1));

        (await waits).ShouldCover("""{"result":{"capacity":256}}""");
    }

    [Fact]
    public async Task A_question_that_a_later_one_supersedes_is_not_waited_for()
    {
        using var home = new Home(HostedServer.Catalog);
        await using var server = HostedServer.Lsp(home);
        var superseded = await StartAsync(server);
        await server.Client.NotifyAsync("workspace/didChangeConfiguration", """{"settings":null}""");
        var waits = await server.Client.BeginAsync("shim/status");
        var pull = await server.Client.HearAsync("workspace/configuration");
        waits.IsCompleted.Should().BeFalse();

        await server.Client.AnswerAsync(pull, """[{"router":{"cacheCapacity":9}}]""");
        (await waits).ShouldCover("""{"result":{"capacity":9}}""");

        await server.Client.AnswerAsync(superseded, """[{"router":{"cacheCapacity":7}}]""");
        (await server.Client.CallAsync("shim/status")).ShouldCover("""{"capacity":9}""");
    }

    [Fact]
    public async Task A_request_before_a_change_waits_for_the_question_before_it()
    {
        using var home = new Home(HostedServer.Catalog);
        await using var server = HostedServer.Lsp(home);
        var pull = await StartAsync(server);
        var before = await server.Client.BeginAsync("shim/status");
        await server.Client.NotifyAsync("workspace/didChangeConfiguration", """{"settings":null}""");
        var behind = await server.Client.BeginAsync("shim/status");

        await server.Client.AnswerAsync(pull, """[{"router":{"cacheCapacity":9}}]""");
        (await before).ShouldCover("""{"result":{"capacity":9}}""");
        var next = await server.Client.HearAsync("workspace/configuration");
        behind.IsCompleted.Should().BeFalse();

        await server.Client.AnswerAsync(next, """[{"router":{"cacheCapacity":7}}]""");
        (await behind).ShouldCover("""{"result":{"capacity":7}}""");
    }

    [Fact]
    public async Task A_refusal_releases_them()
    {
        using var home = new Home(HostedServer.Catalog);
        await using var server = HostedServer.Lsp(home);
        var pull = await StartAsync(server);
        var waits = await server.Client.BeginAsync("shim/status");

        await server.Client.SendAsync(
            $$$"""{"jsonrpc":"2.0","id":{{{pull.At("id").GetRawText()}}},"error":{"code":-32603,"message":"no"}}"""
        );

        (await waits).ShouldCover("""{"result":{"capacity":256,"generation":2}}""");
    }

    [Fact]
    public async Task A_request_that_runs_can_be_cancelled_while_others_wait()
    {
        using var home = new Home(HostedServer.Catalog);
        await using var server = HostedServer.Lsp(home);
        await server.Client.InitializeAsync([home.Work], Pulls);
        await server.Client.AnswerAsync(await server.Client.HearAsync("workspace/configuration"), "[null]");
        var runs = await server.Client.BeginAsync("shim/route", """{"task":"Rename the variable."}""", "501");
        await server.Classifier.NextAsync();
        await server.Client.NotifyAsync("workspace/didChangeConfiguration", """{"settings":null}""");
        await server.Client.HearAsync("workspace/configuration");

        await server.Client.NotifyAsync("$/cancelRequest", """{"id":501}""");

        (await runs).ShouldCover("""{"error":{"code":-32800}}""");
    }

    [Fact]
    public async Task A_folder_that_is_added_is_pulled_for_alone_before_anything_behind_it()
    {
        using var home = new Home(HostedServer.Catalog);
        var (one, two) = (home.Folder("one"), home.Folder("two"));
        await using var server = HostedServer.Lsp(home);
        await server.Client.InitializeAsync([one], Pulls);
        await server.Client.AnswerAsync(await server.Client.HearAsync("workspace/configuration"), "[null]");
        var added = LspClientExtensions.WorkspaceFolder(two);
        await server.Client.NotifyAsync("workspace/didChangeWorkspaceFolders", $$$"""{"event":{"added":[{{{added}}}],"removed":[]}}""");
        var waits = await server.Client.BeginAsync("shim/status", $$"""{"workspaceFolder":"{{Home.Uri(two)}}"}""");
        var pull = await server.Client.HearAsync("workspace/configuration");
        pull.ShouldCover($$$"""{"params":{"items":[{"scopeUri":"{{{Home.Uri(two)}}}"}]}}""");

        await server.Client.AnswerAsync(pull, """[{"router":{"cacheCapacity":9}}]""");

        (await waits).ShouldCover("""{"result":{"capacity":9,"invalidations":{}}}""");
        (await server.Client.CallAsync("shim/status")).ShouldCover("""{"capacity":256,"generation":1}""");
    }

    /// <summary>A cancelled request is answered when it is read, before what waits.</summary>
    private static async Task AllIsReadAsync(HostedServer server)
    {
        var last = await server.Client.BeginAsync("shim/status", null, "\"last\"");
        await server.Client.NotifyAsync("$/cancelRequest", """{"id":"last"}""");
        (await last).ShouldCover("""{"error":{"code":-32800}}""");
    }

    private static async Task<JsonElement> StartAsync(HostedServer server)
    {
        await server.Client.InitializeAsync(capabilities: Pulls);
        await server.Client.AnswerAsync(await server.Client.HearAsync("workspace/configuration"), "[null]");
        await server.Client.CallAsync("shim/status");
        await server.Client.NotifyAsync("workspace/didChangeConfiguration", """{"settings":null}""");
        return await server.Client.HearAsync("workspace/configuration");
    }
}
