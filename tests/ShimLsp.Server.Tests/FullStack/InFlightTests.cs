using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.FullStack;

/// <summary>A classification is under way when something makes its result stale: it is answered, never stored, never joined.</summary>
public class InFlightTests
{
    private const string Route = """{"task":"Rename the variable."}""";

    private static readonly string EditedCatalog = HostedServer.Catalog + "\n// the same models, other bytes\n";

    public static TheoryData<string> Causes => [.. Table.Keys];

    /// <summary>Each cause that drops all; it has taken effect when its task completes, or before the next message starts.</summary>
    private static Dictionary<string, Func<HostedServer, Home, Task>> Table { get; } =
        new()
        {
            ["switchModel"] = (server, _) => server.Client.CallAsync("shim/switchModel", """{"slug":"auto"}"""),
            ["switchModel, there and back"] = async (server, _) =>
            {
                await server.Client.CallAsync("shim/switchModel", """{"slug":"mid"}""");
                await server.Client.CallAsync("shim/switchModel", """{"slug":"auto"}""");
            },
            ["the command shim.switchModel"] = (server, _) =>
                server.Client.CallAsync("workspace/executeCommand", """{"command":"shim.switchModel","arguments":[{"slug":"auto"}]}"""),
            ["a pushed configuration"] = (server, _) =>
                server.Client.NotifyAsync("workspace/didChangeConfiguration", """{"settings":{"shim":{"router":{"threshold":0.71}}}}"""),
            ["a pushed configuration that changes nothing"] = (server, _) =>
                server.Client.NotifyAsync("workspace/didChangeConfiguration", """{"settings":null}"""),
            ["an edit that the editor saw"] = (server, home) =>
            {
                home.WriteCatalog(EditedCatalog);
                return server.Client.NotifyAsync("workspace/didChangeWatchedFiles", """{"changes":[]}""");
            },
            ["an edit that nobody saw but the server"] = async (server, home) =>
            {
                home.WriteCatalog(EditedCatalog);
                await server.PassTimeUntilAsync(server.Client.HearAsync("shim/modelsChanged"));
            },
            ["invalidateCache"] = (server, _) => server.Client.CallAsync("shim/invalidateCache"),
            ["the command shim.invalidateCache"] = (server, _) =>
                server.Client.CallAsync("workspace/executeCommand", """{"command":"shim.invalidateCache"}"""),
            ["setTrust"] = (server, home) =>
            {
                home.Write("work/.shim/models.json", HostedServer.Catalog);
                return server.Client.CallAsync("shim/setTrust", """{"trusted":true}""");
            },
        };

    [Theory]
    [MemberData(nameof(Causes))]
    public async Task It_is_answered_and_never_stored_nor_joined(string cause)
    {
        using var home = new Home(HostedServer.Catalog);
        await using var server = HostedServer.Lsp(home);
        await server.Client.InitializeAsync([home.Work]);
        await CheckAsync(server, () => Table[cause](server, home));
    }

    [Theory]
    [InlineData("""[{"router":{"threshold":0.72}}]""")]
    [InlineData("[null]")]
    public async Task Also_by_a_configuration_that_is_pulled_whether_or_not_it_changes_the_settings(string answer)
    {
        using var home = new Home(HostedServer.Catalog);
        await using var server = HostedServer.Lsp(home);
        server.Client.Answers["workspace/configuration"] = _ => "[null]";
        await server.Client.InitializeAsync([home.Work], """{"workspace":{"configuration":true}}""");
        await server.Client.CallAsync("shim/status");
        server.Client.Answers["workspace/configuration"] = _ => answer;
        await CheckAsync(server, () => server.Client.NotifyAsync("workspace/didChangeConfiguration", """{"settings":null}"""));
    }

    [Fact]
    public async Task A_call_from_before_a_changed_pull_answer_is_not_joined_after_it()
    {
        using var home = new Home(HostedServer.Catalog);
        await using var server = HostedServer.Lsp(home);
        await server.Client.InitializeAsync([home.Work], """{"workspace":{"configuration":true}}""");
        await server.Client.AnswerAsync(await server.Client.HearAsync("workspace/configuration"), "[null]");
        await server.Client.NotifyAsync("workspace/didChangeConfiguration", """{"settings":null}""");
        var pull = await server.Client.HearAsync("workspace/configuration");
        var waits = await server.Client.BeginAsync("shim/route", Route);

        await server.Client.AnswerAsync(pull, """[{"router":{"threshold":0.85}}]""");

        (await server.Classifier.NextAsync()).Prefer("mid");
        (await waits).ShouldCover("""{"result":{"slug":"mid","source":"classifier","threshold":0.85}}""");
    }

    [Fact]
    public async Task A_closed_folder_answers_what_it_was_asked_and_keeps_nothing()
    {
        using var home = new Home(HostedServer.Catalog);
        await using var server = HostedServer.Plain(home);
        var folder = $$"""{"workspaceFolder":{{Json.Quote(home.Work)}}}""";
        var early = await server.Client.BeginAsync("route", Route);
        var first = await server.Classifier.NextAsync();

        await server.Client.CallAsync("closeFolder", folder);
        await server.Client.CallAsync("openFolder", folder);
        var late = await server.Client.BeginAsync("route", Route);
        var second = await server.Classifier.NextAsync();
        first.Prefer("cheap");
        (await early).ShouldCover("""{"result":{"slug":"cheap","source":"classifier"}}""");
        (await server.Client.CallAsync("status")).ShouldCover("""{"entries":0,"requests":1,"misses":1}""");
        second.Prefer("strong");
        (await late).ShouldCover("""{"result":{"slug":"strong","source":"classifier"}}""");
        (await server.Client.CallAsync("route", Route)).ShouldCover("""{"slug":"strong","source":"cache"}""");
    }

    private static async Task CheckAsync(HostedServer server, Func<Task> cause)
    {
        var client = server.Client;
        var early = await client.BeginAsync("shim/route", Route);
        var first = await server.Classifier.NextAsync();

        await cause();

        // It does not join. It starts its own classification, which later callers do join.
        var late = await client.BeginAsync("shim/route", Route);
        var second = await server.Classifier.NextAsync();
        var joins = await client.BeginAsync("shim/route", Route);
        await client.UntilAsync("shim/status", """{"coalesced":1,"misses":2}""");

        // It is answered in the state in which it was asked, and it is not stored.
        first.Prefer("cheap");
        (await early).ShouldCover("""{"result":{"slug":"cheap","source":"classifier"}}""");
        var between = await client.CallAsync("shim/status");
        between.ShouldCover("""{"entries":0,"hits":0}""");
        (await early).At("result").Number("generation").Should().BeLessThan(between.Number("generation"));

        second.Prefer("strong");
        (await late).ShouldCover("""{"result":{"slug":"strong","source":"classifier"}}""");
        (await joins).ShouldCover("""{"result":{"slug":"strong","source":"coalesced"}}""");
        (await client.CallAsync("shim/route", Route)).ShouldCover("""{"slug":"strong","source":"cache"}""");
        server.Classifier.Untaken.Should().Be(0);
    }
}
