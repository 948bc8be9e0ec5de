using System.Text.Json;
using ShimLsp.Core.Conversation;
using ShimLsp.Core.Routing.Signals;

namespace ShimLsp.Core.Tests.Routing;

/// <summary>A request for a named model is read for its size alone. What can be read, and its size, are as for any model.</summary>
public class RequestSizeTests
{
    [Theory]
    [InlineData("\"Rename n to count.\"")]
    [InlineData("\"\"")]
    [InlineData("\"  \\n\\t\\r\\f \"")]
    [InlineData("\" \\u0020\\u3000\"")]
    [InlineData("\"\\u0041\"")]
    [InlineData("\"\u3000 \u00a0\"")]
    [InlineData("\"  \\n n\"")]
    [InlineData("\"\\\\n\"")]
    [InlineData("\"\u4f60\u597d\"")]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("[]")]
    [InlineData("[7, {}]")]
    [InlineData("""[{"type":"text","text":" "}]""")]
    [InlineData("""[{"type":"text","text":" "}, {"type":"text","text":"x"}]""")]
    [InlineData("""[{"type":"tool_result","tool_use_id":"t","content":"x"}]""")]
    [InlineData("""[{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}]""")]
    public void It_is_as_readable_and_as_large_as_one_for_any_model(string content)
    {
        var messages = """{"messages": [{"role":"system","content":"Be brief."}, {"role":"user","content":CONTENT}], "tools": [{}]}""";
        foreach (var body in new[] { messages, """{"input": CONTENT}""", """{"input": [{"role":"user","content":CONTENT}]}""" })
        {
            var frame = RequestFrame.Of(null, JsonElement.Parse(body.Replace("CONTENT", content, StringComparison.Ordinal)));

            var (size, read) = (SignalReader.ReadSize(frame), SignalReader.Read(frame));

            (size.Problem, Of(size)).Should().Be((read.Problem, Of(read)), body);
        }
    }

    private static (bool?, bool?, int?) Of(SignalRead read) => (read.Signal?.HasImages, read.Signal?.HasTools, read.Signal?.InputTokens);
}
