using System.Collections.Concurrent;

namespace ShimLsp.Server.Gateway.Serving;

/// <summary>Counts a session's requests since it opened. Thread-safe.</summary>
internal sealed class SessionCounts
{
    private readonly ConcurrentDictionary<(string Shape, int Status), long> requests = new();
    private readonly ConcurrentDictionary<(string Model, string Source), long> decisions = new();
    private readonly ConcurrentDictionary<string, long> tokens = new();

    /// <summary>Answered requests, by the client's shape and the status.</summary>
    public IEnumerable<KeyValuePair<(string Shape, int Status), long>> Requests => requests;

    /// <summary>Answered work, by the model that answered and the way it was chosen.</summary>
    public IEnumerable<KeyValuePair<(string Model, string Source), long>> Decisions => decisions;

    /// <summary>Tokens, by kind.</summary>
    public IEnumerable<KeyValuePair<string, long>> Tokens => tokens;

    /// <summary>Notes the answer to a request.</summary>
    /// <param name="path">The path; it decides the shape.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="model">The model that answered; null or empty if none did.</param>
    /// <param name="source">How it was chosen.</param>
    public void NoteAnswer(string path, int status, string? model, string? source)
    {
        requests.AddOrUpdate((ShapeOf(path), status), 1, static (_, count) => count + 1);
        if (model is { Length: > 0 })
        {
            decisions.AddOrUpdate((model, source ?? ""), 1, static (_, count) => count + 1);
        }
    }

    /// <summary>Notes what a reply used.</summary>
    /// <param name="kind">Which tokens.</param>
    /// <param name="count">How many.</param>
    public void NoteTokens(string kind, long count)
    {
        if (count > 0)
        {
            tokens.AddOrUpdate(kind, static (_, more) => more, static (_, before, more) => before + more, count);
        }
    }

    // Few values, whatever paths a client makes up.
    private static string ShapeOf(string path) =>
        path switch
        {
            "/v1/chat/completions" => "chat",
            "/v1/messages" => "messages",
            "/v1/responses" => "responses",
            _ when path.StartsWith("/api/", StringComparison.Ordinal) => "api",
            _ => "other",
        };
}
