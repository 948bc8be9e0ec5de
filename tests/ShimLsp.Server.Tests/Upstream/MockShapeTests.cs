using ShimLsp.Mock;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Upstream;

/// <summary>What the mock puts on the wire, byte by byte, against what the two API references show.</summary>
public sealed class MockShapeTests
{
    private static readonly Answer Spoken = Answer.Says("Grüß", " \"Gott\"\n").Takes(input: 30, output: 5, cached: 10, cacheWritten: 8);

    private static readonly Answer Calling = Answer
        .Says("Let me look.")
        .Calls("call_1", "read", "{\"path\":", "\"a.cs\"}")
        .Calls("call_2", "list", "{}");

    [Fact]
    public Task OpenAi_replies_whole() =>
        Check(
            "openai",
            Spoken,
            """
            {"id":"chatcmpl-mock","object":"chat.completion","created":1700000000,"model":"m","choices":[{"index":0,
                "message":{"role":"assistant","content":"Grüß \"Gott\"\n","refusal":null,"annotations":[]},"logprobs":null,
                "finish_reason":"stop"}],"usage":{"prompt_tokens":30,"completion_tokens":5,"total_tokens":35,
                "prompt_tokens_details":{"cached_tokens":10,"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":0,
                "audio_tokens":0,"accepted_prediction_tokens":0,"rejected_prediction_tokens":0}},"service_tier":"default"}
            """
        );

    [Fact]
    public Task OpenAi_calls_tools_whole() =>
        Check(
            "openai",
            Calling.WithoutUsage(),
            """
            {"id":"chatcmpl-mock","object":"chat.completion","created":1700000000,"model":"m","choices":[{"index":0,
                "message":{"role":"assistant","content":"Let me look.","refusal":null,"tool_calls":[{"id":"call_1","type":"function",
                "function":{"name":"read","arguments":"{\"path\":\"a.cs\"}"}},{"id":"call_2","type":"function","function":{"name":"list",
                "arguments":"{}"}}],"annotations":[]},"logprobs":null,"finish_reason":"tool_calls"}],"service_tier":"default"}
            """
        );

    [Fact]
    public Task OpenAi_streams() =>
        CheckStream(
            "openai",
            Spoken,
            "",
            """
            data: {"id":"chatcmpl-mock","object":"chat.completion.chunk","created":1700000000,"model":"m","choices":[{"index":0,
                "delta":{"role":"assistant","content":"","refusal":null},"logprobs":null,"finish_reason":null}]}

            data: {"id":"chatcmpl-mock","object":"chat.completion.chunk","created":1700000000,"model":"m","choices":[{"index":0,
                "delta":{"content":"Grüß"},"logprobs":null,"finish_reason":null}]}

            data: {"id":"chatcmpl-mock","object":"chat.completion.chunk","created":1700000000,"model":"m","choices":[{"index":0,
                "delta":{"content":" \"Gott\"\n"},"logprobs":null,"finish_reason":null}]}

            data: {"id":"chatcmpl-mock","object":"chat.completion.chunk","created":1700000000,"model":"m","choices":[{"index":0,"delta":{},
                "logprobs":null,"finish_reason":"stop"}]}

            data: [DONE]


            """
        );

    [Fact]
    public Task OpenAi_streams_the_usage_last_on_request() =>
        CheckStream(
            "openai",
            Answer.Says("Hi").FinishesWith("length").Takes(3, 1),
            ",\"stream_options\":{\"include_usage\":true}",
            """
            data: {"id":"chatcmpl-mock","object":"chat.completion.chunk","created":1700000000,"model":"m","choices":[{"index":0,
                "delta":{"role":"assistant","content":"","refusal":null},"logprobs":null,"finish_reason":null}],"usage":null}

            data: {"id":"chatcmpl-mock","object":"chat.completion.chunk","created":1700000000,"model":"m","choices":[{"index":0,
                "delta":{"content":"Hi"},"logprobs":null,"finish_reason":null}],"usage":null}

            data: {"id":"chatcmpl-mock","object":"chat.completion.chunk","created":1700000000,"model":"m","choices":[{"index":0,"delta":{},
                "logprobs":null,"finish_reason":"length"}],"usage":null}

            data: {"id":"chatcmpl-mock","object":"chat.completion.chunk","created":1700000000,"model":"m","choices":[],
                "usage":{"prompt_tokens":3,"completion_tokens":1,"total_tokens":4,"prompt_tokens_details":{"cached_tokens":0,
                "audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0,"accepted_prediction_tokens":0,
                "rejected_prediction_tokens":0}}}

            data: [DONE]


            """
        );

    [Fact]
    public Task OpenAi_streams_tool_calls() =>
        CheckStream(
            "openai",
            Answer.Says().Calls("call_1", "read", "{\"path\":", "\"a.cs\"}"),
            "",
            """
            data: {"id":"chatcmpl-mock","object":"chat.completion.chunk","created":1700000000,"model":"m","choices":[{"index":0,
                "delta":{"role":"assistant","content":null,"refusal":null},"logprobs":null,"finish_reason":null}]}

            data: {"id":"chatcmpl-mock","object":"chat.completion.chunk","created":1700000000,"model":"m","choices":[{"index":0,
                "delta":{"tool_calls":[{"index":0,"id":"call_1","type":"function","function":{"name":"read","arguments":""}}]},
                "logprobs":null,"finish_reason":null}]}

            data: {"id":"chatcmpl-mock","object":"chat.completion.chunk","created":1700000000,"model":"m","choices":[{"index":0,
                "delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\"path\":"}}]},"logprobs":null,"finish_reason":null}]}

            data: {"id":"chatcmpl-mock","object":"chat.completion.chunk","created":1700000000,"model":"m","choices":[{"index":0,
                "delta":{"tool_calls":[{"index":0,"function":{"arguments":"\"a.cs\"}"}}]},"logprobs":null,"finish_reason":null}]}

            data: {"id":"chatcmpl-mock","object":"chat.completion.chunk","created":1700000000,"model":"m","choices":[{"index":0,"delta":{},
                "logprobs":null,"finish_reason":"tool_calls"}]}

            data: [DONE]


            """
        );

    [Fact]
    public Task Anthropic_replies_whole() =>
        Check(
            "anthropic",
            Spoken,
            """
            {"id":"msg_mock","type":"message","role":"assistant","model":"m","content":[{"type":"text","text":"Grüß \"Gott\"\n"}],
                "stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":12,"cache_creation_input_tokens":8,
                "cache_read_input_tokens":10,"output_tokens":5}}
            """
        );

    [Fact]
    public Task Anthropic_calls_tools_whole() =>
        Check(
            "anthropic",
            Calling.WithoutUsage(),
            """
            {"id":"msg_mock","type":"message","role":"assistant","model":"m","content":[{"type":"text","text":"Let me look."},
                {"type":"tool_use","id":"call_1","name":"read","input":{"path":"a.cs"}},{"type":"tool_use","id":"call_2","name":"list",
                "input":{}}],"stop_reason":"tool_use","stop_sequence":null}
            """
        );

    [Fact]
    public Task Anthropic_streams() =>
        CheckStream(
            "anthropic",
            Spoken,
            "",
            """
            event: message_start
            data: {"type":"message_start","message":{"id":"msg_mock","type":"message","role":"assistant","model":"m","content":[],
                "stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":12,"cache_creation_input_tokens":8,
                "cache_read_input_tokens":10,"output_tokens":1}}}

            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

            event: ping
            data: {"type": "ping"}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Grüß"}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":" \"Gott\"\n"}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":0}

            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":5}}

            event: message_stop
            data: {"type":"message_stop"}


            """
        );

    [Fact]
    public Task Anthropic_streams_tool_calls() =>
        CheckStream(
            "anthropic",
            Calling.WithoutUsage(),
            "",
            """
            event: message_start
            data: {"type":"message_start","message":{"id":"msg_mock","type":"message","role":"assistant","model":"m","content":[],
                "stop_reason":null,"stop_sequence":null}}

            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

            event: ping
            data: {"type": "ping"}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Let me look."}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":0}

            event: content_block_start
            data: {"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"call_1","name":"read","input":{}}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{\"path\":"}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"\"a.cs\"}"}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":1}

            event: content_block_start
            data: {"type":"content_block_start","index":2,"content_block":{"type":"tool_use","id":"call_2","name":"list","input":{}}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"{}"}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":2}

            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null}}

            event: message_stop
            data: {"type":"message_stop"}


            """
        );

    [Theory]
    [InlineData("stop", "end_turn")]
    [InlineData("length", "max_tokens")]
    [InlineData("tool_calls", "tool_use")]
    [InlineData("content_filter", "refusal")]
    [InlineData("pause_turn", "pause_turn")]
    public async Task Anthropic_has_its_own_words_for_the_end(string reason, string word)
    {
        await using var upstream = await MockUpstream.StartAsync();
        using var client = new MockClient(upstream);
        upstream["m"].Answers(Answer.Says("Hi").FinishesWith(reason));

        (await client.ReadAsync("anthropic")).Should().Contain($"\"stop_reason\":\"{word}\"");
        (await client.ReadAsync("openai")).Should().Contain($"\"finish_reason\":\"{reason}\"");
    }

    [Fact]
    public Task Arguments_that_are_not_an_object_do_not_break_anthropics_reply() =>
        Check(
            "anthropic",
            Answer.Says().Calls("c", "t", "{\"a\":").WithoutUsage(),
            """
            {"id":"msg_mock","type":"message","role":"assistant","model":"m","content":[{"type":"tool_use","id":"c","name":"t","input":{}}],
                "stop_reason":"tool_use","stop_sequence":null}
            """
        );

    [Fact]
    public async Task A_classifier_answers_with_scores()
    {
        await using var upstream = await MockUpstream.StartAsync();
        using var client = new MockClient(upstream);
        upstream["m"].Answers(Answer.Scores(("cheap", 0.5), ("strong", 1)));

        (await client.ReadAsync("openai"))
            .Should()
            .Contain(
                """
                "content":"{\"scores\":{\"cheap\":0.5,\"strong\":1}}"
                """.Trim()
            );
    }

    private static async Task Check(string shape, Answer answer, string expected, bool stream = false, string rest = "")
    {
        await using var upstream = await MockUpstream.StartAsync();
        using var client = new MockClient(upstream);
        upstream["m"].Answers(answer);

        using var response = await client.AskAsync(shape, stream: stream, rest: rest);

        response.Content.Headers.ContentType!.ToString().Should().Be(stream ? "text/event-stream; charset=utf-8" : "application/json");
        (await response.Content.ReadAsStringAsync()).Should().Be(expected.Unfolded());
    }

    private static Task CheckStream(string shape, Answer answer, string rest, string expected) =>
        Check(shape, answer, expected, stream: true, rest);
}
