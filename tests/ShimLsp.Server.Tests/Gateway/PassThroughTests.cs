using System.Text;
using ShimLsp.Mock;
using ShimLsp.Server.Tests.Gateway.Serving;

namespace ShimLsp.Server.Tests.Gateway;

/// <summary>A body of the model's own format, and the reply to it: what changes on the way, and that nothing else does.</summary>
public class PassThroughTests
{
    private const string Turns = """ [ {"role":"user","content":"Rename n to count.","cache_control":{"type":"ephemeral"}, "n":1.50} ]""";

    [Theory]
    // Only the model's name changes: fields that nobody knows, numbers, escapes and white space go on as they were written.
    [InlineData("""{"model":"cheap","messages":TURNS,"odd":{"a": [1e2,"\u0041"]}}""", "same")]
    [InlineData("""  { "messages" : TURNS , "model" : "cheap" } """, """{ "messages" : TURNS , "model" : "m-cheap" }""")]
    [InlineData("""{"messages":TURNS,"mod\u0065l":"cheap"}""", """{"messages":TURNS,"mod\u0065l":"m-cheap"}""")]
    [InlineData("""{"model":"cheap","messages":TURNS,"max_tokens":64}""", "same")]
    // What the row says to limit or to omit.
    [InlineData("""{"model":"cheap","max_tokens": 1000, "messages":TURNS}""", """{"model":"m-cheap","max_tokens": 64, "messages":TURNS}""")]
    [InlineData(
        """{"model":"cheap","messages":TURNS,"max_completion_tokens":1e3}""",
        """{"model":"m-cheap","messages":TURNS,"max_completion_tokens":64}"""
    )]
    [InlineData("""{"model":"cheap","temperature":0.2, "messages":TURNS}""", """{"model":"m-cheap", "messages":TURNS}""")]
    [InlineData("""{"temperature":0.2,"model":"cheap","messages":TURNS}""", """{"model":"m-cheap","messages":TURNS}""")]
    [InlineData("""{"model":"cheap","messages":TURNS , "temperature":0.2 }""", """{"model":"m-cheap","messages":TURNS }""")]
    [InlineData("""{"model":"cheap","messages":TURNS,"top_p":1,"temperature":0.2}""", """{"model":"m-cheap","messages":TURNS}""")]
    public async Task A_body_arrives_as_it_was_sent_but_for_the_models_name_and_what_its_row_says(string sent, string received)
    {
        await using var world = await GatewayWorld.StartAsync(editRows: rows =>
            rows.Replace(
                "\"slug\": \"cheap\"",
                "\"max_output_tokens\": 64, \"omit\": [\"temperature\", \"top_p\"], \"slug\": \"cheap\"",
                StringComparison.Ordinal
            )
        );

        (await world.AskAsync("POST", "/v1/chat/completions", sent.Replace("TURNS", Turns, StringComparison.Ordinal)))
            .Status.Should()
            .Be(200);

        Encoding
            .UTF8.GetString(world.Upstream.Requests.Single().Bytes.AsSpan())
            .Should()
            .Be(
                (received == "same" ? sent.Replace("\"cheap\"", "\"m-cheap\"", StringComparison.Ordinal) : received).Replace(
                    "TURNS",
                    Turns,
                    StringComparison.Ordinal
                )
            );
    }

    [Theory]
    [InlineData(""" {"model":"cheap","messages":TURNS}  """)]
    [InlineData("""{"messages":TURNS,"model":"cheap","max_tokens":10}""")]
    public async Task A_long_body_arrives_as_it_was_sent_but_for_the_models_name(string body)
    {
        await using var world = await GatewayWorld.StartAsync();
        var turns = Turns.Replace("count", new string('n', 3 * 1024 * 1024), StringComparison.Ordinal);
        var sent = body.Replace("TURNS", turns, StringComparison.Ordinal);

        (await world.AskAsync("POST", "/v1/chat/completions", sent)).Status.Should().Be(200);

        var received = Encoding.UTF8.GetString(world.Upstream.Requests.Single().Bytes.AsSpan());
        (received == sent.Trim().Replace("\"cheap\"", "\"m-cheap\"", StringComparison.Ordinal)).Should().BeTrue(); // too long to be shown
    }

    [Theory]
    [InlineData("data: {\"model\":\"MODEL\",\"choices\":[{\"delta\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n")]
    [InlineData(
        ": hi\r\n\r\nid: 7\r\ndata:{ \"x\":1.0,\"model\" : \"MODEL\","
            + "\"choices\":[{\"delta\":{\"content\":\"\\u00e4\"},\"finish_reason\":\"stop\"}]"
            + " }\r\n\r\n"
            + "data: [DONE]\r\n\r\n"
    )]
    public async Task A_stream_comes_back_byte_for_byte_but_for_the_models_name(string events)
    {
        await using var world = await GatewayWorld.StartAsync();
        world.Upstream["m-cheap"].Answers(Says("text/event-stream", events.Replace("MODEL", "m-cheap-2026", StringComparison.Ordinal)));

        var reply = await world.AskAsync("POST", "/v1/chat/completions", GatewayWorld.ChatBody("cheap", streams: true));

        reply.Body.Should().Be(events.Replace("MODEL", "cheap", StringComparison.Ordinal));
        reply.Headers["x-shim-model"].Should().Be("cheap");
    }

    [Fact]
    public async Task A_whole_reply_comes_back_byte_for_byte_but_for_the_models_name()
    {
        const string Whole = """
            { "model" : "MODEL", "odd": [ 1.0 ], "choices":[{"message":{"role":"assistant","content":"a"},"finish_reason":"stop"}] }

            """;
        await using var world = await GatewayWorld.StartAsync();
        world.Upstream["m-cheap"].Answers(Says("application/json", Whole.Replace("MODEL", "m-cheap-2026", StringComparison.Ordinal)));

        var reply = await world.AskAsync("POST", "/v1/chat/completions", GatewayWorld.ChatBody("cheap"));

        reply.Body.Should().Be(Whole.Replace("MODEL", "cheap", StringComparison.Ordinal));
        reply.Headers.Keys.Should().NotContain("Transfer-Encoding", "its length is known");
    }

    [Theory]
    [InlineData("Authorization", "Bearer of-the-client", false)]
    [InlineData("x-api-key", "of-the-client", false)]
    [InlineData("Cookie", "of-the-client", false)]
    [InlineData("OpenAI-Organization", "of-the-client", false)]
    [InlineData("anthropic-beta", "context-1m-2026-01-01,other", true)]
    [InlineData("OpenAI-Beta", "responses=v2", true)]
    public async Task A_header_of_the_client_goes_on_only_if_it_belongs_to_the_body(string name, string value, bool goesOn)
    {
        await using var world = await GatewayWorld.StartAsync();

        await world.AskAsync(
            "POST",
            "/v1/chat/completions",
            GatewayWorld.ChatBody("cheap"),
            change: request =>
            {
                if (name is "Authorization" or "x-api-key")
                {
                    request.Headers.Remove("Authorization");
                    value = world.Started.Token;
                }

                request.Headers.TryAddWithoutValidation(name, name == "Authorization" ? $"Bearer {value}" : value);
            }
        );

        var received = world.Upstream.Requests.Single().Headers;
        received.Values.Any(text => text.Contains(value, StringComparison.Ordinal)).Should().Be(goesOn);
    }

    [Fact]
    public async Task A_stream_that_breaks_off_is_an_error_also_if_its_bytes_are_passed_through()
    {
        await using var world = await GatewayWorld.StartAsync();
        world
            .Upstream["m-cheap"]
            .Answers(Says("text/event-stream", "data: {\"model\":\"m\",\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\n"));

        var reply = await world.AskAsync("POST", "/v1/chat/completions", GatewayWorld.ChatBody("cheap", streams: true));

        reply.Body.Should().StartWith("data: {\"model\":\"cheap\"").And.Contain("\"error\"").And.NotContain("[DONE]");
    }

    [Fact]
    public async Task A_model_that_fails_before_its_reply_is_replaced_and_the_client_sees_nothing_of_it()
    {
        await using var world = await GatewayWorld.StartAsync();
        const string Head = "data: {\"model\":\"m\",\"choices\":[{\"delta\":{\"role\":\"assistant\"}}]}\n\n";
        world
            .Upstream["m-cheap"]
            .Answers(Says("text/event-stream", Head + "data: {\"error\":{\"message\":\"overloaded\",\"code\":529}}\n\n"));

        var reply = await world.AskAsync("POST", "/v1/chat/completions", GatewayWorld.ChatBody("auto", streams: true));

        reply.Headers["x-shim-model"].Should().Be("mid");
        reply.Body.Should().Contain("\"model\":\"mid\"").And.NotContain("cheap").And.EndWith("data: [DONE]\n\n");
    }

    private static Answer Says(string contentType, string body) => new() { Body = MockBody.Of(contentType, body) };
}
