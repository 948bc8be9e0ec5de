using System.Collections.Immutable;
using System.Text;
using ShimLsp.Core.Models;

namespace ShimLsp.Core.Upstream;

/// <summary>A call to a tool that a model asks for.</summary>
/// <param name="Id">Names the call; its result refers to it. Empty where the provider gave none.</param>
/// <param name="Name">The tool.</param>
/// <param name="Arguments">Its arguments, JSON text as the model wrote it: it may be no JSON at all.</param>
public sealed record ToolCall(string Id, string Name, string Arguments);

/// <summary>A reply, whole or as far as it came.</summary>
/// <param name="Text">The text; empty for none.</param>
/// <param name="ToolCalls">The calls to tools, in order.</param>
/// <param name="FinishReason">Why it ended; null if it broke off.</param>
/// <param name="Usage">What it took; null if the provider did not say.</param>
public sealed record ChatReply(string Text, ImmutableArray<ToolCall> ToolCalls, string? FinishReason, TokenUsage? Usage);

/// <summary>Puts a reply together from its pieces. Not thread-safe.</summary>
public sealed class ReplyBuilder
{
    private readonly StringBuilder text = new();
    private readonly SortedDictionary<int, Call> calls = [];
    private ChatEvent.Finished? end;

    /// <summary>Takes a piece.</summary>
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

    /// <summary>What there is of the reply.</summary>
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
