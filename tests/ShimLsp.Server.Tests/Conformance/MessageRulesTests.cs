using System.Text.Json;
using static ShimLsp.Server.Tests.Conformance.RuleTranscript;

namespace ShimLsp.Server.Tests.Conformance;

/// <summary>The rules for what a server says by itself: that they bite, and where.</summary>
public class MessageRulesTests
{
    private const string Initialized = """
        > {"id":0,"method":"initialize","params":{"capabilities":{"workspace":{"configuration":true,
          "didChangeWatchedFiles":{"dynamicRegistration":true}}}}}
        < {"id":0,"result":{"capabilities":{}}}
        """;

    [Theory]
    [InlineData("""[]""", "$")]
    [InlineData("""{"method":"window/logMessage","params":{"type":3,"message":"a"}}""", "$.jsonrpc")]
    [InlineData("""{"jsonrpc":"1.0","method":"window/logMessage","params":{"type":3,"message":"a"}}""", "$.jsonrpc")]
    [InlineData("""{"jsonrpc":"2.0","method":7}""", "$.method")]
    [InlineData("""{"jsonrpc":"2.0","method":"window/logMessage","params":"a"}""", "$.params")]
    [InlineData("""{"jsonrpc":"2.0","id":1.5,"result":null}""", "$.id")]
    [InlineData("""{"jsonrpc":"2.0","id":null,"result":null}""", "$.id")]
    [InlineData("""{"jsonrpc":"2.0","id":0}""", "$.result")]
    [InlineData("""{"jsonrpc":"2.0","id":0,"result":null,"error":{"code":-32603,"message":"a"}}""", "$.result")]
    [InlineData("""{"jsonrpc":"2.0","id":0,"error":{"code":"-32603","message":"a"}}""", "$.error.code")]
    [InlineData("""{"jsonrpc":"2.0","id":0,"error":{"code":-32603}}""", "$.error.message")]
    [InlineData("""{"jsonrpc":"2.0","id":0,"error":{"code":-32603,"message":"a","stack":"b"}}""", "$.error.stack")]
    public void Messages_that_are_not_JSON_RPC(string json, string path) =>
        MessageRules.EnvelopeFaultOf(JsonElement.Parse(json))!.Path.Should().Be(path);

    [Theory]
    // Direction, and what this server says at all.
    [InlineData("""{"id":"1","method":"window/logMessage","params":{"type":3,"message":"a"}}""", "$.method")]
    [InlineData("""{"method":"window/nothing","params":{}}""", "$.method")]
    [InlineData("""{"method":"initialized","params":{}}""", "$.method")]
    [InlineData("""{"id":"1","method":"workspace/executeCommand","params":{"command":"a"}}""", "$.method")]
    [InlineData("""{"id":1,"method":"workspace/configuration","params":{"items":[{"section":"shim"}]}}""", "$.id")]
    [InlineData("""{"method":"telemetry/event","params":{}}""", "$.method")]
    // Parameters.
    [InlineData("""{"method":"window/logMessage","params":{"type":5,"message":"a"}}""", null)]
    [InlineData("""{"method":"window/logMessage","params":{"type":6,"message":"a"}}""", "$.params.type")]
    [InlineData("""{"method":"window/logMessage","params":{"type":3}}""", "$.params.message")]
    [InlineData("""{"method":"window/logMessage"}""", "$.params")]
    [InlineData("""{"id":"1","method":"window/showMessageRequest","params":{"type":2,"message":"a","actions":[{"title":"b"}]}}""", null)]
    [InlineData(
        """{"id":"1","method":"window/showMessageRequest","params":{"type":2,"message":"a","actions":[{"title":7}]}}""",
        "$.params.actions[0].title"
    )]
    [InlineData("""{"id":"1","method":"window/showMessageRequest","params":{"type":2,"message":"a","actions":null}}""", "$.params.actions")]
    [InlineData("""{"id":"1","method":"workspace/configuration","params":{"items":[{"section":"shim"}]}}""", null)]
    [InlineData(
        """{"id":"1","method":"workspace/configuration","params":{"items":[{"scopeUri":"/a","section":"shim"}]}}""",
        "$.params.items[0].scopeUri"
    )]
    // The client's capabilities.
    [InlineData(
        """
            {"id":"1","method":"client/registerCapability",
              "params":{"registrations":[{"id":"a","method":"workspace/didChangeWatchedFiles",
              "registerOptions":{"watchers":[{"globPattern":"*"}]}}]}}
            """,
        null
    )]
    [InlineData(
        """
            {"id":"1","method":"client/registerCapability",
              "params":{"registrations":[{"id":"a","method":"workspace/didChangeWatchedFiles",
              "registerOptions":{"watchers":[{"kind":1}]}}]}}
            """,
        "$.params.registrations[0].registerOptions.watchers[0].globPattern"
    )]
    [InlineData(
        """
            {"id":"1","method":"client/registerCapability",
              "params":{"registrations":[{"id":"a","method":"workspace/didChangeWatchedFiles"}]}}
            """,
        "$.params.registrations[0].registerOptions.watchers"
    )]
    [InlineData(
        """
            {"id":"1","method":"client/registerCapability",
              "params":{"registrations":[{"id":"a","method":"workspace/didChangeConfiguration"}]}}
            """,
        "$.params.registrations[0].method"
    )]
    [InlineData(
        """{"id":"1","method":"client/registerCapability","params":{"registrations":[{"id":"a","method":"window/logMessage"}]}}""",
        "$.params.registrations[0].method"
    )]
    [InlineData(
        """
            {"id":"1","method":"client/registerCapability",
              "params":{"registrations":[{"id":"a","method":"workspace/didChangeWatchedFiles","registerOptions":{"watchers":[]}},
              {"id":"a","method":"workspace/didChangeWatchedFiles","registerOptions":{"watchers":[]}}]}}
            """,
        "$.params.registrations[1].id"
    )]
    [InlineData(
        """
            {"id":"1","method":"client/unregisterCapability",
              "params":{"unregisterations":[{"id":"a","method":"workspace/didChangeWatchedFiles"}]}}
            """,
        "$.params.unregisterations[0].id"
    )]
    // The contract's notifications, by LSP's names.
    [InlineData("""{"method":"shim/activeModelChanged","params":{"active":"a","previous":"b","generation":2}}""", null)]
    [InlineData("""{"method":"shim/activeModelChanged","params":{"active":"a","previous":"b","generation":0}}""", "$.params.generation")]
    [InlineData(
        """{"method":"shim/activeModelChanged","params":{"workspaceFolder":null,"active":"a","previous":"b","generation":2}}""",
        "$.params.workspaceFolder"
    )]
    [InlineData("""{"method":"shim/nothing","params":{}}""", "$.method")]
    [InlineData("""{"method":"activeModelChanged","params":{"active":"a","previous":"b","generation":2}}""", "$.method")]
    [InlineData(
        """
            {"method":"shim/availabilityChanged",
              "params":{"slug":"a","availability":{"state":"rateLimited","until":"2026-01-31T12:00:00"}}}
            """,
        "$.params.availability.until"
    )]
    [InlineData(
        """{"method":"shim/availabilityChanged","params":{"slug":"a","availability":{"state":"available","reason":"b"}}}""",
        "$.params.availability.reason"
    )]
    // Progress goes to a token that was given.
    [InlineData("""{"method":"$/progress","params":{"token":"t","value":{"kind":"begin","title":"a"}}}""", "$.params.token")]
    public void What_an_LSP_server_must_not_say(string said, string? path) => Check(isLsp: true, $"{Initialized}\n< {said}", path);

    [Theory]
    [InlineData("""< {"method":"window/logMessage","params":{"type":3,"message":"a"}}""")]
    [InlineData(
        """
            > {"id":1,"method":"shim/status"}
            < {"id":1,"error":{"code":-32002,"message":"a"}}
            < {"method":"window/logMessage","params":{"type":3,"message":"a"}}
            """
    )]
    public void Nothing_is_said_before_initialize_is_answered(string transcript) => Check(isLsp: true, transcript, "$.method");

    [Theory]
    [InlineData("\"t\"", """{"kind":"begin","title":"a","cancellable":true}""", null)]
    [InlineData("\"t\"", """{"kind":"begin"}""", "$.params.value.title")]
    [InlineData("\"t\"", """{"kind":"middle"}""", "$.params.value")]
    [InlineData("\"t\"", """{"kind":"report","percentage":-1}""", "$.params.value.percentage")]
    [InlineData("\"u\"", """{"kind":"end"}""", "$.params.token")]
    [InlineData("null", """{"kind":"end"}""", "$.params.token")]
    public void Progress_is_reported_as_LSP_says_on_both_fronts(string token, string value, string? path)
    {
        foreach (var (isLsp, method) in new[] { (true, "shim/route"), (false, "route") })
        {
            Check(
                isLsp,
                $$$$"""
                {{{{(isLsp ? Initialized : "")}}}}
                > {"id":1,"method":"{{{{method}}}}","params":{"task":"a","workDoneToken":"t"}}
                < {"method":"$/progress","params":{"token":{{{{token}}}},"value":{{{{value}}}}}}
                """,
                path
            );
        }
    }

    [Theory]
    [InlineData("7", """{"text":"a"}""", null)]
    [InlineData("7", """{"text":""}""", "$.params.value.text")]
    [InlineData("7", """{"toolCall":{"index":0,"id":"c","name":"n","argumentsDelta":"{"}}""", null)]
    [InlineData("7", """{"toolCall":{"index":-1}}""", "$.params.value.toolCall")]
    [InlineData("7", """{"toolCall":{"id":"c"}}""", "$.params.value.toolCall")]
    [InlineData("7", """{"kind":"end"}""", "$.params.value.kind")]
    [InlineData("8", """{"text":"a"}""", "$.params.token")]
    public void A_result_comes_piece_by_piece_if_the_client_asked_for_that(string token, string value, string? path)
    {
        var piece = $$$$"""< {"method":"$/progress","params":{"token":{{{{token}}}},"value":{{{{value}}}}}}""";
        const string Asked = """> {"id":1,"method":"chat","params":{"messages":[],"partialResultToken":7}}""";
        const string Answered =
            """< {"id":1,"error":{"code":1004,"message":"a","data":{"attempts":[{"slug":"m","status":"network"}],"text":"b"}}}""";
        Check(isLsp: false, $"{Asked}\n{piece}", path);
        Check(isLsp: false, $"{Asked}\n{Answered}\n{piece}", "$.params.token");
    }
}
