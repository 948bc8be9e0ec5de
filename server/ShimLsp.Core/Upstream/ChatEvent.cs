using ShimLsp.Core.Models;

namespace ShimLsp.Core.Upstream;

/// <summary>One piece of a reply, in the order in which the model sent it.</summary>
public abstract record ChatEvent
{
    private ChatEvent() { }

    /// <summary>More text.</summary>
    /// <param name="Value">The text; not empty.</param>
    public sealed record Text(string Value) : ChatEvent;

    /// <summary>More of a tool call. All pieces of one call share an index. The first piece that has an id or a name states it.</summary>
    /// <param name="Index">The number of the call in this reply, from 0.</param>
    /// <param name="Id">The call's id; null if an earlier piece stated it.</param>
    /// <param name="Name">The tool's name; null if an earlier piece stated it.</param>
    /// <param name="ArgumentsDelta">More of the arguments' JSON text; null for none.</param>
    public sealed record ToolCall(int Index, string? Id, string? Name, string? ArgumentsDelta) : ChatEvent;

    /// <summary>The end of the reply. It comes exactly once, after everything else.</summary>
    /// <param name="Reason">
    /// Why it ended: <c>stop</c>, <c>length</c>, <c>tool_calls</c>, <c>content_filter</c>, or a provider's own word.
    /// </param>
    /// <param name="Usage">The tokens that the call used; null if the provider did not say.</param>
    public sealed record Finished(string Reason, TokenUsage? Usage) : ChatEvent;
}
