using System.Text.Json;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.OverStdio;

/// <summary>Commands of <c>workspace/executeCommand</c>: what a client with no code of its own for Shim can do.</summary>
public class CommandTests
{
    private const string Catalog = """
        {"models":[
          {"slug":"cheap","model":"m-cheap","provider":"ollama","cost":1,"strength":0.3},
          {"slug":"keyless","model":"m-keyless","provider":"anthropic","api_key":"${env:NO_SUCH_KEY}"}]}
        """;

    [Fact]
    public Task A_program_gives_an_object_and_nothing_is_said() =>
        Check(
            (
                """shim.switchModel", "arguments":[{"slug":"cheap","workspaceFolder":"DOCS"}]""",
                """{"active":"cheap","generation":2}""",
                null
            ),
            ("""shim.switchModel", "arguments":{"slug":"cheap"}""", """{"active":"cheap","generation":2}""", null),
            ("""shim.use.auto", "arguments":[{"persist":false}]""", """{"active":"auto","previous":"cheap"}""", null),
            ("""shim.route", "arguments":[{"task":"Rename x.","candidates":["cheap"]}]""", """{"slug":"cheap","source":"single"}""", null),
            ("""shim.invalidateCache", "arguments":[{}]""", """{"generation":4,"evicted":0}""", null),
            ("""shim.listModels", "arguments":[{"workspaceFolder":"DOCS"}]""", """{"active":"cheap"}""", null),
            ("""shim.status", "arguments":[{}]""", """{"active":"auto","requests":1}""", null)
        );

    [Fact]
    public Task A_person_gives_a_text_and_is_told_what_came_of_it() =>
        Check(
            ("""shim.switchModel", "arguments":["cheap"]""", """{"active":"cheap"}""", "cheap is active: every task goes to it."),
            ("""shim.route", "arguments":"Rename x." """, """{"source":"pinned"}""", "Chosen: cheap. Pinned: every task goes to cheap."),
            (
                """shim.switchModel", "arguments":" auto " """,
                """{"active":"auto"}""",
                "auto is active: each task goes to the model that it needs."
            ),
            (
                """shim.switchModel", "arguments":["keyless"]""",
                """{"active":"keyless"}""",
                "keyless is active, but it cannot be used now. NO_SUCH_KEY is not set*"
            ),
            ("""shim.use.auto" """, """{"previous":"keyless"}""", "auto is active:*"),
            ("""shim.route", "arguments":["Rename x."]""", """{"source":"single"}""", "Chosen: cheap. *"),
            ("""shim.status" """, """{"requests":2}""", "Active: auto. Routed: 2 tasks, 0 from the cache. Last: cheap. *"),
            ("""shim.listModels" """, """{"active":"auto"}""", "Models: auto (active), cheap, keyless (no key)."),
            ("""shim.invalidateCache" """, """{"evicted":0}""", "The cache was empty.")
        );

    [Fact]
    public Task The_last_text_of_a_person_may_name_the_folder_by_its_uri_its_path_or_its_name() =>
        Check(
            ("""shim.switchModel", "arguments":["cheap","DOCS"]""", """{"active":"cheap","previous":"auto"}""", "cheap is active*"),
            ("""shim.status", "arguments":["docs"]""", """{"active":"cheap"}""", "Active: cheap. Routed: 0 tasks, 0 from the cache."),
            ("""shim.use.auto", "arguments":["DOCS-PATH"]""", """{"previous":"cheap"}""", "auto is active*"),
            ("""shim.route", "arguments":["Rename x.","docs"]""", """{"slug":"cheap"}""", "Chosen: cheap. *"),
            ("""shim.status" """, """{"requests":0}""", "Active: auto*"),
            ("""shim.invalidateCache", "arguments":["docs"]""", """{"generation":4}""", "The cache was empty.")
        );

    [Fact]
    public Task A_refusal_is_an_error_for_a_program_and_a_message_as_well_for_a_person() =>
        Check(
            ("""shim.switchModel", "arguments":[{"slug":"chaep"}]""", """{"code":1001,"data":{"suggestions":["cheap"]}}""", null),
            (
                """shim.switchModel", "arguments":["chaep"]""",
                """{"code":1001,"data":{"suggestions":["cheap"]}}""",
                "There is no model 'chaep'. Did you mean: cheap?"
            ),
            ("""shim.use.chaep" """, """{"code":1001}""", "There is no model 'chaep'. Did you mean: cheap?"),
            (
                """shim.route", "arguments":[]""",
                """{"code":-32602,"data":{"path":"arguments[0]"}}""",
                "arguments[0] is required: the task, such as \"rename x to count\""
            ),
            (
                """shim.switchModel", "arguments":[["cheap"]]""",
                """{"code":-32602,"message":"arguments[0] must be an object or a text: {\"slug\":\"opus\"} or \"opus\""}""",
                null
            ),
            ("""shim.switchModel", "arguments":[{}]""", """{"code":-32602,"data":{"path":"arguments[0].slug"}}""", null),
            ("""shim.status", "arguments":["elsewhere"]""", """{"code":1005}""", "workspaceFolder is not an open folder.*"),
            (
                """shim.nothing" """,
                """{"code":-32602,"data":{"path":"command"}}""",
                "command must be one of shim.switchModel, shim.route, *, shim.status, *, shim.fetchModels, shim.use.SLUG."
            )
        );

    [Fact]
    public async Task A_folder_whose_name_another_has_too_must_be_named_in_full()
    {
        using var home = new Home(Catalog);
        await using var server = RunningServer.Lsp(home);
        await server.Client.InitializeAsync([home.Folder("one/docs"), home.Folder("two/docs")]);

        (await server.Client.RefusedAsync("workspace/executeCommand", """{"command":"shim.status","arguments":["docs"]}""")).ShouldCover(
            """{"code":1005}"""
        );
    }

    [Fact]
    public async Task A_person_is_told_the_first_error_of_the_catalog_with_the_models()
    {
        using var home = new Home("""{"models":[{"model":"a","provider":"olama"},{"slug":"b","model":"b","provider":"ollama"}]}""");
        await using var server = RunningServer.Lsp(home);
        await server.Client.InitializeAsync([home.Work], options: """{"showProblems":false}""");

        await server.Client.CallAsync("workspace/executeCommand", """{"command":"shim.listModels"}""");

        (await server.Client.HearAsync("window/showMessage"))
            .Text("params.message")
            .Should()
            .StartWith($"Models: auto (active), b. {home.Catalog}:1: The provider \"olama\" is not known");
    }

    /// <summary>Runs the commands on one server with two folders: the result or the error of each, and what is said before it.</summary>
    private static async Task Check(params (string Command, string Answer, string? Said)[] calls)
    {
        using var home = new Home(Catalog);
        var docs = home.Folder("docs");
        await using var server = RunningServer.Lsp(home);
        await server.Client.InitializeAsync([home.Work, docs]);
        foreach (var (command, answer, said) in calls)
        {
            var parameters = ("{\"command\":\"" + command + "}")
                .Replace("DOCS-PATH", docs, StringComparison.Ordinal)
                .Replace("DOCS", Home.Uri(docs), StringComparison.Ordinal);
            var heardBefore = server.Client.Heard.Count;
            var heard = await server.Client.AskAsync("workspace/executeCommand", parameters);

            var isRefused = heard.TryGetProperty("error", out var error);
            (isRefused ? error : heard.At("result")).ShouldCover(answer);
            var messages = Messages(server.Client.Heard.Skip(heardBefore));
            messages.Should().HaveCount(said is null ? 0 : 1, parameters);
            if (said is not null)
            {
                messages[0].At("params").ShouldCover($$"""{"type":{{(isRefused ? 1 : 3)}}}""");
                messages[0].Text("params.message").Should().Match(said);
            }
        }
    }

    /// <summary>The messages to the person before the answer.</summary>
    private static JsonElement[] Messages(IEnumerable<JsonElement> heard) =>
        [
            .. heard
                .TakeWhile(message => message.Text("method") is not null)
                .Where(message => message.Text("method") == "window/showMessage"),
        ];
}
