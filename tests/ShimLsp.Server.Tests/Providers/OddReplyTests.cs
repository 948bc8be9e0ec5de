using ShimLsp.Core.Models;
using ShimLsp.Core.Upstream;
using ShimLsp.Mock;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Providers;

/// <summary>Replies that are a little other than the API reference has them, as real servers send them.</summary>
public sealed class OddReplyTests
{
    [Theory]
    [InlineData(ModelProvider.OpenAI, "stop", "stop")]
    [InlineData(ModelProvider.OpenAI, "length", "length")]
    [InlineData(ModelProvider.OpenAI, "tool_calls", "tool_calls")]
    [InlineData(ModelProvider.OpenAI, "function_call", "tool_calls")]
    [InlineData(ModelProvider.OpenAI, "content_filter", "content_filter")]
    [InlineData(ModelProvider.OpenAI, "eos", "stop")]
    [InlineData(ModelProvider.OpenAI, "STOP", "stop")]
    [InlineData(ModelProvider.OpenAI, "MAX_TOKENS", "length")]
    [InlineData(ModelProvider.OpenAI, "no word at all", "stop")]
    [InlineData(ModelProvider.Anthropic, "end_turn", "stop")]
    [InlineData(ModelProvider.Anthropic, "stop_sequence", "stop")]
    [InlineData(ModelProvider.Anthropic, "pause_turn", "stop")]
    [InlineData(ModelProvider.Anthropic, "max_tokens", "length")]
    [InlineData(ModelProvider.Anthropic, "model_context_window_exceeded", "length")]
    [InlineData(ModelProvider.Anthropic, "tool_use", "tool_calls")]
    [InlineData(ModelProvider.Anthropic, "refusal", "content_filter")]
    [InlineData(ModelProvider.Anthropic, "something_new", "something_new")]
    [InlineData(ModelProvider.Anthropic, "no word at all", "stop")]
    public async Task Finish_reasons_are_translated_to_one_vocabulary(ModelProvider provider, string theirs, string ours)
    {
        await using var world = await World.StartAsync();
        world.Mock["m"].Answers(Answer.Says("finish_reason: \"x\"") with { FinishReason = theirs });
        foreach (var streams in new[] { true, false })
        {
            var (reply, _) = await world.AskAsync(world.Model(provider), streams);
            reply.FinishReason.Should().Be(ours);
            reply.Text.ToString().Should().Be("finish_reason: \"x\"");
        }
    }

    [Fact]
    public async Task Calls_that_share_an_index_are_told_apart_by_their_ids()
    {
        await using var world = await World.StartAsync();
        world
            .Mock["m"]
            .Answers(
                Answer.Sends(
                    "text/event-stream",
                    """
                    data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"a","type":"function",
                      "function":{"name":"f","arguments":"{\"p\""}}]}}]}

                    data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":":1}"}}]}}]}

                    data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"b","type":"function",
                      "function":{"name":"f","arguments":"{}"}}]},"finish_reason":"tool_calls"}]}

                    data: [DONE]


                    """.Unfolded()
                )
            );

        (await world.AskAsync(world.Model(ModelProvider.OpenAI), streams: true))
            .Reply.ToolCalls.Should()
            .Equal(new ToolCall("a", "f", "{\"p\":1}"), new ToolCall("b", "f", "{}"));
    }

    [Theory]
    [InlineData(ModelProvider.OpenAI)]
    [InlineData(ModelProvider.Anthropic)]
    public async Task Missing_usage_is_not_made_up(ModelProvider provider)
    {
        await using var world = await World.StartAsync();
        world.Mock["m"].Answers(Answer.Says("a").WithoutUsage());
        (await world.AskAsync(world.Model(provider), streams: false)).Reply.Usage.Should().BeNull();
        (await world.AskAsync(world.Model(provider), streams: true)).Reply.Usage.Should().BeNull();
    }

    [Fact]
    public async Task Tokens_of_the_prompt_cache_count_as_input()
    {
        await using var world = await World.StartAsync();
        world.Mock["m"].Answers(Answer.Says("a").Takes(input: 100, output: 5, cached: 60, cacheWritten: 30));
        foreach (var streams in new[] { true, false })
        {
            (await world.AskAsync(world.Model(ModelProvider.Anthropic), streams)).Reply.Usage.Should().Be(new TokenUsage(100, 60, 5));
        }
    }

    [Fact]
    public async Task A_call_whose_arguments_are_no_JSON_comes_as_it_is()
    {
        await using var world = await World.StartAsync();
        world.Mock["m"].Answers(Answer.Says().Calls("c", "read", "{\"pa", "th\": oops"));
        foreach (var streams in new[] { true, false })
        {
            (await world.AskAsync(world.Model(ModelProvider.OpenAI), streams))
                .Reply.ToolCalls.Should()
                .Equal(new ToolCall("c", "read", "{\"path\": oops"));
        }
    }

    [Theory]
    [MemberData(nameof(ReplyTests.BothShapes), MemberType = typeof(ReplyTests))]
    public async Task A_tool_that_takes_nothing_is_called_with_nothing(ModelProvider provider, bool streams)
    {
        await using var world = await World.StartAsync();
        world.Mock["m"].Answers(Answer.Says().Calls("c", "list"));
        var (reply, _) = await world.AskAsync(world.Model(provider), streams);
        reply.ToolCalls.Should().ContainSingle().Which.Arguments.ToString().Should().Be("{}");
    }

    [Fact]
    public async Task A_refusal_of_OpenAI_is_text()
    {
        await using var world = await World.StartAsync();
        world
            .Mock["m"]
            .Answers(
                Answer.Sends(
                    "application/json",
                    """{"choices":[{"index":0,"message":{"role":"assistant","content":null,"refusal":"No."},"finish_reason":"stop"}]}"""
                ),
                Answer.Sends(
                    "text/event-stream",
                    "data: {\"choices\":[{\"index\":0,\"delta\":{\"refusal\":\"No.\"},\"finish_reason\":\"stop\"}]}\n\n"
                )
            );
        (await world.AskAsync(world.Model(ModelProvider.OpenAI), streams: false)).Reply.Text.ToString().Should().Be("No.");
        (await world.AskAsync(world.Model(ModelProvider.OpenAI), streams: true)).Reply.Text.ToString().Should().Be("No.");
    }
}
