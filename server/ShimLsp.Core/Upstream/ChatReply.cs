using System.Collections.Immutable;
using System.Text;
using ShimLsp.Core.Models;

namespace ShimLsp.Core.Upstream;

/// <summary>A tool call that a model asks for.</summary>
/// <param name="Id">The call's id, to which its result refers. Empty if the provider gave none.</param>
/// <param name="Name">The tool.</param>
/// <param name="Arguments">Its arguments as the model wrote them. They should be JSON, but need not be.</param>
public sealed record ToolCall(string Id, string Name, string Arguments);

/// <summary>A reply, complete or as far as it came.</summary>
/// <param name="Text">The text; empty for none.</param>
/// <param name="ToolCalls">The calls to tools, in order.</param>
/// <param name="FinishReason">Why it ended; null if it broke off.</param>
/// <param name="Usage">The tokens that the call used; null if the provider did not say.</param>
public sealed record ChatReply(string Text, ImmutableArray<ToolCall> ToolCalls, string? FinishReason, TokenUsage? Usage);

/// <summary>Builds a reply from its pieces. Not thread-safe.</summary>
public sealed class ReplyBuilder
{
    private readonly StringBuilder text = new();
    private readonly SortedDictionary<int, Call> calls = [];
    private ChatEvent.Finished? end;

    /// <summary>Adds a piece.</summary>
    /// <param name="piece">The next one.</param>
    public void Add(ChatEvent piece)
    {
        switch (piece)
        {
            case ChatEvent.Text more:
                text.Append(more.Value);
                break;
            case ChatEvent.ToolCall more:
                if (!calls.TryGetValue(more.Index, out var call))
                {
                    calls.Add(more.Index, call = new());
                }

                call.Id ??= more.Id;
                call.Name ??= more.Name;
                call.Arguments.Append(more.ArgumentsDelta);
                break;
            case ChatEvent.Finished last:
                end = last;
                break;
        }
    }

    /// <summary>The reply as far as it has come.</summary>
    public ChatReply Build() =>
        new(
            text.ToString(),
            [.. calls.Values.Select(call => new ToolCall(call.Id ?? "", call.Name ?? "", call.Arguments.ToString()))],
            end?.Reason,
            end?.Usage
        );

    private sealed class Call
    {
        public string? Id { get; set; }

        public string? Name { get; set; }

        public StringBuilder Arguments { get; } = new();
    }
}
