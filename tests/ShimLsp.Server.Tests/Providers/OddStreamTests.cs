using Microsoft.Extensions.Time.Testing;
using ShimLsp.Core.Models;
using ShimLsp.Core.Upstream;
using ShimLsp.Mock;

namespace ShimLsp.Server.Tests.Providers;

/// <summary>Streams that differ a little from the API reference, as real servers send them.</summary>
public sealed class OddStreamTests
{
    [Theory]
    [InlineData("only [DONE]", "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"}}]}\n\ndata: [DONE]\n\n")]
    [InlineData("no [DONE]", "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}]}\n\n")]
    [InlineData(
        "CRLF, comments, no blanks",
        ": ping\r\n\r\ndata:{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"}}]}\r\n\r\n"
            + ": ping\r\n"
            + "data:{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\r\n\r\n"
            + "data:[DONE]\r\n\r\n"
    )]
    [InlineData(
        "CR alone",
        "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}]}\r\rdata: [DONE]\r\r"
    )]
    [InlineData(
        "an empty reason till the end",
        "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"},\"finish_reason\":\"\"}]}\n\n"
            + "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\"},\"finish_reason\" : \"stop\"}]}\n\n"
    )]
    [InlineData(
        "null everywhere",
        "data: {\"id\":null,\"error\":null,\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\""
            + ",\"tool_calls\":null,\"refusal\":null},\"finish_reason\":null}],\"usage\":null}\n\n"
            + "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
    )]
    [InlineData(
        "thoughts beside",
        "data: {\"choices\":[{\"index\":0,\"delta\":{\"reasoning_content\":\"Hm.\"}}]}\n\n"
            + "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\",\"reasoning\":\"x\"}"
            + ",\"finish_reason\":\"stop\"}]}\n\n"
    )]
    [InlineData(
        "after the end",
        "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}]}\n\n"
            + "data: [DONE]\n\n"
            + "data: nonsense\n\n"
    )]
    [InlineData(
        "the word in the text",
        "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"}}],\"x\":\"[DONE]\"}\n\n"
            + "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
    )]
    public async Task A_stream_of_the_older_shape_is_read(string kind, string body)
    {
        await using var world = await World.StartAsync();
        world.Mock["m"].Answers(Answer.Sends("text/event-stream", body), Answer.Sends("text/event-stream", body).InWritesOf(1));
        for (var i = 0; i < 2; i++)
        {
            var (reply, _) = await world.AskAsync(world.Model(ModelProvider.GenericChatCompletionApi), streams: true);
            reply.Text.ToString().Should().Be("Hi", kind);
            reply.FinishReason.Should().Be("stop", kind);
        }
    }

    [Fact]
    public async Task The_word_DONE_in_a_text_does_not_end_the_stream()
    {
        await using var world = await World.StartAsync();
        world
            .Mock["m"]
            .Answers(Answer.Sends("text/event-stream", "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"data: [DONE]\"}}]}\n\n"));
        (await world.FailAsync(world.Model(ModelProvider.OpenAI), streams: true)).Message.Should().Contain("ended early");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_connection_that_fails_after_the_last_piece_takes_nothing_back(bool hangs)
    {
        var clock = new FakeTimeProvider();
        await using var world = await World.StartAsync(clock: clock);
        const string Said = """
            data: {"choices":[{"index":0,"delta":{"content":"All of it."}}]}

            data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}


            """;
        var answer = Answer.Sends("text/event-stream", Said + new string(' ', Said.Length)); // a break goes in the middle
        world.Mock["m"].Answers(hangs ? answer.HangsAfter(0) : answer.DropsAfter(0));

        var asking = world.AskAsync(world.Model(ModelProvider.OpenAI), streams: true);
        await world.Mock.NextRequestAsync();
        await Eventually.AdvanceAsync(clock, TimeSpan.FromSeconds(5), asking);

        (await asking).Reply.Should().BeEquivalentTo(new { Text = (ReplyText)"All of it.", FinishReason = "stop" });
    }

    [Fact]
    public async Task Thoughts_pings_and_new_kinds_of_blocks_of_Anthropic_are_passed_over()
    {
        const string Events = """
            event: message_start
            data: {"type":"message_start","message":{"usage":{"input_tokens":9,"output_tokens":1}}}

            event: ping
            data: {"type":"ping"}

            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":""}}

            data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Hm."}}

            data: {"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"s"}}

            data: {"type":"content_block_stop","index":0}

            data: {"type":"content_block_start","index":1,"content_block":{"type":"server_tool_use","id":"s","name":"web","input":{}}}

            data: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{}"}}

            data: {"type":"content_block_stop","index":1}

            data: {"type":"content_block_start","index":2,"content_block":{"type":"text","text":"H"}}

            data: {"type":"content_block_delta","index":2,"delta":{"type":"text_delta","text":"i \ud83d"}}

            data: {"type":"content_block_delta","index":2,"delta":{"type":"text_delta","text":"\ude42"}}

            data: {"type":"content_block_stop","index":2}

            data: {"type":"content_block_start","index":3,"content_block":{"type":"tool_use","id":"c","name":"read","input":{"a":1}}}

            data: {"type":"content_block_stop","index":3}

            data: {"type":"tomorrows_event","index":{"x":1}}

            data: {"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"output_tokens":5}}

            data: {"type":"message_stop"}


            """;
        await using var world = await World.StartAsync();
        world
            .Mock["m"]
            .Answers(Answer.Sends("text/event-stream", Events.Replace("\"index\":{\"x\":1}", "\"index\":9", StringComparison.Ordinal)));
        var (reply, _) = await world.AskAsync(world.Model(ModelProvider.Anthropic), streams: true);
        reply.Text.ToString().Should().Be("Hi 🙂");
        reply.ToolCalls.Should().Equal(new ToolCall("c", "read", "{\"a\":1}"));
        reply.Usage.Should().Be(new TokenUsage(9, null, 5));
        reply.FinishReason.Should().Be("tool_calls");
    }

    [Theory]
    [InlineData("rate_limit_error", 429)]
    [InlineData("authentication_error", 401)]
    [InlineData("permission_error", 403)]
    [InlineData("not_found_error", 404)]
    [InlineData("invalid_request_error", 400)]
    [InlineData("request_too_large", 413)]
    [InlineData("api_error", 500)]
    [InlineData("timeout_error", 504)]
    [InlineData("overloaded_error", 529)]
    [InlineData("something_new", 500)]
    public async Task An_error_event_has_the_status_of_its_word(string word, int status)
    {
        await using var world = await World.StartAsync();
        var error = $$$"""{"type":"{{{word}}}","message":"{{{World.Key}}}"}""";
        world.Mock["m"].Answers(Answer.Sends("text/event-stream", $"event: error\ndata: {{\"type\":\"error\",\"error\":{error}}}\n\n"));
        (await world.FailAsync(world.Model(ModelProvider.Anthropic), streams: true)).Outcome.Status.Should().Be(status);
        (await world.FailAsync(world.Model(ModelProvider.GenericChatCompletionApi), streams: true)).Outcome.Status.Should().Be(status);
    }
}
