using System.Text.Json.Nodes;
using ShimLsp.Core.Models;
using ShimLsp.Mock;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Providers;

/// <summary>What a provider wants back (signed thoughts, a signature beside a call) comes to the client, and goes back unchanged.</summary>
public sealed class ReturnedDataTests
{
    private const string Thoughts = """
        {"choices":[{"message":{"content":null,"reasoning_content":"Hm. {0}","tool_calls":[{"id":"c",
          "function":{"name":"f","arguments":"{}"},"extra_content":{"google":{"thought_signature":"c2ln"}}}]},
          "finish_reason":"tool_calls"}]}
        """;

    private const string Blocks = """
        {"content":[{"type":"thinking","thinking":"Hm.","signature":"c2ln"},{"type":"redacted_thinking",
          "data":"x"},{"type":"tool_use","id":"c","name":"f","input":{}}],"stop_reason":"tool_use"}
        """;

    private const string SignedCall = """
        {"index":0,"id":"c","function":{"name":"f","arguments":"{}"},"extra_content":{"google":{"thought_signature":"c2ln"}}}
        """;

    private const string StreamedThoughts = $$$"""
        data: {"choices":[{"delta":{"reasoning_content":"Hm. "}}]}

        data: {"choices":[{"delta":{"reasoning_content":"{0}","content":null}}]}

        data: {"choices":[{"delta":{"tool_calls":[{{{SignedCall}}}]},"finish_reason":"tool_calls"}]}

        data: [DONE]


        """;

    private const string StreamedBlocks = """
        data: {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}

        data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Hm"}}

        data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"."}}

        data: {"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"c2ln"}}

        data: {"type":"content_block_start","index":1,"content_block":{"type":"redacted_thinking","data":"x"}}

        data: {"type":"content_block_start","index":2,"content_block":{"type":"tool_use","id":"c","name":"f","input":{}}}

        data: {"type":"message_delta","delta":{"stop_reason":"tool_use"}}

        data: {"type":"message_stop"}


        """;

    public static TheoryData<ModelProvider, ModelProvider, bool, string, bool> Ways
    {
        get
        {
            var ways = new TheoryData<ModelProvider, ModelProvider, bool, string, bool>();
            foreach (var streams in new[] { false, true })
            {
                ways.Add(ModelProvider.GenericChatCompletionApi, ModelProvider.GenericChatCompletionApi, streams, "the same host", true);
                ways.Add(ModelProvider.GenericChatCompletionApi, ModelProvider.GenericChatCompletionApi, streams, "another host", false);
                ways.Add(ModelProvider.GenericChatCompletionApi, ModelProvider.OpenAI, streams, "the same host", false);
                ways.Add(ModelProvider.GenericChatCompletionApi, ModelProvider.Anthropic, streams, "the same host", false);
                ways.Add(ModelProvider.Anthropic, ModelProvider.Anthropic, streams, "the same host", true);
                ways.Add(ModelProvider.Anthropic, ModelProvider.Anthropic, streams, "another host", false);
                ways.Add(ModelProvider.Anthropic, ModelProvider.GenericChatCompletionApi, streams, "the same host", false);
            }

            return ways;
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task What_comes_with_a_reply_goes_back_to_its_provider_alone(
        ModelProvider first,
        ModelProvider second,
        bool streams,
        string host,
        bool returns
    )
    {
        await using var world = await World.StartAsync();
        var body = (first, streams) switch
        {
            (ModelProvider.Anthropic, true) => StreamedBlocks,
            (ModelProvider.Anthropic, false) => Blocks,
            (_, true) => StreamedThoughts,
            _ => Thoughts,
        };
        world.Mock["m"].Answers(Answer.Sends(streams ? "text/event-stream" : "application/json", body), Answer.Says("Done."));
        var (reply, _) = await world.AskAsync(world.Model(first), streams);
        await world.Mock.NextRequestAsync();

        var call = reply.ToolCalls.Should().ContainSingle().Which;
        var back = new JsonObject
        {
            ["role"] = "assistant",
            ["content"] = null,
            ["providerData"] = JsonNode.Parse(reply.ProviderData!.Value.GetRawText()),
            ["tool_calls"] = new JsonArray(
                new JsonObject
                {
                    ["id"] = call.Id,
                    ["type"] = "function",
                    ["function"] = new JsonObject { ["name"] = call.Name, ["arguments"] = call.Arguments.ToString() },
                    ["providerData"] = call.ProviderData is { } data ? JsonNode.Parse(data.GetRawText()) : null,
                }
            ),
        };
        await world.AskAsync(
            world.Model(
                second,
                baseUrl: host == "another host" ? world.Mock.BaseUrl.Replace("127.0.0.1", "localhost", StringComparison.Ordinal) : null
            ),
            streams: false,
            world.Chat($$"""[{"role":"user","content":"Go"},{{back.ToJsonString()}},{"role":"tool","tool_call_id":"c","content":"ok"}]""")
        );

        var sent = (await world.Mock.NextRequestAsync()).Body;
        if (!returns)
        {
            sent.Should().NotContain("Hm.").And.NotContain("c2ln").And.NotContain("origin");
        }
        else if (first is ModelProvider.Anthropic)
        {
            sent.Should()
                .Contain(
                    """
                    [{"type":"thinking","thinking":"Hm.","signature":"c2ln"},
                      {"type":"redacted_thinking","data":"x"},{"type":"tool_use",
                    """.Unfolded()
                );
        }
        else
        {
            sent.Should()
                .Contain("\"reasoning_content\":\"Hm. {0}\"")
                .And.Contain("\"extra_content\":{\"google\":{\"thought_signature\":\"c2ln\"}}")
                .And.NotContain("origin");
        }
    }

    [Theory]
    [InlineData(
        ModelWire.Responses,
        """{"error":{"message":"It could not be verified.","type":"invalid_request_error","code":"invalid_encrypted_content"}}""",
        """
            {"input":[{"role":"user","content":"Go"},{"type":"reasoning","summary":[],"encrypted_content":"theirs"},
              {"type":"function_call","call_id":"c","name":"f","arguments":"{}"},
              {"type":"function_call_output","call_id":"c","output":"ok"}]}
            """
    )]
    [InlineData(
        ModelWire.Messages,
        """{"error":{"type":"invalid_request_error","message":"messages.1.content.0: Invalid `signature` in `thinking` block"}}""",
        """
            {"thinking":{"type":"adaptive"},"messages":[{"role":"user","content":"Go"},
              {"role":"assistant","content":[{"type":"thinking","thinking":"Hm.","signature":"theirs"},
              {"type":"tool_use","id":"c","name":"f","input":{}}]},
              {"role":"user","content":[{"type":"tool_result","tool_use_id":"c","content":"ok"}]}]}
            """
    )]
    public async Task A_model_that_refuses_the_thoughts_of_another_is_asked_once_more_without_and_from_then_on(
        ModelWire wire,
        string refusal,
        string body
    )
    {
        await using var world = await World.StartAsync();
        world.Mock["m"].Answers(Answer.Sends("application/json", refusal) with { Status = 400 }, Answer.Says("Done."));
        var (reply, _) = await world.AskAsync(world.Model(wire), streams: false, world.Body(body));

        reply.Text.ToString().Should().Be("Done.");
        (await world.Mock.NextRequestAsync()).Body.Should().Contain("theirs");
        (await world.Mock.NextRequestAsync()).Body.Should().NotContain("theirs").And.NotContain("thinking").And.Contain("\"f\"");

        world.Mock["m"].Answers(Answer.Says("Again."), Answer.Sends("application/json", refusal) with { Status = 400 });
        await world.AskAsync(world.Model(wire), streams: false, world.Body(body));
        (await world.Mock.NextRequestAsync()).Body.Should().NotContain("theirs", "the session remembers");

        (await world.FailAsync(world.Model(wire), streams: false, world.Body(body))).Outcome.Status.Should().Be(400);
        world.Mock["m"].Received.Should().Be(4, "a refusal for thoughts that were not sent is final");
    }

    [Theory]
    [InlineData("reasoning_content", "\"Hm.\"")]
    [InlineData("reasoning", "\"Hm.\"")]
    [InlineData("reasoning_details", """[{"type":"reasoning.encrypted","data":"x"}]""")]
    [InlineData("extra_content", """{"google":{"thought_signature":"x"}}""")]
    public async Task A_providers_own_field_is_carried_to_the_same_shape(string name, string value)
    {
        await using var world = await World.StartAsync();
        var messages = $$"""
            [{"role":"user","content":"Go"},{"role":"assistant","content":"Hi","{{name}}":{{value}}},
              {"role":"user","content":"On"}]
            """;
        foreach (
            var (provider, isCarried) in new[]
            {
                (ModelProvider.GenericChatCompletionApi, true),
                (ModelProvider.Ollama, true),
                (ModelProvider.OpenAI, false),
                (ModelProvider.Anthropic, false),
            }
        )
        {
            await world.AskAsync(world.Model(provider), streams: false, world.Chat(messages));
            var sent = (await world.Mock.NextRequestAsync()).Body;
            sent.Contains($"\"{name}\":{value}", StringComparison.Ordinal).Should().Be(isCarried, "{0}", provider);
        }
    }

    [Theory]
    [InlineData(ModelProvider.GenericChatCompletionApi)]
    [InlineData(ModelProvider.Anthropic)]
    public async Task Thoughts_are_shown_apart_from_the_text(ModelProvider provider)
    {
        var body =
            provider is ModelProvider.Anthropic
                ? """
                    data: {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":""}}

                    data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Hm."}}

                    data: {"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"s"}}

                    data: {"type":"content_block_start","index":1,"content_block":{"type":"text","text":"Hi"}}

                    data: {"type":"message_delta","delta":{"stop_reason":"end_turn"}}

                    data: {"type":"message_stop"}


                    """
                : """
                    data: {"choices":[{"delta":{"reasoning":"Hm.","reasoning_content":"Hm."}}]}

                    data: {"choices":[{"delta":{"content":"Hi"},"finish_reason":"stop"}]}

                    data: [DONE]


                    """;
        await using var world = await World.StartAsync();
        world.Mock["m"].Answers(Answer.Sends("text/event-stream", body));
        var (_, events) = await world.AskAsync(world.Model(provider), streams: true);
        events[..2].Should().Equal(new Core.Upstream.ChatEvent.Reasoning("Hm."), new Core.Upstream.ChatEvent.Text("Hi"));
    }
}
