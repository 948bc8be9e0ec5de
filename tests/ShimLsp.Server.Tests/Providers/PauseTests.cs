using Microsoft.Extensions.Time.Testing;
using ShimLsp.Core.Health;
using ShimLsp.Core.Models;
using ShimLsp.Mock;

namespace ShimLsp.Server.Tests.Providers;

/// <summary>How long a refusal asks to be left alone, by its headers or its body.</summary>
public sealed class PauseTests
{
    public static TheoryData<ModelProvider, bool> EveryWay => ReplyTests.BothShapes;

    [Theory]
    [MemberData(nameof(EveryWay))]
    public async Task Retry_After_comes_along(ModelProvider provider, bool streams)
    {
        var clock = new FakeTimeProvider(new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero));
        await using var world = await World.StartAsync(clock: clock);
        foreach (
            var (header, seconds) in new[]
            {
                ("7", 7),
                ("7.2", 8),
                ("Wed, 25 Nov 2026 12:01:30 GMT", 90),
                ("soon", (int?)null),
                ("-1", null),
            }
        )
        {
            world.Mock["m"].Answers(Answer.Fails(429).RetryAfter(header));
            var failure = await world.FailAsync(world.Model(provider), streams);
            failure.Outcome.RetryAfter.Should().Be(seconds is { } wait ? TimeSpan.FromSeconds(wait) : null, header);
        }
    }

    /// <summary>Headers as a service sends them, <c>name: value; name: value</c>, at noon of 25 November 2026.</summary>
    [Theory]
    [InlineData("retry-after-ms: 1500", 2)]
    [InlineData("retry-after-ms: 0.4", 1)]
    [InlineData("retry-after-ms: soon", null)]
    [InlineData("Retry-After: 7; retry-after-ms: 1500", 7)]
    [InlineData("Retry-After: soon; retry-after-ms: 1500", 2)]
    [InlineData("x-ratelimit-remaining-requests: 0; x-ratelimit-reset-requests: 6m0s", 360)] // OpenAI
    [InlineData("x-ratelimit-remaining-tokens: 0; x-ratelimit-reset-tokens: 88ms", 1)]
    [InlineData("x-ratelimit-remaining-tokens: 7; x-ratelimit-reset-tokens: 6m0s", null)] // this limit has something left
    [InlineData("x-ratelimit-reset: 60", 60)] // what remains is not told
    [InlineData("ratelimit-remaining: 0; ratelimit-reset: 50", 50)]
    [InlineData("x-ratelimit-reset: soon", null)]
    [InlineData("x-ratelimit-remaining: 0; x-ratelimit-reset: 60", 60)]
    [InlineData("x-ratelimit-remaining: 0; x-ratelimit-reset: 1795608030000", 30)] // OpenRouter: Unix milliseconds
    [InlineData(
        "anthropic-ratelimit-requests-remaining: 0; anthropic-ratelimit-requests-reset: 2026-11-25T12:00:40Z;"
            + " anthropic-ratelimit-tokens-remaining: 0; anthropic-ratelimit-tokens-reset: 2026-11-25T12:01:30Z",
        90
    )]
    [InlineData("retry-after-ms: 200; x-ratelimit-remaining: 0; x-ratelimit-reset: 60", 1)]
    public async Task A_pause_is_read_from_each_of_its_headers(string headers, int? seconds)
    {
        var clock = new FakeTimeProvider(new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero));
        await using var world = await World.StartAsync(clock: clock);
        foreach (var status in new[] { 429, 503 })
        {
            world
                .Mock["m"]
                .Answers(
                    headers
                        .Split(';')
                        .Select(header => header.Split(':', 2, StringSplitOptions.TrimEntries))
                        .Aggregate(Answer.Fails(status), (answer, header) => answer.WithHeader(header[0], header[1]))
                );
            var outcome = (await world.FailAsync(world.Model(ModelProvider.OpenAI), streams: true)).Outcome;
            outcome.RetryAfter.Should().Be(seconds is { } wait ? TimeSpan.FromSeconds(wait) : null, "{0}", status);
            outcome.Meaning.Should().Be(status == 429 || seconds is not null ? OutcomeMeaning.RateLimited : OutcomeMeaning.Failed);
        }
    }

    [Theory]
    [InlineData("""{"error":{"message":"Rate limit reached for gpt-x. Please try again in 20s. Visit x."}}""", 20)] // OpenAI
    [InlineData("""{"error":{"message":"Rate limit reached. Please try again in 1m6.5s."}}""", 67)] // Groq
    [InlineData("""{"error":{"message":"Please try again in 250ms."}}""", 1)]
    [InlineData("""[{"error":{"code":429,"details":[{"@type":"x.RetryInfo","retryDelay":"34s"}]}}]""", 34)] // Google
    [InlineData("""{"error":{"message":"Please try again in a while."}}""", null)]
    [InlineData("""{"error":{"message":"Please try again in 999999999999s."}}""", null)]
    public async Task A_pause_is_read_from_the_body_if_no_header_asks_for_one(string body, int? seconds)
    {
        await using var world = await World.StartAsync();
        var answer = Answer.Sends("application/json", body) with { Status = 429 };
        world.Mock["m"].Answers(answer, answer.RetryAfter("7"));
        foreach (var expected in new[] { seconds, 7 })
        {
            var outcome = (await world.FailAsync(world.Model(ModelProvider.GenericChatCompletionApi), streams: false)).Outcome;
            outcome.RetryAfter.Should().Be(expected is { } wait ? TimeSpan.FromSeconds(wait) : null);
        }
    }
}
