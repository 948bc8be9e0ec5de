using Microsoft.Extensions.Time.Testing;
using ShimLsp.Mock;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Upstream;

/// <summary>Answers that come late, piece by piece or not at all, do so exactly as scripted.</summary>
public sealed class MockPaceTests
{
    private static readonly Answer Abc = Answer.Says("A", "B", "C");

    [Theory]
    [InlineData("openai", false)]
    [InlineData("openai", true)]
    [InlineData("anthropic", false)]
    [InlineData("anthropic", true)]
    public async Task A_hanging_answer_hangs_until_the_client_leaves(string shape, bool stream)
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
        await request.Aborted.WaitAsync(ShimClient.Limit);
        (await request.Ended.WaitAsync(ShimClient.Limit)).Should().Be(AnswerEnd.ClientLeft);
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
            for (
                var read = "";
                !read.Contains("\"B\"", StringComparison.Ordinal);
                read = await reader.ReadLineAsync() ?? throw new EndOfStreamException()
            ) { }
        }

        (await (await upstream.NextRequestAsync()).Ended.WaitAsync(ShimClient.Limit)).Should().Be(AnswerEnd.ClientLeft);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_client_that_leaves_in_the_middle_is_sent_no_more(bool stream)
    {
        await using var upstream = await MockUpstream.StartAsync();
        using var client = new MockClient(upstream);
        upstream["m"].Answers(stream ? Answer.SaysMany(200_000) : Answer.SendsHuge(mebibytes: 100_000));

        using (await client.AskAsync("openai", stream: stream)) { }

        (await (await upstream.NextRequestAsync()).Ended.WaitAsync(ShimClient.Limit)).Should().Be(AnswerEnd.ClientLeft);
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
            var text = MockFaultTests.TextOf(await reader.ReadLineAsync() ?? throw new EndOfStreamException());
            if (text.Length > 0)
            {
                return text;
            }
        }
    }
}
