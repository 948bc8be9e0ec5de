using System.Text.Json;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Routing.Signals;

namespace ShimLsp.Core.Tests.Routing;

/// <summary>What a request needs of a model: images, tools.</summary>
public sealed class SignalCapabilityTests
{
    [Theory]
    [InlineData("image_url, an object", """{"type":"image_url","image_url":{"url":"https://x/y.png"}}""")]
    [InlineData("image_url, a string", """{"type":"image_url","image_url":"https://x/y.png"}""")]
    [InlineData("image_url without a type", """{"image_url":{"url":"https://x/y.png"}}""")]
    [InlineData("input_image by address", """{"type":"input_image","image_url":"https://x/y.png"}""")]
    [InlineData("input_image by id", """{"type":"input_image","file_id":"file-1"}""")]
    [InlineData("base64", """{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}}""")]
    [InlineData("by address", """{"type":"image","source":{"type":"url","url":"https://x/y.png"}}""")]
    [InlineData("by file", """{"type":"image","source":{"type":"file","file_id":"f"}}""")]
    [InlineData("of MCP", """{"type":"image","data":"AAAA","mimeType":"image/png"}""")]
    [InlineData(
        "in a tool's result",
        """
            {"type":"tool_result","content":[{"type":"text","text":"see"},
              {"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}}]}
            """
    )]
    [InlineData(
        "in a document's blocks",
        """{"type":"document","source":{"type":"content","content":[{"type":"image","source":{"type":"file","file_id":"f"}}]}}"""
    )]
    [InlineData("a file that is an image", """{"type":"document","source":{"type":"base64","media_type":"image/webp","data":"AAAA"}}""")]
    [InlineData("a file whose data is an image", """{"type":"file","file":{"filename":"a","file_data":"data:image/png;base64,AAAA"}}""")]
    [InlineData("a data URL as PHP writes it", """{"type":"file","file":{"file_data":"data:IMAGE\/png;base64,AAAA"}}""")]
    [InlineData("a media type with escapes", """{"type":"file","mediaType":"\u0049mage\u002fpng","data":"AAAA"}""")]
    [InlineData("a media type in capitals", """{"type":"file","mediaType":"IMAGE/PNG","data":"AAAA"}""")]
    [InlineData("a field of that name", """{"image":{"format":"png","source":{"bytes":"AAAA"}}}""")]
    public void Images_as_parts(string shape, string part) =>
        CheckImages($$"""[{"role":"user","content":[{"type":"text","text":"t"},{{part}}]}]""", true, shape);

    [Theory]
    [InlineData(
        "in an older turn",
        """
            [{"role":"user","content":[{"type":"image_url","image_url":{"url":"u"}}]},{"role":"assistant","content":"a"},
              {"role":"user","content":"t"}]
            """
    )]
    [InlineData(
        "in a tool's message",
        """
            [{"role":"user","content":"t"},{"role":"tool",
              "content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,AA"}}]}]
            """
    )]
    [InlineData("Ollama's own", """[{"role":"user","content":"t","images":["AAAA"]}]""")]
    [InlineData(
        "a computer's screen",
        """
            [{"role":"user","content":"t"},{"type":"computer_call_output",
              "output":{"type":"computer_screenshot","image_url":"data:image/png;base64,AA"}}]
            """
    )]
    [InlineData(
        "in a function's output",
        """[{"role":"user","content":"t"},{"type":"function_call_output","output":[{"type":"input_image","image_url":"u"}]}]"""
    )]
    [InlineData("a generated one", """[{"role":"user","content":"t"},{"type":"image_generation_call","result":"AAAA"}]""")]
    public void Images_as_turns(string shape, string turns) => CheckImages(turns, true, shape);

    [Theory]
    [InlineData("a PDF", """{"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"AAAA"}}""")]
    [InlineData("a file", """{"type":"input_file","filename":"a.pdf","file_data":"data:application/pdf;base64,AAAA"}""")]
    [InlineData("a field left empty", """{"type":"text","text":"t","image_url":null}""")]
    [InlineData("a data URL that is text", """{"type":"text","text":"data:image/png;base64,AAAA"}""")]
    [InlineData("the word", """{"type":"text","text":"image_url"}""")]
    [InlineData(
        "what a tool is called with",
        """{"type":"tool_use","name":"deploy","input":{"image":"nginx","image_url":"u","images":["a"]}}"""
    )]
    public void Parts_that_are_not_images(string shape, string part) =>
        CheckImages($$"""[{"role":"user","content":[{"type":"text","text":"t"},{{part}}]}]""", false, shape);

    [Fact]
    public void A_tool_that_takes_an_image_is_not_an_image() =>
        Read("""{"input":"t","tools":[{"type":"function","name":"look","parameters":{"properties":{"image_url":{"type":"string"}}}}]}""")
            .Should()
            .Match<TaskSignal>(signal => !signal.HasImages && signal.HasTools);

    [Theory]
    [InlineData("chat completions", """{"messages":[{"role":"user","content":"t"}],"tools":[{"type":"function"}]}""", true)]
    [InlineData("the older functions", """{"messages":[{"role":"user","content":"t"}],"functions":[{"name":"f"}]}""", true)]
    [InlineData("Responses", """{"input":"t","tools":[{"type":"web_search"}]}""", true)]
    [InlineData("offered, not to be called", """{"input":"t","tools":[{"type":"web_search"}],"tool_choice":"none"}""", true)]
    [InlineData("none", """{"input":"t","tools":[]}""", false)]
    [InlineData("null", """{"input":"t","tools":null}""", false)]
    [InlineData("of a wrong type", """{"input":"t","tools":"many"}""", false)]
    [InlineData(
        "called earlier, not offered",
        """
            {"messages":[{"role":"user","content":"t"},
              {"role":"assistant","tool_calls":[{"function":{"name":"f","arguments":"{}"}}]},{"role":"tool","content":"r"}]}
            """,
        false
    )]
    public void Tools_count_when_offered(string shape, string body, bool expected) => Read(body).HasTools.Should().Be(expected, shape);

    [Theory]
    [InlineData(null, false, true)]
    [InlineData(false, false, true)]
    [InlineData(true, true, true)]
    public void True_wins_over_what_is_detected(bool? said, bool onPlain, bool onFull)
    {
        var plain = SignalReader
            .Read(
                new RouteRequest
                {
                    Task = "t",
                    Images = said,
                    Tools = said,
                }
            )
            .Signal!;
        (plain.HasImages, plain.HasTools).Should().Be((onPlain, onPlain));

        var body = JsonElement.Parse("""{"messages":[{"role":"user","content":"t","images":["A"]}],"tools":[{}]}""");
        var full = SignalReader
            .Read(
                new RouteRequest
                {
                    Body = body,
                    Images = said,
                    Tools = said,
                }
            )
            .Signal!;
        (full.HasImages, full.HasTools).Should().Be((onFull, onFull));
    }

    private static void CheckImages(string messages, bool expected, string because)
    {
        SignalReader.Read(new RouteRequest { Messages = JsonElement.Parse(messages) }).Signal!.HasImages.Should().Be(expected, because);
        Read($$"""{"messages":{{messages}}}""").HasImages.Should().Be(expected, because);
        Read($$"""{"input":{{messages}}}""").HasImages.Should().Be(expected, because);
    }

    private static TaskSignal Read(string body) => SignalReader.Read(new RouteRequest { Body = JsonElement.Parse(body) }).Signal!;
}
