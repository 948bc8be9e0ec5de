using System.Text.Json;
using ShimLsp.Mock;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Classification;

/// <summary>
/// A server with a classifier <c>judge</c>, which is <c>m-judge</c> on an upstream. The candidates are <c>cheap</c>, and
/// <c>strong</c>, which also reads images. No other model is ever called.
/// </summary>
internal sealed class ClassifierWorld : UpstreamWorld
{
    public const string OpenAi = "openai";
    public const string Anthropic = "anthropic";
    public const string Key = "canary-key-0123456789";

    private ClassifierWorld(MockUpstream upstream, Home home, RunningServer server)
        : base(upstream, home, server) { }

    public MockModel Judge => Upstream["m-judge"];

    /// <summary>Starts all of it.</summary>
    /// <param name="judge">The classifier's answers, the last of which repeats; by default it finds only <c>strong</c> good enough.</param>
    /// <param name="provider">The classifier's wire shape.</param>
    /// <param name="router">More of the router block, JSON members.</param>
    public static async Task<ClassifierWorld> StartAsync(Answer? judge = null, string provider = OpenAi, string router = "")
    {
        var upstream = await MockUpstream.StartAsync();
        upstream["m-judge"].Answers(judge ?? Answer.Scores(("cheap", 0.4), ("strong", 0.95)).Takes(1000, 100));
        var home = new Home(Catalog(upstream.BaseUrl, provider, "${env:JUDGE_KEY}", router));
        return new(upstream, home, RunningServer.Plain(home, ("JUDGE_KEY", Key)));
    }

    /// <summary>The catalog, as text.</summary>
    public static string Catalog(string baseUrl, string provider, string? apiKey, string router) =>
        $$"""
            {
              "models": [
                { "slug": "cheap", "model": "m-cheap", "provider": "ollama", "base_url": "{{baseUrl}}", "cost": 1, "strength": 0.9,
                  "card": "Small edits." },
                { "slug": "strong", "model": "m-strong", "provider": "ollama", "base_url": "{{baseUrl}}", "cost": 9, "strength": 0.9,
                  "supports_images": true },
                { "slug": "judge", "model": "m-judge", "provider": "{{provider}}", "base_url": "{{baseUrl}}",
                  "api_key": {{(apiKey is null ? "null" : Json.Quote(apiKey))}},
                  "pricing": { "input": 1, "output": 5 } }
              ],
              "router": { "classifier": "judge", "candidates": [ { "slug": "cheap" }, { "slug": "strong" } ]{{(
                router.Length > 0 ? ", " + router : ""
            )}} }
            }
            """;

    /// <summary>Routes a task: <c>strong classifier</c>.</summary>
    public async Task<string> RouteAsync(string task = "rename x", string more = "")
    {
        var decision = await Client.CallAsync("route", $$"""{"task":{{Json.Quote(task)}}{{(more.Length > 0 ? "," + more : "")}}}""");
        return $"{decision.Text("slug")} {decision.Text("source")}";
    }

    public Task<JsonElement> StatusAsync() => Client.CallAsync("status");

    /// <summary>Fails if any of these texts is anywhere in the server's output, to its client or on stderr.</summary>
    public async Task RequireSilenceOnAsync(params string[] canaries)
    {
        await Client.EndInputAsync();
        await Server.ExitAsync();
        var said = System.Text.Encoding.UTF8.GetString(Client.Bytes) + Server.Stderr;
        said.Should().NotContainAny(canaries);
    }
}
