using System.Text.Json;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Routing.Signals;

namespace ShimLsp.Core.Tests.Routing;

/// <summary>How large a request is taken to be: a token is four bytes of its text, an image or a file 1,600 tokens.</summary>
public sealed class SignalTokensTests
{
    [Theory]
    [InlineData("a", 1)]
    [InlineData("abcd", 1)]
    [InlineData("abcde", 2)]
    [InlineData("重构代码", 3)]
    public void A_plain_task(string task, int expected) =>
        SignalReader.Read(new RouteRequest { Task = task }).Signal!.InputTokens.Should().Be(expected);

    [Theory]
    [InlineData(
        "every turn",
        """{"messages":[{"role":"user","content":"abcd"},{"role":"assistant","content":"abcd"},{"role":"user","content":"abcd"}]}""",
        3
    )]
    [InlineData("system", """{"system":"abcd","messages":[{"role":"user","content":"abcd"}]}""", 2)]
    [InlineData(
        "system as blocks",
        """{"system":[{"type":"text","text":"abcd","cache_control":{"type":"ephemeral"}}],"messages":[{"role":"user","content":"abcd"}]}""",
        2
    )]
    [InlineData("instructions", """{"instructions":"abcd","input":"abcd"}""", 2)]
    [InlineData("tools as written", """{"input":"abcd","tools":["345678"]}""", 4)]
    [InlineData(
        "tool calls",
        """
            {"messages":[{"role":"user","content":"abcd"},
              {"role":"assistant","tool_calls":[{"id":"long","type":"function","function":{"name":"read","arguments":"23"}}]}]}
            """,
        3
    )]
    [InlineData(
        "tool results",
        """
            {"messages":[{"role":"user","content":"abcd"},
              {"role":"user","content":[{"type":"tool_result","tool_use_id":"t","content":"abcdefgh"}]}]}
            """,
        3
    )]
    [InlineData(
        "an image",
        """
            {"messages":[{"role":"user","content":[{"type":"text","text":"abcd"},
              {"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAAAAAAAAAAAAAA"}}]}]}
            """,
        1_601
    )]
    [InlineData(
        "a PDF",
        """
            {"messages":[{"role":"user","content":[{"type":"text","text":"abcd"},
              {"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"AAAAAAAAAAAA"}}]}]}
            """,
        1_601
    )]
    [InlineData(
        "a text file",
        """
            {"messages":[{"role":"user","content":[{"type":"text","text":"abcd"},
              {"type":"document","source":{"type":"text","media_type":"text/plain","data":"abcd"}}]}]}
            """,
        2
    )]
    [InlineData("escapes by what they stand for", """{"input":"\n\n\u0041\"\u00e9\u4e2d\ud83d\ude00"}""", 4)]
    [InlineData("a reply's schema", """{"input":"abcd","response_format":{"a":"12"}}""", 4)]
    [InlineData("a reply's schema in Responses", """{"input":"abcd","text":{"format":{"a":"12"}}}""", 4)]
    [InlineData(
        "a reply's schema in Messages",
        """{"messages":[{"role":"user","content":"abcd"}],"output_config":{"format":{"a":"12"}}}""",
        4
    )]
    [InlineData("what no model reads", """{"model":"abcdefgh","metadata":{"k":"abcdefgh"},"input":"abcd"}""", 1)]
    public void A_body(string shape, string body, int expected) =>
        SignalReader.Read(new RouteRequest { Body = JsonElement.Parse(body) }).Signal!.InputTokens.Should().Be(expected, shape);

    [Fact]
    public void The_caller_knows_better()
    {
        SignalReader.Read(new RouteRequest { Task = "t", InputTokens = 0 }).Signal!.InputTokens.Should().Be(0);
        SignalReader
            .Read(new RouteRequest { Messages = JsonElement.Parse("""[{"role":"user","content":"t"}]"""), InputTokens = 99 })
            .Signal!.InputTokens.Should()
            .Be(99);
    }
}
