using ShimLsp.Mock;
using ShimLsp.Server.Tests.Gateway.Serving;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Gateway.Work;

/// <summary>What a client is told of a failure: in its own shape, with the status that it acts on best.</summary>
public sealed class ErrorTests : IAsyncLifetime
{
    private const string TooLong =
        "This model's maximum context length is 1000 tokens. However, your messages resulted in 1200 tokens. Please reduce them.";

    private GatewayWorld world = null!;

    public static TheoryData<string, bool> Clients => WorkWorld.Clients;

    public async Task InitializeAsync() => world = await WorkWorld.StartAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Theory]
    [InlineData("chat", 401, "", 400, "server_error", "server_error")]
    [InlineData("messages", 401, "", 502, "api_error", null)]
    [InlineData("responses", 401, "", 400, "server_error", "server_error")]
    [InlineData("chat", 402, "", 402, "insufficient_quota", "insufficient_quota")]
    [InlineData("messages", 402, "", 402, "billing_error", null)]
    [InlineData("chat", 404, "", 404, "invalid_request_error", "model_not_found")]
    [InlineData("messages", 404, "", 404, "not_found_error", null)]
    [InlineData("chat", 400, TooLong, 400, "invalid_request_error", "context_length_exceeded")]
    [InlineData("messages", 400, TooLong, 400, "invalid_request_error", null)]
    [InlineData("responses", 400, TooLong, 400, "invalid_request_error", "context_length_exceeded")]
    [InlineData("chat", 429, "", 429, "rate_limit_error", "rate_limit_exceeded")]
    [InlineData("messages", 429, "", 429, "rate_limit_error", null)]
    [InlineData("responses", 429, "", 429, "rate_limit_error", "rate_limit_exceeded")]
    [InlineData("chat", 500, "", 502, "server_error", "server_error")]
    [InlineData("messages", 500, "", 502, "api_error", null)]
    [InlineData("chat", 503, "", 503, "server_error", "server_error")]
    [InlineData("messages", 503, "", 529, "overloaded_error", null)]
    public async Task A_models_failure(string client, int upstream, string message, int status, string type, string? code)
    {
        world.Upstream["m-chat"].Answers(Answer.Fails(upstream, message.Length > 0 ? message : null));

        var reply = await world.SendAsync(client, WorkWorld.Body(client, "chat"));

        reply.Status.Should().Be(status, reply.Body);
        reply.Json.Text("error.type").Should().Be(type);
        reply.Json.Text("error.code").Should().Be(code);
        reply.Json.Text("type").Should().Be(client == "messages" ? "error" : null);
        reply.Json.Text("error.message").Should().NotBeEmpty();
    }

    [Theory]
    [InlineData("chat", "This model's maximum context length is 1000 tokens.")]
    [InlineData("messages", "prompt is too long: ")]
    [InlineData("responses", "Your input exceeds the context window of this model.")]
    public async Task A_context_that_is_too_long_is_told_in_the_words_that_the_client_compacts_on(string client, string words)
    {
        world.Upstream["m-chat"].Answers(Answer.Fails(400, TooLong));

        var reply = await world.SendAsync(client, WorkWorld.Body(client, "chat"));

        reply.Json.Text("error.message").Should().StartWith(words);
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task A_pause_that_a_model_asks_for_is_passed_on(string client, bool streams)
    {
        world.Upstream["m-chat"].Answers(Answer.Fails(429).RetryAfter("7"));

        var reply = await world.SendAsync(client, WorkWorld.Body(client, "chat", streams));

        (reply.Status, reply.Headers["Retry-After"]).Should().Be((429, "7"));
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task If_every_model_wants_a_pause_the_shortest_is_told(string client, bool streams)
    {
        world.Upstream["m-chat"].Answers(Answer.Fails(429).RetryAfter("60"));
        world.Upstream["m-messages"].Answers(Answer.Fails(429).RetryAfter("40"));
        world.Upstream["m-responses"].Answers(Answer.Fails(429).RetryAfter("50"));
        await world.SendAsync(client, WorkWorld.Body(client, "auto", streams));
        world.Time.Advance(TimeSpan.FromSeconds(10));

        var reply = await world.SendAsync(client, WorkWorld.Body(client, "auto", streams));

        reply.Status.Should().Be(429, reply.Body);
        reply.Headers["Retry-After"].Should().Be("30");
        world.Upstream.Requests.Should().HaveCount(3, "none was asked in the pause");
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task A_key_that_the_provider_refuses_is_not_the_clients_401_and_is_not_tried_again(string client, bool streams)
    {
        world.Upstream["m-chat"].Answers(Answer.Fails(401).EchoingCredentials());

        var reply = await world.SendAsync(client, WorkWorld.Body(client, "chat", streams));

        (reply.Status, reply.Headers["x-should-retry"]).Should().Be((client == "messages" ? 502 : 400, "false"));
        reply.Body.Should().Contain("key required (401)");
    }

    [Theory]
    [InlineData("chat", "server_error")]
    [InlineData("messages", "api_error")]
    [InlineData("responses", "server_error")]
    public async Task A_stream_that_breaks_off_ends_with_an_error(string client, string error)
    {
        var model = client == "chat" ? "messages" : "chat";
        world.Upstream["m-" + model].Answers(Answer.Says("One, ", "two, ", "three").DropsAfter(2));

        var reply = await world.SendAsync(client, WorkWorld.Body(client, model, streams: true));

        reply.Status.Should().Be(200);
        Heard.Of(client, streams: true, reply.Body).Error.Should().Be(error);
    }

    [Theory]
    [InlineData(400, TooLong, "context_length_exceeded")]
    [InlineData(402, null, "insufficient_quota")]
    public async Task Codex_is_told_in_the_stream_what_it_has_words_of_its_own_for(int status, string? message, string code)
    {
        world.Upstream["m-chat"].Answers(Answer.Fails(status, message));

        var reply = await world.SendAsync("responses", WorkWorld.Body("responses", "chat", streams: true));

        reply.Status.Should().Be(200);
        Heard.Of("responses", streams: true, reply.Body).Error.Should().Be(code);
    }

    [Theory]
    [InlineData("chat", """{"model":"chat"}""", "messages")]
    [InlineData("messages", """{"model":"chat","messages":7}""", "messages")]
    [InlineData("responses", """{"model":"chat","input":[{"type":"item_reference","id":"x"}]}""", "input[0]")]
    [InlineData("responses", """{"model":"chat","input":"Hi","previous_response_id":"resp_1"}""", "previous_response_id")]
    [InlineData("chat", """{"model":"chat","messages":[{"role":"user","content":"Hi"}],"temperature":9}""", "temperature")]
    [InlineData("chat", """[1]""", "The body must be a JSON object.")]
    [InlineData("messages", """{"mod""", "The body must be a JSON object.")]
    public async Task A_wrong_request_is_told_its_field(string client, string body, string says)
    {
        var reply = await world.SendAsync(client, body);

        reply.Status.Should().Be(400);
        reply.Json.Text("error.type").Should().Be("invalid_request_error");
        reply.Json.Text("error.message").Should().Contain(says).And.NotContain("body.");
        world.Upstream.Requests.Should().BeEmpty();
    }

    [Theory]
    [InlineData("POST", "/chat/completions", 404, "Let the client's base URL end in /v1.")]
    [InlineData("POST", "/v1/v1/messages", 404, "Take /v1 off the end of the client's base URL.")]
    [InlineData("GET", "/v1/embeddings", 404, "It serves /v1/chat/completions")]
    [InlineData("GET", "/v1/chat/completions", 404, "another HTTP method")]
    [InlineData("POST", "/v1/messages/batches", 404, "It serves /v1/chat/completions")]
    public async Task A_path_that_is_not_served_is_no_unknown_model(string method, string path, int status, string says)
    {
        var reply = await world.AskAsync(method, path, "{}");

        reply.Status.Should().Be(status);
        reply.Json.Text("error.code").Should().Be(path.StartsWith("/v1/messages", StringComparison.Ordinal) ? null : "unknown_url");
        reply.Json.Text("error.message").Should().Contain(says);
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task Another_model_takes_over_unseen(string client, bool streams)
    {
        world.Upstream["m-chat"].Answers(Answer.Fails(429).RetryAfter("60"));
        world.Upstream["m-messages"].Answers(Answer.Says("Here."));

        var heard = await world.HearAsync(client, "auto", streams);

        (heard.Text, heard.Stop).Should().Be(("Here.", "stop"));
    }

    [Fact]
    [Trait("Parity", "19")]
    public async Task Nothing_of_a_request_is_in_the_log()
    {
        world.Upstream["m-chat"].Answers(Answer.Fails(500));
        const string secret = "xyzzy-plugh";

        foreach (var client in new[] { "chat", "messages", "responses" })
        {
            await world.SendAsync(client, WorkWorld.Body(client, "chat", task: secret));
        }

        world.Upstream.Requests.Should().NotBeEmpty();
        world.Log.ToString().Should().NotContain(secret).And.NotContain(world.Started.Token);
    }
}
