using Microsoft.Extensions.Time.Testing;
using ShimLsp.Core.Health;
using ShimLsp.Core.Models;
using ShimLsp.Mock;
using ShimLsp.Server.Providers.Http;

namespace ShimLsp.Server.Tests.Providers;

/// <summary>A provider's refusal is reported in our words, with its status. None of the provider's own words get out.</summary>
public sealed class RefusalTests
{
    public static TheoryData<ModelWire, bool> EveryWay => ReplyTests.EveryShape;

    [Theory]
    [MemberData(nameof(EveryWay))]
    public async Task Every_status_is_reported_with_what_to_do(ModelWire wire, bool streams)
    {
        await using var world = await World.StartAsync();
        foreach (
            var (status, words) in new[]
            {
                (400, "Request rejected"),
                (401, "Key rejected"),
                (402, "Out of credit"),
                (403, "no access to this model"),
                (404, "Model not found"),
                (408, "timed out"),
                (409, "Request rejected"),
                (413, "too large"),
                (418, "Request rejected"),
                (422, "Request rejected"),
                (429, "Rate limited"),
                (500, "Provider error"),
                (501, "Provider error"),
                (502, "Provider error"),
                (503, "overloaded"),
                (504, "timed out"),
                (529, "overloaded"),
            }
        )
        {
            world.Mock["m"].Answers(Answer.Fails(status, "the prompt, repeated").EchoingCredentials());
            var failure = await world.FailAsync(world.Model(wire), streams);
            failure
                .Outcome.Should()
                .BeEquivalentTo(
                    new
                    {
                        Status = status,
                        NoAnswer = (NoAnswer?)null,
                        RetryAfter = (TimeSpan?)null,
                    }
                );
            failure.Message.Should().Contain(words).And.Contain($"({status})").And.NotContain("repeated");
        }

        world.Mock["m"].Received.Should().Be(17, "nothing is tried twice");
    }

    [Theory]
    [InlineData(ModelProvider.OpenAI, 400, "context_length_exceeded", "context window")]
    [InlineData(ModelProvider.OpenAI, 429, "insufficient_quota", "Out of credit")]
    [InlineData(ModelProvider.OpenAI, 404, "model_not_found", "Model not found")]
    [InlineData(ModelProvider.OpenAI, 400, "model_not_found", "Model not found")]
    [InlineData(ModelProvider.OpenAI, 503, "a_word_of_its_own", "overloaded")]
    [InlineData(ModelProvider.Anthropic, 529, "overloaded_error", "overloaded")]
    [InlineData(ModelProvider.Anthropic, 413, "request_too_large", "too large")]
    [InlineData(ModelProvider.Anthropic, 404, "api_error", "Model not found")] // says less than the status
    public async Task A_known_word_says_more_than_the_status(ModelProvider provider, int status, string word, string words)
    {
        await using var world = await World.StartAsync();
        var body = $$$"""{"type":"error","error":{"type":"{{{word}}}","code":null,"message":"quoted prompt"}}""";
        world.Mock["m"].Answers(Answer.Sends("application/json", body) with { Status = status });
        var failure = await world.FailAsync(world.Model(provider), streams: true);
        failure.Outcome.Status.Should().Be(status);
        failure.Message.Should().Contain(words).And.NotContain("quoted").And.NotContain("its_own");
    }

    [Theory]
    [InlineData(
        """{"error":{"type":"invalid_request_error","message":"prompt is too long: 250000 tokens > 200000 maximum"}}""",
        "context window"
    )]
    [InlineData(
        """{"error":{"type":"invalid_request_error","message":"Your credit balance is too low to access the API."}}""",
        "Out of credit"
    )]
    [InlineData("""{"error":{"type":"\ud800","code":"\udc00","message":"\ud800"}}""", "Request rejected")]
    [InlineData("""[{"error":{"code":400,"message":"x"}}]""", "Request rejected")]
    [InlineData("""{"error":"model not found"}""", "Model not found")]
    [InlineData("""{"error":""", "Request rejected")]
    [InlineData("", "Request rejected")]
    public async Task An_error_body_of_any_kind_is_read(string body, string words)
    {
        await using var world = await World.StartAsync();
        world.Mock["m"].Answers(Answer.Sends("application/json", body) with { Status = 400 });
        (await world.FailAsync(world.Model(ModelProvider.Anthropic), streams: false)).Message.Should().Contain(words).And.Contain("(400)");
    }

    [Fact]
    public async Task A_firewall_is_not_taken_for_a_fault_of_the_key()
    {
        await using var world = await World.StartAsync();
        world.Mock["m"].Answers(Answer.Sends("text/html", "<html>Attention required</html>") with { Status = 403 });
        var failure = await world.FailAsync(world.Model(ModelProvider.OpenAI), streams: false);
        failure.Outcome.Meaning.Should().Be(OutcomeMeaning.ContentRefused);
        failure.Message.Should().StartWith("Request refused (403).");
    }

    [Fact]
    public async Task A_country_that_is_not_served_is_not_taken_for_a_fault_of_the_key()
    {
        await using var world = await World.StartAsync();
        var body = """{"error":{"message":"Country, region, or territory not supported","code":"unsupported_country_region_territory"}}""";
        world.Mock["m"].Answers(Answer.Sends("application/json", body) with { Status = 403 });
        var failure = await world.FailAsync(world.Model(ModelProvider.OpenAI), streams: false);
        failure.Outcome.Meaning.Should().Be(OutcomeMeaning.ModelNotFound, "another key does not help");
        failure.Message.Should().Be("Not available in this country or region (403). Choose a model of another provider.");
    }

    [Fact]
    public async Task A_local_model_that_is_not_there_says_how_to_get_it()
    {
        await using var world = await World.StartAsync();
        world.Mock["qwen3:8b"].Answers(Answer.Fails(404));
        (await world.FailAsync(world.Model(ModelProvider.Ollama, "qwen3:8b"), streams: false))
            .Message.Should()
            .Be("Model not found (404). Run: ollama pull qwen3:8b");
    }

    [Theory]
    [InlineData(ModelProvider.GenericChatCompletionApi, "", "Nothing at this address (404). Check base_url: it may lack /v1.")]
    [InlineData(ModelProvider.Ollama, "/ollama", "Nothing at this address (404). Check base_url: it may lack /v1.")]
    [InlineData(ModelProvider.OpenAI, "/v1", "Nothing at this address (404). Check base_url.")]
    [InlineData(ModelProvider.Anthropic, "", "Nothing at this address (404). Check base_url.")]
    public async Task A_wrong_address_is_not_told_as_a_missing_model(ModelProvider provider, string path, string words)
    {
        await using var world = await World.StartAsync();
        world.Mock.OthersAnswer(Answer.Sends("text/plain", "404 page not found") with { Status = 404 });
        (await world.FailAsync(world.Model(provider, baseUrl: world.Mock.Origin + path), streams: true)).Message.Should().Be(words);
    }

    [Theory]
    [MemberData(nameof(EveryWay))]
    public async Task A_wrong_address_may_come_with_a_status_of_success(ModelWire wire, bool streams)
    {
        await using var world = await World.StartAsync();
        var body = """{"error":"Unexpected endpoint or method. (POST /chat/completions)"}"""; // LM Studio
        world.Mock.OthersAnswer(Answer.Sends("application/json", body));
        (await world.FailAsync(world.Model(wire, baseUrl: world.Mock.Origin), streams))
            .Message.Should()
            .Be("Nothing at this address (404). Check base_url: it may lack /v1.");
    }

    [Fact]
    public async Task A_call_without_a_key_is_told_that_one_is_needed()
    {
        await using var world = await World.StartAsync();
        world.KeyNow = null;
        world.Mock["m"].Answers(Answer.Fails(401));
        (await world.FailAsync(world.Model(ModelProvider.GenericChatCompletionApi), streams: false))
            .Message.Should()
            .Contain("Key required");
    }

    [Theory]
    [MemberData(nameof(EveryWay))]
    public async Task A_huge_or_endless_error_body_delays_nothing(ModelWire wire, bool streams)
    {
        var clock = new FakeTimeProvider();
        var patient = new CallLimits { Headers = TimeSpan.FromDays(1), Whole = TimeSpan.FromDays(1) };
        await using var world = await World.StartAsync(patient, clock);
        world.Mock["m"].Answers(Answer.Fails(503).WithHugeBody(mebibytes: 10), Answer.Fails(503).BodyAfter(new Gate()));
        (await world.FailAsync(world.Model(wire), streams)).Outcome.Should().Be(new Outcome(503));

        var failing = world.FailAsync(world.Model(wire), streams);
        await Eventually.AdvanceAsync(clock, TimeSpan.FromSeconds(5), failing);
        (await failing).Outcome.Should().Be(new Outcome(503));
    }

    [Theory]
    [InlineData(ModelProvider.OpenAI, """{"error":{"message":"m","code":"rate_limit_exceeded"}}""", 429)]
    [InlineData(ModelProvider.OpenAI, """{"error":{"message":"m","code":502}}""", 502)]
    [InlineData(ModelProvider.Anthropic, """{"type":"error","error":{"type":"overloaded_error","message":"m"}}""", 529)]
    public async Task An_error_may_come_with_a_status_of_success(ModelProvider provider, string body, int status)
    {
        await using var world = await World.StartAsync();
        world.Mock["m"].Answers(Answer.Sends("application/json", body));
        (await world.FailAsync(world.Model(provider), streams: false)).Outcome.Status.Should().Be(status);
        (await world.FailAsync(world.Model(provider), streams: true)).Outcome.Status.Should().Be(status);
    }
}
