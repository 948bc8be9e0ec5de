using ShimLsp.Core.Models;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Providers;

/// <summary>A field that nobody uses cannot cost a reply, and a reply is read by what it is.</summary>
public sealed class LenientReplyTests
{
    private const string End = "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";

    [Theory]
    [InlineData("an empty role", """{"choices":[{"delta":{"role":"","content":"Hi"}}]}""")]
    [InlineData("a role that is null", """{"choices":[{"delta":{"role":null,"content":"Hi"}}]}""")]
    [InlineData("created in parts of a second", """{"created":1700000000.5,"choices":[{"delta":{"content":"Hi"}}]}""")]
    [InlineData("created is null", """{"created":null,"choices":[{"delta":{"content":"Hi"}}]}""")]
    [InlineData("created is far away", """{"created":99999999999999999999,"choices":[{"delta":{"content":"Hi"}}]}""")]
    [InlineData("an id that is a number", """{"id":7,"object":{},"model":["m"],"choices":[{"delta":{"content":"Hi"}}]}""")]
    [InlineData("a fingerprint that is an object", """{"system_fingerprint":{},"choices":[{"delta":{"content":"Hi"},"logprobs":7}]}""")]
    [InlineData("content as parts", """{"choices":[{"delta":{"content":[{"type":"text","text":"H"},{"type":"text","text":"i"}]}}]}""")]
    [InlineData(
        "thoughts as parts",
        """
            {"choices":[{"delta":{"content":[{"type":"thinking","thinking":[{"type":"text","text":"Hm."}]},
              {"type":"text","text":"Hi"}]}}]}
            """
    )]
    [InlineData("an error that is empty", """{"error":{},"choices":[{"delta":{"content":"Hi"}}]}""")]
    [InlineData("an error that is no text", """{"error":"","choices":[{"delta":{"content":"Hi"},"error":null}]}""")]
    [InlineData("a text as in the older completions", """{"choices":[{"text":"Hi"}]}""")]
    [InlineData("a message in place of a delta", """{"choices":[{"message":{"content":"Hi"}}]}""")]
    [InlineData(
        "usage that makes no sense",
        """{"choices":[{"delta":{"content":"Hi"}}],"usage":{"prompt_tokens":-5,"completion_tokens":1.5}}"""
    )]
    [InlineData("usage that is a text", """{"choices":[{"delta":{"content":"Hi"}}],"usage":"much"}""")]
    [InlineData("a second choice", """{"choices":[{"index":0,"delta":{"content":"Hi"}},{"index":1,"delta":{"content":"No"}}]}""")]
    [InlineData("a name twice", """{"choices":[{"delta":{"content":"x","content":"Hi"}}],"id":1,"id":2}""")]
    public async Task What_is_not_needed_is_not_looked_at(string kind, string chunk)
    {
        var reply = await Read.ReplyAsync(ModelProvider.GenericChatCompletionApi, $"data: {chunk.Unfolded()}\n\n{End}");
        reply.Should().NotBeNull(kind);
        reply!.Text.ToString().Should().Be(kind == "a name twice" ? "xHi" : "Hi", kind);
        reply.Usage.Should().BeNull(kind);
    }

    [Theory]
    [InlineData("not JSON", "data: {\"choices\":[{\"delta\":{\"content\":\"H\n\n")]
    [InlineData("a sign of life within JSON", "data: {\"choices\":[{\"delta\"\n: ping\n\ndata: :{\"content\":\"Hi\"}}]}\n\n")]
    [InlineData("choices that are not an array", "data: {\"choices\":{}}\n\n")]
    [InlineData("a choice that is not an object", "data: {\"choices\":[7]}\n\n")]
    [InlineData("a delta that is not an object", "data: {\"choices\":[{\"delta\":\"Hi\"}]}\n\n")]
    [InlineData("content that is a number", "data: {\"choices\":[{\"delta\":{\"content\":7}}]}\n\n")]
    [InlineData("a number", "data: 7\n\n")]
    [InlineData("the error itself", "data: {\"object\":\"error\",\"message\":\"x\",\"code\":400}\n\n")]
    [InlineData("what a web framework says", "data: {\"detail\":\"Internal Server Error\"}\n\n")]
    [InlineData("what a gateway says", "data: {\"code\":1001,\"msg\":\"busy\"}\n\n")]
    [InlineData("an end for want of machines", "data: {\"choices\":[{\"finish_reason\":\"insufficient_system_resource\"}]}\n\n")]
    [InlineData("an end for an error", "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"error\"}]}\n\n")]
    public async Task What_cannot_be_understood_is_never_passed_over(string kind, string events)
    {
        const string Said = "data: {\"choices\":[{\"delta\":{\"content\":\"Hi\"}}]}\n\n";
        (await Read.ReplyAsync(ModelProvider.GenericChatCompletionApi, Said + events + End)).Should().BeNull(kind);
        (await Read.ReplyAsync(ModelProvider.GenericChatCompletionApi, events + End)).Should().BeNull(kind);
    }

    [Theory]
    [InlineData("what a web framework says", "data: {\"detail\":\"Internal Server Error\"}\n\n")]
    [InlineData("an error that is a text", "data: {\"error\":\"busy\"}\n\n")]
    [InlineData("not JSON", "data: {\"type\":\n\n")]
    public async Task What_cannot_be_understood_in_the_other_shape_is_never_passed_over_either(string kind, string events)
    {
        Said[] said = [new(["Hello ", "there."], null)];
        var whole = ReplyGrammar.Write(ModelWire.Messages, true, said, signs: false);
        var middle = whole.IndexOf("event: content_block_stop", StringComparison.Ordinal);
        (await Read.ReplyAsync(ModelProvider.Anthropic, whole)).Should().NotBeNull();
        (await Read.ReplyAsync(ModelProvider.Anthropic, whole.Insert(middle, events))).Should().BeNull(kind);
    }

    [Theory]
    [InlineData("nothing", "")]
    [InlineData("only the mark", "data: [DONE]\n\n")]
    [InlineData("signs of life and the mark", ": ping\n\ndata:\n\ndata: [DONE]\n\n")]
    [InlineData("a beginning and the mark", "data: {\"choices\":[{\"delta\":{\"role\":\"assistant\"}}]}\n\ndata: [DONE]\n\n")]
    [InlineData("thoughts and the mark", "data: {\"choices\":[{\"delta\":{\"reasoning_content\":\"Hm.\"}}]}\n\ndata: [DONE]\n\n")]
    [InlineData("usage and the mark", "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":0}}\n\ndata: [DONE]\n\n")]
    public async Task An_empty_stream_is_not_a_reply(string kind, string body) =>
        (await Read.ReplyAsync(ModelProvider.GenericChatCompletionApi, body)).Should().BeNull(kind);

    [Theory]
    [InlineData(ModelProvider.GenericChatCompletionApi)]
    [InlineData(ModelProvider.Anthropic)]
    public async Task A_character_in_two_halves_is_put_together(ModelProvider provider)
    {
        string[] halves = [@"ok ", @"\ud83d", @"\ude00", @" end\ud83d"];
        var body =
            provider is ModelProvider.Anthropic
                ? string.Concat(
                    halves.Select(half =>
                        "data: {\"type\":\"content_block_delta\",\"index\":0,"
                        + $"\"delta\":{{\"type\":\"text_delta\",\"text\":\"{half}\"}}}}\n\n"
                    )
                ) + "data: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"}}\n\ndata: {\"type\":\"message_stop\"}\n\n"
                : string.Concat(halves.Select(half => $"data: {{\"choices\":[{{\"delta\":{{\"content\":\"{half}\"}}}}]}}\n\n")) + End;
        (await Read.ReplyAsync(provider, body))!.Text.ToString().Should().Be("ok 😀 end\uFFFD");
    }

    [Theory]
    [InlineData(ModelProvider.GenericChatCompletionApi, true, "application/json")]
    [InlineData(ModelProvider.GenericChatCompletionApi, true, "text/event-stream")]
    [InlineData(ModelProvider.GenericChatCompletionApi, false, "text/event-stream")]
    [InlineData(ModelProvider.GenericChatCompletionApi, false, "application/json")]
    [InlineData(ModelProvider.Anthropic, true, "application/json")]
    [InlineData(ModelProvider.Anthropic, false, "text/event-stream")]
    public async Task A_reply_is_read_by_what_it_is(ModelProvider provider, bool streams, string label)
    {
        Said[] said = [new(["Hello ", "there."], null), new(["{}"], "list")];
        await using var world = await World.StartAsync();
        foreach (var isStream in new[] { true, false })
        {
            var body = ReplyGrammar.Write(provider.ToWire(), isStream, said, signs: isStream);
            world.Mock["m"].Answers(ShimLsp.Mock.Answer.Sends(label, "\uFEFF\r\n" + body));
            var (reply, _) = await world.AskAsync(world.Model(provider), streams);
            reply.Text.ToString().Should().Be("Hello there.");
            reply.ToolCalls.Should().ContainSingle().Which.Name.Should().Be("list");
        }
    }
}
