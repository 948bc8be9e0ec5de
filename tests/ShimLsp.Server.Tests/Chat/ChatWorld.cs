using System.Text.Json;
using ShimLsp.Mock;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Chat;

/// <summary>
/// A server, an upstream, and a catalog of three models that live there: <c>cheap</c>, <c>mid</c> and <c>strong</c>, each its
/// provider's
/// <c>m-cheap</c> and so on. Any task goes to the cheapest that can take it.
/// </summary>
internal sealed class ChatWorld : UpstreamWorld
{
    public const string OpenAi = "generic-chat-completion-api";
    public const string Anthropic = "anthropic";

    private ChatWorld(MockUpstream upstream, Home home, RunningServer server)
        : base(upstream, home, server) { }

    /// <summary>Both wire shapes, streamed and whole.</summary>
    public static TheoryData<string, bool> Shapes =>
        new()
        {
            { OpenAi, true },
            { OpenAi, false },
            { Anthropic, true },
            { Anthropic, false },
        };

    /// <summary>Starts all of it, on the plain front.</summary>
    /// <param name="provider">The shape that every model speaks.</param>
    /// <param name="apiKey">The <c>api_key</c> of every model; null for none.</param>
    /// <param name="variables">More of the server's environment.</param>
    public static async Task<ChatWorld> StartAsync(
        string provider = OpenAi,
        string? apiKey = null,
        params (string Name, string Value)[] variables
    )
    {
        var upstream = await MockUpstream.StartAsync();
        var home = new Home(Catalog(upstream.BaseUrl, provider, apiKey));
        return new(upstream, home, RunningServer.Plain(home, variables));
    }

    public static string Catalog(string baseUrl, string provider, string? apiKey = null) =>
        $$"""
            {
              "models": [
                {{Row("cheap", 1, "0.90")}},
                {{Row("mid", 3, "0.91")}},
                {{Row("strong", 10, "0.92")}}
              ]
            }
            """.Replace("PROVIDER", provider, StringComparison.Ordinal).Replace("URL", baseUrl, StringComparison.Ordinal).Replace(
            "KEY",
            apiKey is null ? "null" : Json.Quote(apiKey),
            StringComparison.Ordinal
        );

    /// <summary>Sends a turn and returns the whole answer, result or error.</summary>
    /// <param name="streams">Whether the reply is wanted piece by piece.</param>
    /// <param name="more">More parameters, JSON members.</param>
    public Task<JsonElement> ChatAsync(bool streams = false, string more = "") => Client.AskAsync("chat", Turn(streams, more));

    public static string Turn(bool streams = false, string more = "") =>
        $$"""
            {"messages":[{"role":"user","content":"Rename n to count."}]{{(streams ? ",\"partialResultToken\":\"pieces\"" : "")}}{{(
                more.Length > 0 ? "," + more : ""
            )}}}
            """;

    /// <summary>The pieces heard so far.</summary>
    public IReadOnlyList<JsonElement> Pieces =>
        [.. Client.Heard.Where(message => message.Text("method") == "$/progress").Select(message => message.At("params.value"))];

    /// <summary>Who was asked: <c>cheap:500 mid:200</c>; with a ! where it ended in an error.</summary>
    public static string Attempts(JsonElement answer)
    {
        var failed = answer.TryGetProperty("error", out var error);
        var attempts = (failed ? error.At("data.attempts") : answer.At("result.attempts")).EnumerateArray();
        return string.Join(' ', attempts.Select(attempt => $"{attempt.Text("slug")}:{attempt.At("status")}")) + (failed ? " !" : "");
    }

    // All but equally strong: the price decides, and it is known which is the strongest.
    private static string Row(string slug, int price, string strength) =>
        $$"""
            { "slug": "{{slug}}", "model": "m-{{slug}}", "provider": "PROVIDER", "base_url": "URL", "api_key": KEY,
              "strength": {{strength}},
              "pricing": { "input": {{price}}, "cached_input": {{price}}e-1, "output": {{price * 5}} } }
            """;
}
