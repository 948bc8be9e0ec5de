using System.Text.Json;
using ShimLsp.Core.Conversation;
using ShimLsp.Core.Conversation.Reading;
using ShimLsp.Core.Routing.Signals;

namespace ShimLsp.Core.Tests.Conversation;

/// <summary>What the outer fields of a request say, and that the signal and the conversation follow the same fields.</summary>
public sealed class RequestFrameTests
{
    private const string Old = """{"input":"Hi","tools":[{"type":"function","name":"old"}]}""";

    [Theory]
    [InlineData("""{"messages":[]}""", RequestFormat.ChatCompletions)]
    [InlineData("""{"messages":[],"stop":"x","tools":[]}""", RequestFormat.ChatCompletions)]
    [InlineData("""{"messages":[],"system":"x"}""", RequestFormat.AnthropicMessages)]
    [InlineData("""{"messages":[],"stop_sequences":["x"]}""", RequestFormat.AnthropicMessages)]
    [InlineData("""{"messages":[],"thinking":{"type":"enabled"}}""", RequestFormat.AnthropicMessages)]
    [InlineData("""{"input":"x"}""", RequestFormat.Responses)]
    [InlineData("""{"input":[],"messages":null}""", RequestFormat.Responses)]
    public void A_body_tells_its_format(string body, RequestFormat expected)
    {
        var element = JsonElement.Parse(body);
        var frame = RequestFrame.Of(null, element);

        frame.Format.Should().Be(expected);
        frame.Source.GetRawText().Should().Be(body, "a gateway passes it on");
    }

    [Fact]
    public void Bare_messages_may_be_of_any_format() =>
        RequestFrame.Of(JsonElement.Parse("[]"), null).Format.Should().Be(RequestFormat.Messages);

    [Theory]
    [InlineData(null, true, "old")]
    [InlineData("null", true, "old")]
    [InlineData("[]", false, "")]
    [InlineData("""[{"type":"function","name":"new"}]""", true, "new")]
    public void Tools_beside_a_body_replace_its_own(string? tools, bool offers, string names)
    {
        var request = new ChatRequest { Body = JsonElement.Parse(Old), Tools = tools is null ? null : JsonElement.Parse(tools) };
        var frame = request.ToFrame();

        SignalReader.Read(frame).Signal!.HasTools.Should().Be(offers);
        var options = ConversationReader.Read(request, frame).Conversation!.Options;
        string.Join(' ', options.Tools.Select(tool => tool.Name)).Should().Be(names);
    }

    [Fact]
    public void Tools_that_are_replaced_count_no_tokens() =>
        SignalReader.Read(RequestFrame.Of(null, JsonElement.Parse(Old), JsonElement.Parse("[]"))).Signal!.InputTokens.Should().Be(1);
}
