using ShimLsp.Core.Health;
using ShimLsp.Core.Models;
using ShimLsp.Mock;

namespace ShimLsp.Server.Tests.Providers;

/// <summary>What a refusal is about, by the words that providers use.</summary>
public sealed class RefusalTopicTests
{
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
    [InlineData(
        403,
        """
            {"error":{"message":"Country, region, or territory not supported","type":"request_forbidden",
              "code":"unsupported_country_region_territory"}}
            """,
        RefusalTopic.Region,
        null
    )] // OpenAI
    [InlineData(
        400,
        """
            {"error":{"code":400,"message":"User location is not supported for the API use.","status":"FAILED_PRECONDITION"}}
            """,
        RefusalTopic.Region,
        null
    )] // Google
    [InlineData(404, """{"error":{"message":"This model is not available in your region."}}""", RefusalTopic.Region, null)] // Azure
    [InlineData(400, """{"error":{"message":"Bad input: 'What taxes apply in your country?'"}}""", null, null)] // it quotes the prompt
    [InlineData(503, """{"error":{"message":"No capacity in your region"}}""", null, null)] // that passes
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
}
