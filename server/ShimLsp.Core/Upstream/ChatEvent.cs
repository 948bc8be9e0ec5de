using System.Text.Json;
using ShimLsp.Core.Conversation;
using ShimLsp.Core.Models;

namespace ShimLsp.Core.Upstream;

/// <summary>One piece of a reply, in the order in which the model sent it.</summary>
public abstract record ChatEvent
{
    private ChatEvent() { }

    /// <summary>Its kind, never its text: what a model says has no place in a log.</summary>
    public sealed override string ToString() => GetType().Name;

    /// <summary>More text.</summary>
    /// <param name="Value">The text; not empty, and never half a character.</param>
    public sealed record Text(string Value) : ChatEvent;

    /// <summary>More of what the model thought before it spoke.</summary>
    /// <param name="Value">The text; not empty, and never half a character.</param>
    public sealed record Reasoning(string Value) : ChatEvent;

    /// <summary>
    /// More of a call to a tool. All pieces of one call share an index. The first piece has the id and the name; the arguments of all
    /// pieces together are JSON text, unless the model wrote something else. For a custom tool they are its input, plain text.
    /// </summary>
    /// <param name="Index">Which call of this reply, from 0.</param>
    /// <param name="Id">The call's id; null if an earlier piece told it.</param>
    /// <param name="Name">The tool's name; null if an earlier piece told it.</param>
    /// <param name="ArgumentsDelta">More of the arguments' JSON text, or of the input; null for none.</param>
    public sealed record ToolCall(int Index, string? Id, string? Name, string? ArgumentsDelta) : ChatEvent
    {
        /// <summary>The tool's kind, in the piece that has the name.</summary>
        public ToolKind Kind { get; init; }

        /// <summary>The namespace that the tool is in, in the piece that has the name; null for none.</summary>
        public string? Namespace { get; init; }

        /// <summary>What the provider wants back with the call, unchanged, such as a signature; null for nothing.</summary>
        public JsonElement? ProviderData { get; init; }
    }

    /// <summary>
    /// What the model's provider sent, byte for byte but for the model's name. It comes only if the conversation is passed through, and
    /// before the pieces that were read from it. A client that takes it has no use for those.
    /// </summary>
    /// <param name="Bytes">An event of a stream, with its empty line, or a whole body. Valid until the next piece is taken.</param>
    public sealed record Wire(ReadOnlyMemory<byte> Bytes) : ChatEvent;

    /// <summary>The end of the reply. It comes exactly once, after everything else.</summary>
    /// <param name="Reason">
    /// Why it ended: <c>stop</c>, <c>length</c>, <c>tool_calls</c>, <c>content_filter</c>, or a provider's own word.
    /// </param>
    /// <param name="Usage">What it took; null if the provider did not say, or said something impossible.</param>
    public sealed record Finished(string Reason, TokenUsage? Usage) : ChatEvent
    {
        /// <summary>What the provider wants back with this turn, unchanged, such as signed thoughts; null for nothing.</summary>
        public JsonElement? ProviderData { get; init; }
    }
}
