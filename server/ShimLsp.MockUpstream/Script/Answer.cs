using System.Collections.Immutable;

namespace ShimLsp.Mock;

/// <summary>
/// What a model of the mock does with a request, the same for all shapes. Made by one of the verbs (<see cref="Says"/>,
/// <see cref="Fails"/>, <see cref="Hangs"/>, ...) and refined by the methods, in any order; they return a new answer.
/// </summary>
public sealed partial record Answer
{
    /// <summary>
    /// The pieces of what it thinks before it speaks. Empty for none. Responses gives a summary and encrypted content, chat completions
    /// <c>reasoning_content</c>, Messages a signed block.
    /// </summary>
    public ImmutableArray<string> Thoughts { get; init; } = [];

    /// <summary>The pieces of the text: one chunk each if the reply is streamed. Empty for none.</summary>
    public ImmutableArray<string> Text { get; init; } = [];

    /// <summary>The calls to tools, after the text.</summary>
    public ImmutableArray<MockToolCall> ToolCalls { get; init; } = [];

    /// <summary>
    /// Why the reply ends: <c>stop</c>, <c>length</c>, <c>tool_calls</c> or <c>content_filter</c>, which Anthropic's shape and Responses
    /// translate, or any other word, which is sent as it is. In Responses <c>error</c>, or an error's code, is a failed response. Null for
    /// <c>tool_calls</c> if there are calls, otherwise <c>stop</c>.
    /// </summary>
    public string? FinishReason { get; init; }

    /// <summary>What it took; null for a provider that does not say.</summary>
    public MockUsage? Usage { get; init; } = new(12, 7);

    /// <summary>The HTTP status. From 400 on the body is an error of the provider's shape, unless it is replaced.</summary>
    public int Status { get; init; } = 200;

    /// <summary>More headers. A header that the shape sets itself, such as Content-Type, is replaced.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The message in the error body, or in the error event; null for a plain one.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary>Whether the error's message repeats the request's Authorization and x-api-key headers, as careless services do.</summary>
    public bool EchoesCredentials { get; init; }

    /// <summary>A body in place of the shape's own; null for none.</summary>
    public MockBody? Body { get; init; }

    /// <summary>Whether the reply is streamed; null for as the request asks.</summary>
    public bool? Streams { get; init; }

    /// <summary>What is waited for before the headers.</summary>
    public Pause BeforeHeaders { get; init; }

    /// <summary>What is waited for between the headers and the body's first byte.</summary>
    public Pause BeforeBody { get; init; }

    /// <summary>What is waited for between one piece and the next, if the reply is streamed.</summary>
    public Pause BetweenPieces { get; init; }

    /// <summary>How it breaks off; null for an answer that comes to its end.</summary>
    public Break? Break { get; init; }

    /// <summary>The most bytes in one write, at least 1. Small ones tear events, lines and characters apart.</summary>
    public int WriteSize { get; init; } = 16 * 1024;
}
