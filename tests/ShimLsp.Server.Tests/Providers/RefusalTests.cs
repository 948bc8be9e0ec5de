using Microsoft.Extensions.Time.Testing;
using ShimLsp.Core.Health;
using ShimLsp.Core.Models;
using ShimLsp.Mock;
using ShimLsp.Server.Providers.Http;

namespace ShimLsp.Server.Tests.Providers;

/// <summary>A provider's refusal is reported in our words, with its status. None of the provider's own words get out.</summary>
public sealed class RefusalTests
{
    public static TheoryData<ModelProvider, bool> EveryWay => ReplyTests.BothShapes;

    [Theory]
    [MemberData(nameof(EveryWay))]
    public async Task Every_status_is_reported_with_what_to_do(ModelProvider provider, bool streams)
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
            var failure = await world.FailAsync(world.Model(provider), streams);
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
    public async Task A_wrong_address_may_come_with_a_status_of_success(ModelProvider provider, bool streams)
    {
        await using var world = await World.StartAsync();
        var body = """{"error":"Unexpected endpoint or method. (POST /chat/completions)"}"""; // LM Studio
        world.Mock.OthersAnswer(Answer.Sends("application/json", body));
        (await world.FailAsync(world.Model(provider, baseUrl: world.Mock.Origin), streams))
            .Message.Should()
            .Be("Nothing at this address (404). Check base_url: it may lack /v1.");
    }

    /// <summary>The sentences are those that the providers named beside them are known to send.</summary>
    [Theory]
    [InlineData(
        400,
        """{"error":{"message":"This model's maximum context length is 8192 tokens.","code":"context_length_exceeded"}}""",
        RefusalTopic.ContextLength,
        8192
    )] // OpenAI
    [InlineData(
        400,
        """{"error":{"type":"invalid_request_error","message":"prompt is too long: 210000 tokens > 200000 maximum"}}""",
        RefusalTopic.ContextLength,
        200_000
    )] // Anthropic
    [InlineData(
        400,
        """
            {"error":{"code":400,"message":"the request exceeds the available context size (4096 tokens)",
              "type":"exceed_context_size_error","n_ctx":4096}}
            """,
        RefusalTopic.ContextLength,
        4096
    )] // llama.cpp
    [InlineData(
        429,
        """
            {"error":{"message":"You exceeded your current quota, please check your plan and billing details.",
              "code":"insufficient_quota"}}
            """,
        RefusalTopic.Credit,
        null
    )] // OpenAI
    [InlineData(
        400,
        """{"error":{"type":"invalid_request_error","message":"Your credit balance is too low"}}""",
        RefusalTopic.Credit,
        null
    )] // Anthropic
    [InlineData(429, """{"error":{"message":"Quota exceeded for requests per minute"}}""", null, null)] // a limit of the rate
    [InlineData(
        403,
        """{"error":{"message":"Your input was flagged","code":403,"metadata":{"flagged_input":"x"}}}""",
        RefusalTopic.Content,
        null
    )] // OpenRouter
    [InlineData(403, "<html>Attention required</html>", null, null)] // a firewall
    [InlineData(403, """{"error":{"message":"Your API key does not have permission"}}""", RefusalTopic.Key, null)]
    [InlineData(404, """{"error":{"message":"model \"x\" not found, try pulling it first"}}""", RefusalTopic.Model, null)] // Ollama
    [InlineData(400, """{"error":{"message":"Model Not Exist","type":"invalid_request_error"}}""", RefusalTopic.Model, null)] // DeepSeek
    [InlineData(400, """{"error":{"message":"stream_options: Extra inputs are not permitted"}}""", RefusalTopic.Option, null)] // Databricks
    [InlineData(404, "404 page not found", RefusalTopic.Address, null)] // Ollama, and all servers in Go
    [InlineData(404, """{"detail":"Not Found"}""", RefusalTopic.Address, null)] // vLLM, and all of FastAPI
    [InlineData(404, """{"error":{"message":"File Not Found","type":"not_found_error"}}""", RefusalTopic.Address, null)] // llama.cpp
    [InlineData(404, """{"error":{"message":"Invalid URL (POST /v1/x)"}}""", RefusalTopic.Address, null)] // OpenAI
    [InlineData(404, """{"status":404,"error":"Not Found","path":"/chat/completions"}""", RefusalTopic.Address, null)] // Spring
    [InlineData(404, "<pre>Cannot POST /chat/completions</pre>", RefusalTopic.Address, null)] // Express
    [InlineData(404, "<h1>404 Not Found</h1>", RefusalTopic.Address, null)] // nginx
    [InlineData(405, """{"detail":"Method Not Allowed"}""", RefusalTopic.Address, null)]
    [InlineData(404, """{"error":{"message":"`x` does not exist","code":"model_not_found"}}""", RefusalTopic.Model, null)] // OpenAI
    [InlineData(404, """{"type":"error","error":{"type":"not_found_error","message":"model: x"}}""", null, null)] // Anthropic
    [InlineData(
        404,
        """{"error":{"message":"This is not a chat model and thus not supported in the v1/chat/completions endpoint."}}""",
        RefusalTopic.Model,
        null
    )] // OpenAI
    [InlineData(404, "", null, null)]
    [InlineData(400, """{"error":{"message":"Bad input: 'POST to /chat/completions gives page not found'"}}""", null, null)] // the prompt
    [InlineData(400, """{"error":{"message":"Bad request"}}""", null, null)]
    [InlineData(400, """{"error":{"message":"Bad input: 'rotate my api key within budget'"}}""", null, null)] // it quotes the prompt
    [InlineData(400, """{"error":{"message":"API key not valid. Please pass a valid API key."}}""", RefusalTopic.Key, null)] // Google
    public async Task A_refusal_says_what_it_is_about(int status, string body, RefusalTopic? topic, int? window)
    {
        await using var world = await World.StartAsync();
        world.Mock["m"].Answers(Answer.Sends(body.StartsWith('<') ? "text/html" : "application/json", body) with { Status = status });
        var outcome = (await world.FailAsync(world.Model(ModelProvider.GenericChatCompletionApi), streams: false)).Outcome;
        (outcome.Topic, outcome.ContextWindow).Should().Be((topic, window));
    }

    [Theory]
    [InlineData(
        "temperature",
        """
            {"error":{"message":"Unsupported value: 'temperature' does not support 0 with this model.",
              "param":"temperature","code":"unsupported_value"}}
            """
    )]
    [InlineData(
        "stream_options",
        """
            {"detail":[{"type":"extra_forbidden","loc":["body","stream_options"],"msg":"Extra inputs are not permitted",
              "input":{"messages":"Model not found"}}]}
            """
    )]
    [InlineData("stream_options", """{"error":{"message":"stream_options: Extra inputs are not permitted"}}""")]
    [InlineData(
        "max_tokens",
        """
            {"error":{"message":"'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
              "code":"unsupported_parameter"}}
            """
    )]
    [InlineData("parallel_tool_calls", """{"error":{"message":"Unrecognized request argument supplied: parallel_tool_calls"}}""")]
    public async Task An_option_that_a_model_refuses_is_left_out_from_then_on(string option, string refusal)
    {
        await using var world = await World.StartAsync();
        world.Mock["m"].Answers(Answer.Sends("application/json", refusal) with { Status = 400 }, Answer.Says("Hi"), Answer.Says("Hi"));
        const string Body = """
            {"messages":[{"role":"user","content":"Hi"}],"temperature":0,"max_tokens":9,
              "tools":[{"type":"function","function":{"name":"f"}}],"parallel_tool_calls":false}
            """;
        var model = world.Model(ModelProvider.GenericChatCompletionApi);
        for (var turn = 0; turn < 2; turn++)
        {
            (await world.AskAsync(model, streams: true, world.Body(Body))).Reply.Text.ToString().Should().Be("Hi");
        }

        world
            .Mock.Requests.Select(request => request.Body.Contains($"\"{option}\"", StringComparison.Ordinal))
            .Should()
            .Equal(true, false, false);
        world
            .Mock.Requests[^1]
            .Body.Should()
            .Contain(
                "\"max_completion_tokens\":9".Replace(
                    "max_completion_tokens",
                    option == "max_tokens" ? "max_completion_tokens" : "max_tokens"
                )
            );
        world.Upstream.LearnedQuirks(new([model], new())).Should().ContainKey("m").WhoseValue.Should().Equal(option);
        world.Upstream.LearnedQuirks(new([model with { Model = "another" }], new())).Should().BeEmpty("an edited row starts anew");
        world.Upstream.LearnedQuirks(Catalog.Empty).Should().BeEmpty("the row is gone");
    }

    [Theory]
    [InlineData("temperature")]
    [InlineData("parallel_tool_calls")]
    [InlineData("stream_options")]
    [InlineData("max_tokens")]
    public async Task An_option_that_the_row_omits_is_left_out_from_the_start(string option)
    {
        await using var world = await World.StartAsync();
        const string Body = """
            {"messages":[{"role":"user","content":"Hi"}],"temperature":0,"max_tokens":9,"parallel_tool_calls":false,
              "tools":[{"type":"function","function":{"name":"f"}}]}
            """;
        var model = world.Model(ModelProvider.GenericChatCompletionApi);

        await world.AskAsync(model, streams: true, world.Body(Body));
        await world.AskAsync(model with { Omit = [option] }, streams: true, world.Body(Body));

        world.Mock.Requests.Select(request => request.Body.Contains($"\"{option}\"", StringComparison.Ordinal)).Should().Equal(true, false);
        world.Upstream.LearnedQuirks(new([model], new())).Should().BeEmpty("nothing was learned");
    }

    [Fact]
    public async Task What_the_row_omits_and_what_was_refused_are_left_out_together()
    {
        await using var world = await World.StartAsync();
        var refusal = Answer.Sends("application/json", """{"error":{"message":"seed is not supported"}}""") with { Status = 400 };
        world.Mock["m"].Answers(refusal, Answer.Says("Hi"));
        const string Body = """{"messages":[{"role":"user","content":"Hi"}],"temperature":0,"seed":1}""";

        var model = world.Model(ModelProvider.OpenAI) with { Omit = ["temperature"] };
        await world.AskAsync(model, streams: false, world.Body(Body));

        world.Mock.Requests[^1].Body.Should().NotContain("seed").And.NotContain("temperature");
        world.Upstream.LearnedQuirks(new([model], new()))["m"].Should().Equal("seed");
    }

    [Fact]
    public async Task An_option_that_is_refused_twice_is_a_failure()
    {
        await using var world = await World.StartAsync();
        var refusal = Answer.Sends("application/json", """{"error":{"message":"temperature is not supported"}}""") with { Status = 400 };
        world.Mock["m"].Answers(refusal, refusal);
        const string Body = """{"messages":[{"role":"user","content":"Hi"}],"temperature":0}""";
        (await world.FailAsync(world.Model(ModelProvider.OpenAI), streams: false, world.Body(Body)))
            .Outcome.Meaning.Should()
            .Be(OutcomeMeaning.OptionRefused);
        world.Mock["m"].Received.Should().Be(2);
    }

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
    public async Task A_huge_or_endless_error_body_delays_nothing(ModelProvider provider, bool streams)
    {
        var clock = new FakeTimeProvider();
        var patient = new CallLimits { Headers = TimeSpan.FromDays(1), Whole = TimeSpan.FromDays(1) };
        await using var world = await World.StartAsync(patient, clock);
        world.Mock["m"].Answers(Answer.Fails(503).WithHugeBody(mebibytes: 10), Answer.Fails(503).BodyAfter(new Gate()));
        (await world.FailAsync(world.Model(provider), streams)).Outcome.Should().Be(new Outcome(503));

        var failing = world.FailAsync(world.Model(provider), streams);
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
