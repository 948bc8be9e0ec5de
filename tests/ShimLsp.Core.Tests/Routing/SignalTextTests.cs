using System.Text.Json;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Routing.Signals;

namespace ShimLsp.Core.Tests.Routing;

/// <summary>Which words of a request are the task.</summary>
public sealed class SignalTextTests
{
    [Theory]
    [InlineData("fix it", "fix it")]
    [InlineData("  \n fix\tit \r\n", "fix\tit")]
    public void A_plain_task_is_trimmed(string task, string expected) =>
        SignalReader.Read(new RouteRequest { Task = task }).Signal!.Text.Should().Be(expected);

    [Theory]
    [InlineData("a string", """[{"role":"user","content":" fix it "}]""", "fix it")]
    [InlineData(
        "the latest of several",
        """[{"role":"user","content":"sort a.py"},{"role":"assistant","content":"done"},{"role":"user","content":"write a parser"}]""",
        "write a parser"
    )]
    [InlineData(
        "parts",
        """
            [{"role":"user","content":[{"type":"text","text":"one"},{"type":"image_url","image_url":{"url":"http://x/y.png"}},
              {"type":"text","text":"two"}]}]
            """,
        "one\ntwo"
    )]
    [InlineData(
        "blank parts say nothing",
        """[{"role":"user","content":[{"type":"text","text":"one"},{"type":"text","text":" "},{"type":"text","text":"two"}]}]""",
        "one\ntwo"
    )]
    [InlineData("bare strings as parts", """[{"role":"user","content":["one","two"]}]""", "one\ntwo")]
    [InlineData("a part that is not in a list", """[{"role":"user","content":{"type":"text","text":"one"}}]""", "one")]
    [InlineData(
        "no system, no developer",
        """[{"role":"system","content":"be terse"},{"role":"user","content":"fix it"},{"role":"developer","content":"no"}]""",
        "fix it"
    )]
    [InlineData(
        "an image after the text",
        """[{"role":"user","content":"fix it"},{"role":"user","content":[{"type":"image_url","image_url":{"url":"http://x"}}]}]""",
        "fix it"
    )]
    [InlineData(
        "a wrong type is passed over",
        """[{"role":"user","content":"fix it"},{"role":"user","content":7},8,null,{"role":9}]""",
        "fix it"
    )]
    [InlineData(
        "an unknown part is passed over",
        """[{"role":"user","content":[{"type":"hologram","text":"no"},{"type":"text","text":"yes"}]}]""",
        "yes"
    )]
    [InlineData(
        "a document is no task",
        """
            [{"role":"user","content":[{"type":"document","source":{"type":"text","media_type":"text/plain","data":"no"}},
              {"type":"text","text":"yes"}]}]
            """,
        "yes"
    )]
    [InlineData("a part that names itself output", """[{"role":"user","content":[{"type":"output_text","text":"fix it"}]}]""", "fix it")]
    [InlineData("an escaped role", """[{"role":"us\u0065r","content":"fix it"}]""", "fix it")]
    [InlineData("an escaped type", """[{"role":"user","content":[{"type":"inp\u0075t\u005ftext","text":"fix it"}]}]""", "fix it")]
    [InlineData(
        "a role cut short",
        """
            [{"role":"us\u0065","content":"no"},{"role":"us\u0065r2","content":"no"},{"role":"user","content":"fix it"},
              {"role":"us\\u0065r","content":"no"}]
            """,
        "fix it"
    )]
    [InlineData("an escaped name", """[{"r\u006fle":"user","content":"fix it"}]""", "fix it")]
    [InlineData("escapes", """[{"role":"user","content":"a\n\"b\"\\\u00e9\ud83d\ude00\/"}]""", "a\n\"b\"\\é😀/")]
    public void Messages(string shape, string messages, string expected) => CheckMessages(messages, expected, shape);

    [Theory]
    [InlineData("chat completions", """{"model":"m","messages":[{"role":"user","content":"fix it"}]}""", "fix it")]
    [InlineData("Responses, a string", """{"model":"m","instructions":"be terse","input":" fix it "}""", "fix it")]
    [InlineData("Responses, messages without a type", """{"input":[{"role":"user","content":"fix it"}]}""", "fix it")]
    [InlineData(
        "Responses, items",
        """
            {"input":[{"type":"message","role":"user","content":[{"type":"input_text","text":"fix"},
              {"type":"input_image","image_url":"http://x"},{"type":"input_text","text":"it"}]}]}
            """,
        "fix\nit"
    )]
    [InlineData("Messages", """{"system":"be terse","messages":[{"role":"user","content":[{"type":"text","text":"fix it"}]}]}""", "fix it")]
    [InlineData("messages that are null", """{"messages":null,"input":"fix it"}""", "fix it")]
    public void Bodies(string shape, string body, string expected) => CheckBody(body, expected, shape);

    // No attribute can hold half a character: it would be stored as UTF-8.
    [Fact]
    public void Half_a_character_stays_as_it_is() =>
        CheckMessages("""[{"role":"user","content":"a\ud83d"}]""", "a\ud83d", "cut by an editor");

    // A round-trip must not look like a new task, or each would be routed, and scored, again.
    [Theory]
    [InlineData(
        "chat completions",
        """
            {"messages":[{"role":"user","content":"fix it"},
              {"role":"assistant","tool_calls":[{"id":"1","type":"function","function":{"name":"read","arguments":"{}"}}]},
              {"role":"tool","tool_call_id":"1","content":"the file"}]}
            """
    )]
    [InlineData(
        "the older function calls",
        """
            {"messages":[{"role":"user","content":"fix it"},{"role":"assistant","function_call":{"name":"read","arguments":"{}"}},
              {"role":"function","name":"read","content":"the file"}]}
            """
    )]
    [InlineData(
        "Responses",
        """
            {"input":[{"type":"message","role":"user","content":[{"type":"input_text","text":"fix it"}]},{"type":"reasoning","summary":[]},
              {"type":"function_call","call_id":"1","name":"read","arguments":"{}"},
              {"type":"function_call_output","call_id":"1","output":"the file"},
              {"type":"function_call_output","call_id":"2","output":[{"type":"input_text","text":"the file"}]}]}
            """
    )]
    [InlineData(
        "Messages",
        """
            {"messages":[{"role":"user","content":"fix it"},
              {"role":"assistant","content":[{"type":"tool_use","id":"1","name":"read","input":{"text":"no"}}]},
              {"role":"user","content":[{"type":"tool_result","tool_use_id":"1","content":[{"type":"text","text":"the file"}]}]}]}
            """
    )]
    public void A_tool_round_trip_keeps_the_text(string shape, string body) => CheckBody(body, "fix it", shape);

    [Fact]
    public void Words_beside_a_tool_result_are_a_new_task() =>
        CheckBody(
            """
            {"messages":[{"role":"user","content":"fix it"},
              {"role":"user","content":[{"type":"tool_result","tool_use_id":"1","content":"the file"},
               {"type":"text","text":"write a parser"}]}]}
            """,
            "write a parser",
            "Messages"
        );

    private static void CheckMessages(string messages, string expected, string because) =>
        Check(new RouteRequest { Messages = JsonElement.Parse(messages) }, expected, because);

    private static void CheckBody(string body, string expected, string because) =>
        Check(new RouteRequest { Body = JsonElement.Parse(body) }, expected, because);

    private static void Check(RouteRequest request, string expected, string because) =>
        SignalReader.Read(request).Signal!.Text.Should().Be(expected, because);
}
