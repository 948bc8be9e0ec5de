using System.Collections.Immutable;

namespace ShimLsp.Mock;

/// <summary>What a reply took, in tokens.</summary>
/// <param name="Input">
/// The whole input, with what was read from and written to the provider's cache. Anthropic's <c>input_tokens</c> is the rest.
/// </param>
/// <param name="Output">The output.</param>
/// <param name="Cached">The part of the input that was read from the cache.</param>
/// <param name="CacheWritten">The part of the input that was written to the cache. Only Anthropic's shape reports it.</param>
public sealed record MockUsage(int Input, int Output, int Cached = 0, int CacheWritten = 0);

/// <summary>A call to a tool.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">The tool.</param>
/// <param name="Arguments">
/// The text of its arguments, one chunk each if the reply is streamed. It may be no JSON; Anthropic's shape, if it is not streamed,
/// then has an empty object.
/// </param>
public sealed record MockToolCall(string Id, string Name, ImmutableArray<string> Arguments)
{
    /// <summary>Whether the tool is a custom one, whose arguments are plain text. Only the Responses shape has those.</summary>
    public bool IsCustom { get; init; }

    /// <summary>The tool's namespace; null for none. Only the Responses shape has those.</summary>
    public string? Namespace { get; init; }
}
