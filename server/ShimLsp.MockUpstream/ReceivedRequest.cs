using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace ShimLsp.Mock;

/// <summary>How the answer to a request ended.</summary>
public enum AnswerEnd
{
    /// <summary>All that the script had was sent.</summary>
    Sent,

    /// <summary>The client left before.</summary>
    ClientLeft,

    /// <summary>The script reset the connection.</summary>
    Dropped,

    /// <summary>The mock was disposed of before.</summary>
    Stopped,
}

/// <summary>A request as it came.</summary>
public sealed class ReceivedRequest
{
    private readonly TaskCompletionSource<AnswerEnd> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource aborted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lazy<JsonElement> json;

    internal ReceivedRequest() => json = new(() => JsonElement.Parse(Bytes.AsSpan()));

    /// <summary>The method, such as <c>POST</c>.</summary>
    public required string Method { get; init; }

    /// <summary>
    /// The request line's target, unchanged: a path with its query. For a proxy it is a whole URL, or host and port for CONNECT.
    /// </summary>
    public required string Target { get; init; }

    /// <summary>The path alone.</summary>
    public required string Path { get; init; }

    /// <summary><c>HTTP/1.1</c> or <c>HTTP/2</c>.</summary>
    public required string Protocol { get; init; }

    /// <summary>All headers, by name in any case. The values of one that came more than once are joined by commas.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>The body.</summary>
    public required ImmutableArray<byte> Bytes { get; init; }

    /// <summary>The model asked for; null if the body names none.</summary>
    public required string? Model { get; init; }

    /// <summary>Whether the body asks for a stream.</summary>
    public required bool Streams { get; init; }

    /// <summary>When its headers had come, by the mock's clock.</summary>
    public required DateTimeOffset ArrivedAt { get; init; }

    /// <summary>Names the connection; the same for all requests that came on it.</summary>
    public required string ConnectionId { get; init; }

    /// <summary>The body as text.</summary>
    public string Body => Encoding.UTF8.GetString(Bytes.AsSpan());

    /// <summary>The body as JSON.</summary>
    /// <exception cref="JsonException">The body is not JSON.</exception>
    public JsonElement Json => json.Value;

    /// <summary>Completes when the client has left before its answer ended; never, if it did not.</summary>
    public Task Aborted => aborted.Task;

    /// <summary>Completes when the answer has ended, in any way. Fails with the exception of a script's function.</summary>
    public Task<AnswerEnd> Ended => ended.Task;

    /// <summary>The value of a header; null if it was not sent.</summary>
    /// <param name="name">Its name, in any case.</param>
    public string? Header(string name) => Headers.GetValueOrDefault(name);

    internal void Abort() => aborted.TrySetResult();

    internal void End(AnswerEnd how) => ended.TrySetResult(how);

    internal void Fail(Exception fault) => ended.TrySetException(fault);
}
