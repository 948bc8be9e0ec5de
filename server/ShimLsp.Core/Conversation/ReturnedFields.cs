using System.Collections.Immutable;

namespace ShimLsp.Core.Conversation;

/// <summary>
/// The fields beside a message, or a call to a tool, that providers of the chat-completions format want back in the next request: thoughts
/// as text (DeepSeek, Kimi, Qwen: <c>reasoning_content</c>; OpenRouter, vLLM: <c>reasoning</c>) or signed (OpenRouter:
/// <c>reasoning_details</c>), and what Gemini keeps in <c>extra_content</c>.
/// </summary>
public static class ReturnedFields
{
    /// <summary>The field in which a client returns what <c>chat</c> gave it in a field of the same name.</summary>
    public const string Envelope = "providerData";

    /// <summary>The field of an envelope that names the provider it came from.</summary>
    public const string Origin = "origin";

    /// <summary>The fields' names.</summary>
    public static ImmutableArray<string> Names { get; } = ["reasoning_content", "reasoning", "reasoning_details", "extra_content"];
}
