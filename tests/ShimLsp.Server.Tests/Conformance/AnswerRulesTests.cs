using System.Text;
using System.Text.Json;
using static ShimLsp.Server.Tests.Conformance.RuleTranscript;

namespace ShimLsp.Server.Tests.Conformance;

/// <summary>The rules for what answers a request: that they bite, and where.</summary>
public class AnswerRulesTests
{
    [Theory]
    // An answer is judged by its question.
    [InlineData(true, """{"id":1,"method":"initialize"}""", """{"capabilities":{"positionEncoding":"utf-16"}}""", null)]
    [InlineData(
        true,
        """{"id":1,"method":"initialize"}""",
        """{"capabilities":{"hoverProvider":1}}""",
        "$.result.capabilities.hoverProvider"
    )]
    [InlineData(true, """{"id":1,"method":"initialize"}""", """{"capabilities":{},"more":1}""", "$.result.more")]
    [InlineData(true, """{"id":1,"method":"shutdown"}""", """{}""", "$.result")]
    [InlineData(true, """{"id":1,"method":"shim/setTrust"}""", """{"generation":2}""", null)]
    [InlineData(true, """{"id":1,"method":"shim/setTrust"}""", """{"generation":"2"}""", "$.result.generation")]
    [InlineData(true, """{"id":1,"method":"setTrust"}""", """{"generation":2,"more":null}""", "$.result.more")]
    [InlineData(
        true,
        """{"id":1,"method":"workspace/executeCommand","params":{"command":"shim.invalidateCache"}}""",
        """{"generation":2,"evicted":0}""",
        null
    )]
    [InlineData(
        true,
        """{"id":1,"method":"workspace/executeCommand","params":{"command":"shim.invalidateCache"}}""",
        """{"generation":2,"evicted":-1}""",
        "$.result.evicted"
    )]
    [InlineData(
        true,
        """{"id":1,"method":"workspace/executeCommand","params":{"command":"shim.use.opus"}}""",
        """{"active":"opus","previous":"auto","generation":2}""",
        "$.result.evicted"
    )]
    [InlineData(true, """{"id":1,"method":"workspace/executeCommand","params":{"command":"shim.switchModel"}}""", "null", null)]
    [InlineData(
        true,
        """{"id":1,"method":"workspace/executeCommand","params":{"command":"shim.switchModel","arguments":["opus"]}}""",
        "null",
        "$.result"
    )]
    [InlineData(false, """{"id":1,"method":"setTrust"}""", """{"generation":2.0}""", "$.result.generation")]
    [InlineData(false, """{"id":1,"method":"subscribe"}""", """{"events":["routed","nonsense"]}""", "$.result.events[1]")]
    // A front answers the methods that it has.
    [InlineData(true, """{"id":1,"method":"subscribe"}""", """{"events":[]}""", "$")]
    [InlineData(true, """{"id":1,"method":"workspace/configuration"}""", """[]""", "$")]
    [InlineData(true, """{"id":1,"method":7}""", """null""", "$")]
    [InlineData(true, """{"id":1,"method":"initialized"}""", """null""", null)]
    [InlineData(false, """{"id":1,"method":"shim/setTrust"}""", """{"generation":2}""", "$")]
    [InlineData(false, """{"id":1,"method":"shutdown"}""", """null""", "$")]
    public void The_messages_that_answer_a_request(bool isLsp, string request, string result, string? path) =>
        Check(
            isLsp,
            $$"""
            > {{request}}
            < {"id":1,"result":{{result}}}
            """,
            path
        );

    [Theory]
    [InlineData("""{"code":1001,"message":"a","data":{"slug":"b","suggestions":[]}}""", null)]
    [InlineData("""{"code":1001,"message":"a"}""", "$.error.data")]
    [InlineData("""{"code":1001,"message":"a","data":{"slug":"b"}}""", "$.error.data.suggestions")]
    [InlineData(
        """{"code":1002,"message":"a","data":{"candidates":[{"slug":"b","cost":1,"verdict":"rejected"}]}}""",
        "$.error.data.candidates[0].rejection"
    )]
    [InlineData(
        """{"code":1002,"message":"a","data":{"candidates":[{"slug":"b","cost":1,"verdict":"viable"}]}}""",
        "$.error.data.candidates[0].verdict"
    )]
    [InlineData("""{"code":-32602,"message":"a"}""", "$.error.data")]
    [InlineData("""{"code":-32603,"message":"a","data":"the stack"}""", "$.error.data")]
    [InlineData("""{"code":-32000,"message":"a"}""", "$.error.code")]
    [InlineData("""{"code":-32603,"message":""}""", "$.error.message")]
    public void An_error_has_what_its_code_promises(string error, string? path) =>
        Check(
            isLsp: false,
            $$"""
            > {"id":1,"method":"route"}
            < {"id":1,"error":{{error}}}
            """,
            path
        );

    [Theory]
    [InlineData("""< {"id":1,"result":{"generation":2}}""")]
    [InlineData("""< {"id":1,"error":{"code":-32601,"message":"a"}}""")]
    [InlineData(
        """
            > {"id":1,"method":"setTrust"}
            < {"id":"1","result":{"generation":2}}
            """
    )]
    [InlineData(
        """
            > {"id":1,"method":"setTrust"}
            < {"id":1,"result":{"generation":2}}
            < {"id":1,"result":{"generation":2}}
            """
    )]
    [InlineData(
        """
            > {"id":1,"method":"setTrust"}
            < {"id":1,"error":{"code":-32601,"message":"a"}}
            < {"id":1,"result":{"generation":2}}
            """
    )]
    public void A_request_is_answered_once_and_what_is_no_request_is_not(string transcript) => Check(isLsp: false, transcript, "$.id");

    [Fact]
    public void Two_requests_under_one_id_are_answered_each() =>
        Check(
            isLsp: false,
            """
            > {"id":1,"method":"setTrust"}
            > {"id":1,"method":"status"}
            < {"id":1,"error":{"code":-32600,"message":"a"}}
            < {"id":1,"result":{"generation":2}}
            """,
            null
        );

    [Fact]
    public void The_plain_front_asks_nothing() =>
        Check(isLsp: false, """< {"id":"1","method":"window/showMessageRequest","params":{"type":2,"message":"a"}}""", "$");

    [Theory]
    [InlineData("""x{"jsonrpc":"2.0","id":1,"method":"setTrust"}""")]
    [InlineData("""{"half":{"jsonrpc":"2.0","id":1,"method":"setTrust"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":2,"result":{}}{"jsonrpc":"2.0","id":1,"method":"setTrust"}""")]
    public void A_request_is_recognised_among_other_bytes(string sent)
    {
        var rules = new MessageRules(isLsp: false);
        rules.Sent.Note(Encoding.UTF8.GetBytes(sent));

        rules.FaultOf(JsonElement.Parse("""{"jsonrpc":"2.0","id":1,"result":{"generation":1}}""")).Should().BeNull();
    }
}
