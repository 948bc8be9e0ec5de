using System.Net;
using System.Text;
using System.Text.Json;
using ShimLsp.Mock;

namespace ShimLsp.Server.Tests.Upstream;

/// <summary>What goes wrong upstream goes wrong exactly so, in both shapes.</summary>
public sealed class MockFaultTests
{
    private static readonly Answer Abc = Answer.Says("A", "B", "C");

    [Theory]
    [InlineData("openai", 401, """{"error":{"message":"No.","type":"invalid_request_error","param":null,"code":"invalid_api_key"}}""")]
    [InlineData("openai", 429, """{"error":{"message":"No.","type":"requests","param":null,"code":"rate_limit_exceeded"}}""")]
    [InlineData("openai", 503, """{"error":{"message":"No.","type":"server_error","param":null,"code":null}}""")]
    [InlineData("responses", 401, """{"error":{"message":"No.","type":"invalid_request_error","param":null,"code":"invalid_api_key"}}""")]
    [InlineData("anthropic", 401, """{"type":"error","error":{"type":"authentication_error","message":"No."}}""")]
    [InlineData("anthropic", 429, """{"type":"error","error":{"type":"rate_limit_error","message":"No."}}""")]
    [InlineData("anthropic", 529, """{"type":"error","error":{"type":"overloaded_error","message":"No."}}""")]
    public async Task A_status_comes_with_the_providers_error(string shape, int status, string body)
    {
        await using var upstream = await MockUpstream.StartAsync();
        using var client = new MockClient(upstream);
        upstream["m"].Answers(Answer.Fails(status, "No.").RetryAfter("7"));

        foreach (var stream in new[] { false, true })
        {
            using var response = await client.AskAsync(shape, stream: stream);

            ((int)response.StatusCode).Should().Be(status);
            response.Headers.RetryAfter!.ToString().Should().Be("7");
            (await response.Content.ReadAsStringAsync()).Should().Be(body);
        }
    }

    [Theory]
    [InlineData("openai")]
    [InlineData("responses")]
    [InlineData("anthropic")]
    public async Task An_error_can_repeat_the_credentials(string shape)
    {
        await using var upstream = await MockUpstream.StartAsync();
        using var client = new MockClient(upstream);
        upstream["m"].Answers(Answer.Fails(401).EchoingCredentials(), Abc.ErrsAfter(1).EchoingCredentials());

        (await client.ReadAsync(shape)).Should().Contain("Bearer key-one").And.Contain("key-two");
        (await client.ReadAsync(shape, stream: true)).Should().Contain("Bearer key-one").And.Contain("key-two");
    }

    [Theory]
    [InlineData("openai", false)]
    [InlineData("responses", false)]
    [InlineData("openai", true)]
    [InlineData("responses", true)]
    [InlineData("anthropic", false)]
    [InlineData("anthropic", true)]
    public async Task Dropped_before_the_headers_nothing_comes(string shape, bool stream)
    {
        await using var upstream = await MockUpstream.StartAsync();
        using var client = new MockClient(upstream);
        upstream["m"].Answers(Answer.Drops());

        (await client.ReadWhatComesAsync(shape, stream: stream)).Should().Be(("", true));

        (await (await upstream.NextRequestAsync()).Ended).Should().Be(AnswerEnd.Dropped);
        upstream.Requests.Single().Aborted.IsCompleted.Should().BeFalse("it was not the client who left");
    }

    [Theory]
    [InlineData("openai", 0, "")]
    [InlineData("responses", 0, "")]
    [InlineData("openai", 2, "AB")]
    [InlineData("responses", 2, "AB")]
    [InlineData("openai", 9, "ABC")]
    [InlineData("responses", 9, "ABC")]
    [InlineData("anthropic", 0, "")]
    [InlineData("anthropic", 2, "AB")]
    [InlineData("anthropic", 9, "ABC")]
    public async Task Dropped_in_mid_stream_all_that_was_sent_comes(string shape, int pieces, string text)
    {
        await using var upstream = await MockUpstream.StartAsync();
        using var client = new MockClient(upstream);
        upstream["m"].Answers(Abc.DropsAfter(pieces));

        for (var i = 0; i < 50; i++)
        {
            var (body, isBroken) = await client.ReadWhatComesAsync(shape, stream: true);

            (TextOf(body), isBroken).Should().Be((text, true));
            body.Should().Contain(shape == "responses" ? "in_progress" : "assistant").And.EndWith("\n\n");
            body.Should().NotContain("[DONE]").And.NotContain("message_delta").And.NotContain("response.completed");
        }
    }

    [Theory]
    [InlineData("openai")]
    [InlineData("responses")]
    [InlineData("anthropic")]
    public async Task A_whole_reply_is_dropped_in_its_middle(string shape)
    {
        await using var upstream = await MockUpstream.StartAsync();
        using var client = new MockClient(upstream);
        upstream["m"].Answers(Abc, Abc.DropsAfter(0), Abc.DropsAfter(Place.Headers), Abc.EndsAfter(0));
        var whole = await client.ReadAsync(shape);

        (await client.ReadWhatComesAsync(shape)).Should().Be((whole[..(whole.Length / 2)], true));
        (await client.ReadWhatComesAsync(shape)).Should().Be(("", true));
        (await client.ReadWhatComesAsync(shape)).Should().Be((whole[..(whole.Length / 2)], false));
    }

    [Theory]
    [InlineData("openai", "data: {\"error\":{\"message\":\"Busy.\",\"type\":\"server_error\",\"param\":null,\"code\":null}}\n\n")]
    [InlineData(
        "responses",
        "event: error\ndata: {\"type\":\"error\",\"sequence_number\":0,\"code\":\"server_error\",\"message\":\"Busy.\",\"param\":null}\n\n"
    )]
    [InlineData(
        "anthropic",
        "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Busy.\"}}\n\n"
    )]
    public async Task An_error_event_comes_first_or_in_mid_stream(string shape, string error)
    {
        await using var upstream = await MockUpstream.StartAsync();
        using var client = new MockClient(upstream);
        upstream["m"].Answers(Abc.ErrsAfter(Place.Headers, "Busy."), Abc.ErrsAfter(2, "Busy."));

        (await client.ReadAsync(shape, stream: true)).Should().Be(error);
        var midway = await client.ReadAsync(shape, stream: true);

        midway.Should().EndWith(error);
        TextOf(midway[..^error.Length]).Should().Be("AB");
    }

    [Theory]
    [InlineData("openai")]
    [InlineData("responses")]
    [InlineData("anthropic")]
    public async Task A_stream_can_end_in_good_order_and_yet_too_soon(string shape)
    {
        await using var upstream = await MockUpstream.StartAsync();
        using var client = new MockClient(upstream);
        upstream["m"].Answers(Abc.EndsAfter(3), Abc.EndsAfter(Place.Headers));

        var (body, isBroken) = await client.ReadWhatComesAsync(shape, stream: true);

        (TextOf(body), isBroken).Should().Be(("ABC", false));
        body.Should().NotContain("[DONE]").And.NotContain("message_stop").And.NotContain("response.completed").And.NotContain("\"stop\"");
        (await client.ReadWhatComesAsync(shape, stream: true)).Should().Be(("", false));
    }

    [Fact]
    public async Task Other_bodies_go_out_as_they_are()
    {
        await using var upstream = await MockUpstream.StartAsync();
        using var client = new MockClient(upstream);
        upstream["m"]
            .Answers(
                Answer.Sends("text/html", "<p>Sign in</p>"),
                Answer.Sends("application/json", "not json"),
                Abc.NeverStreams(),
                Answer.SendsHuge(mebibytes: 3),
                Answer.Fails(500).WithHugeBody(2)
            );

        foreach (
            var (status, type, length) in new[]
            {
                (200, "text/html", 14L),
                (200, "application/json", 8),
                (200, "application/json", -1),
                (200, "application/json", 3 << 20),
                (500, "application/json", 2 << 20),
            }
        )
        {
            using var response = await client.AskAsync("openai", stream: true);
            var body = await response.Content.ReadAsByteArrayAsync();

            ((int)response.StatusCode, response.Content.Headers.ContentType!.ToString()).Should().Be((status, type));
            body.LongLength.Should().Be(length < 0 ? body.LongLength : length);
        }
    }

    [Fact]
    public async Task A_redirect_says_where_to()
    {
        await using var upstream = await MockUpstream.StartAsync();
        using var client = new MockClient(upstream);
        upstream["m"].Answers(Answer.Redirects("http://elsewhere.test/v1", 308));

        using var response = await client.AskAsync("anthropic", stream: true);

        response.StatusCode.Should().Be(HttpStatusCode.PermanentRedirect);
        response.Headers.Location!.ToString().Should().Be("http://elsewhere.test/v1");
    }

    internal static string TextOf(string body)
    {
        var text = new StringBuilder();
        foreach (var line in body.Split('\n').Where(line => line.StartsWith("data: {", StringComparison.Ordinal)))
        {
            var data = JsonElement.Parse(line["data: ".Length..]);
            text.Append(
                data.TryGetProperty("choices", out var choices)
                    ? choices.EnumerateArray().Select(choice => Find(choice.GetProperty("delta"), "content")).FirstOrDefault()
                : data.TryGetProperty("delta", out var delta)
                    ? (delta.ValueKind is JsonValueKind.String ? delta.GetString() : Find(delta, "text"))
                : null
            );
        }

        return text.ToString();
    }

    private static string? Find(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;
}
