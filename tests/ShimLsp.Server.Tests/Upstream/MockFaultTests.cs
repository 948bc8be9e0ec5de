using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
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
    [InlineData("openai", true)]
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
    [InlineData("openai", 2, "AB")]
    [InlineData("openai", 9, "ABC")]
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
            body.Should().Contain("assistant").And.EndWith("\n\n").And.NotContain("[DONE]").And.NotContain("message_delta");
        }
    }

    [Theory]
    [InlineData("openai")]
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
    [InlineData("anthropic", "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Busy.\"}}\n\n")]
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
    [InlineData("anthropic")]
    public async Task A_stream_can_end_in_good_order_and_yet_too_soon(string shape)
    {
        await using var upstream = await MockUpstream.StartAsync();
        using var client = new MockClient(upstream);
        upstream["m"].Answers(Abc.EndsAfter(3), Abc.EndsAfter(Place.Headers));

        var (body, isBroken) = await client.ReadWhatComesAsync(shape, stream: true);

        (TextOf(body), isBroken).Should().Be(("ABC", false));
        body.Should().NotContain("[DONE]").And.NotContain("message_stop").And.NotContain("\"stop\"");
        (await client.ReadWhatComesAsync(shape, stream: true)).Should().Be(("", false));
    }

    [Theory]
    [InlineData("openai", false)]
    [InlineData("openai", true)]
    [InlineData("anthropic", false)]
    [InlineData("anthropic", true)]
    public async Task Who_hangs_hangs_until_the_client_leaves(string shape, bool stream)
    {
        await using var upstream = await MockUpstream.StartAsync();
        using var client = new MockClient(upstream);
        using var leaving = new CancellationTokenSource();
        upstream["m"].Answers(Answer.Hangs());

        var asking = client.AskAsync(shape, stream: stream, cancellationToken: leaving.Token);
        var request = await upstream.NextRequestAsync();
        upstream["m"].InFlight.Should().Be(1);
        request.Ended.IsCompleted.Should().BeFalse();
        await leaving.CancelAsync();

        await asking.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>();
        await request.Aborted.WaitAsync(TimeSpan.FromSeconds(10));
        (await request.Ended.WaitAsync(TimeSpan.FromSeconds(10))).Should().Be(AnswerEnd.ClientLeft);
        upstream.InFlight.Should().Be(0);
    }

    [Fact]
    public async Task A_stream_hangs_after_what_it_has_sent()
    {
        await using var upstream = await MockUpstream.StartAsync();
        using var client = new MockClient(upstream);
        upstream["m"].Answers(Abc.HangsAfter(2));

        using (var response = await client.AskAsync("openai", stream: true))
        {
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
            for (var read = ""; !read.Contains("\"B\"", StringComparison.Ordinal); read = await reader.ReadLineAsync() ?? throw new EndOfStreamException())
            {
            }
        }

        (await (await upstream.NextRequestAsync()).Ended.WaitAsync(TimeSpan.FromSeconds(10))).Should().Be(AnswerEnd.ClientLeft);
    }

    [Fact]
    public async Task Other_bodies_go_out_as_they_are()
    {
        await using var upstream = await MockUpstream.StartAsync();
        using var client = new MockClient(upstream);
        upstream["m"].Answers(
            Answer.Sends("text/html", "<p>Sign in</p>"),
            Answer.Sends("application/json", "not json"),
            Abc.NeverStreams(),
            Answer.SendsHuge(mebibytes: 3),
            Answer.Fails(500).WithHugeBody(2));

        foreach (var (status, type, length) in new[] { (200, "text/html", 14L), (200, "application/json", 8), (200, "application/json", -1), (200, "application/json", 3 << 20), (500, "application/json", 2 << 20) })
        {
            using var response = await client.AskAsync("openai", stream: true);
            var body = await response.Content.ReadAsByteArrayAsync();

            ((int)response.StatusCode, response.Content.Headers.ContentType!.ToString()).Should().Be((status, type));
            body.LongLength.Should().Be(length < 0 ? body.LongLength : length);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_leaves_in_the_middle_of_much_is_sent_no_more(bool stream)
    {
        await using var upstream = await MockUpstream.StartAsync();
        using var client = new MockClient(upstream);
        upstream["m"].Answers(stream ? Answer.SaysMany(200_000) : Answer.SendsHuge(mebibytes: 100_000));

        using (await client.AskAsync("openai", stream: stream))
        {
        }

        (await (await upstream.NextRequestAsync()).Ended.WaitAsync(TimeSpan.FromSeconds(10))).Should().Be(AnswerEnd.ClientLeft);
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

    [Fact]
    public async Task A_gate_holds_back_the_headers_then_the_body_then_every_piece()
    {
        await using var upstream = await MockUpstream.StartAsync();
        using var client = new MockClient(upstream);
        var (headers, body, pieces) = (new Gate(), new Gate(), new Gate());
        upstream["m"].Answers(Abc.HeadersAfter(headers).BodyAfter(body).Drips(pieces));

        var asking = client.AskAsync("openai", stream: true);
        await headers.HoldsAsync();
        asking.IsCompleted.Should().BeFalse();
        headers.Open();
        using var response = await asking;
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        await body.HoldsAsync();
        var first = ReadDeltaAsync(reader);
        first.IsCompleted.Should().BeFalse();
        body.Pass();
        (await first).Should().Be("A");
        await pieces.HoldsAsync();
        var second = ReadDeltaAsync(reader);
        second.IsCompleted.Should().BeFalse();
        pieces.Pass();
        (await second).Should().Be("B");
        await pieces.HoldsAsync();
        pieces.Open();

        (await ReadDeltaAsync(reader)).Should().Be("C");
        (await reader.ReadToEndAsync()).Should().EndWith("data: [DONE]\n\n");
        pieces.Waiting.Should().Be(0);
        await pieces.Invoking(gate => gate.HoldsAsync(1, TimeSpan.FromMilliseconds(1))).Should().ThrowAsync<TimeoutException>();
    }

    [Fact]
    public async Task A_time_passes_by_the_mocks_clock()
    {
        var clock = new FakeTimeProvider();
        await using var upstream = await MockUpstream.StartAsync(new() { Clock = clock });
        using var client = new MockClient(upstream);
        upstream["m"].Answers(Abc.HeadersAfter(TimeSpan.FromHours(1)));

        var asking = client.ReadAsync("openai");
        while (!asking.IsCompleted)
        {
            clock.Advance(TimeSpan.FromHours(1)); // again, where it came before the mock began to wait
            await Task.Yield();
        }

        (await asking).Should().Contain("ABC");
    }

    [Fact]
    public async Task Small_writes_change_nothing_but_the_writes()
    {
        await using var upstream = await MockUpstream.StartAsync();
        using var client = new MockClient(upstream);
        upstream["m"].Answers(Answer.Says("Grüß", "Gott"), Answer.Says("Grüß", "Gott").InWritesOf(1));

        var whole = await client.ReadAsync("anthropic", stream: true);

        (await client.ReadAsync("anthropic", stream: true)).Should().Be(whole);
    }

    private static async Task<string> ReadDeltaAsync(StreamReader reader)
    {
        while (true)
        {
            var text = TextOf(await reader.ReadLineAsync() ?? throw new EndOfStreamException());
            if (text.Length > 0)
            {
                return text;
            }
        }
    }

    private static string TextOf(string body)
    {
        var text = new StringBuilder();
        foreach (var line in body.Split('\n').Where(line => line.StartsWith("data: {", StringComparison.Ordinal)))
        {
            var data = JsonElement.Parse(line["data: ".Length..]);
            text.Append(data.TryGetProperty("choices", out var choices)
                ? choices.EnumerateArray().Select(choice => Find(choice.GetProperty("delta"), "content")).FirstOrDefault()
                : data.TryGetProperty("delta", out var delta) ? Find(delta, "text") : null);
        }

        return text.ToString();
    }

    private static string? Find(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;
}
