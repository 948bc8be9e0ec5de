using System.Collections.Immutable;
using System.Text.Json;
using ShimLsp.Core.Conversation;
using ShimLsp.Core.Models;

namespace ShimLsp.Core.Upstream;

/// <summary>A call to a tool that a model asks for.</summary>
/// <param name="Id">Names the call; its result refers to it. Not empty: if the provider gave no id, one was made.</param>
/// <param name="Name">The tool.</param>
/// <param name="Arguments">
/// Its arguments, as the model wrote them: JSON text, unless the model made a mistake, and <c>{}</c> for none. For a custom tool its input,
/// plain text.
/// </param>
public sealed record ToolCall(string Id, string Name, ReplyText Arguments)
{
    /// <summary>The tool's kind.</summary>
    public ToolKind Kind { get; init; }

    /// <summary>The namespace that the tool is in; null for none.</summary>
    public string? Namespace { get; init; }

    /// <summary>What the provider wants back with the call, unchanged; null for nothing.</summary>
    public JsonElement? ProviderData { get; init; }
}

/// <summary>A reply, complete or as far as it came.</summary>
/// <param name="Text">The text; empty for none.</param>
/// <param name="ToolCalls">The calls to tools, in order.</param>
/// <param name="FinishReason">Why it ended; null if it broke off.</param>
/// <param name="Usage">What it took; null if the provider did not say.</param>
public sealed record ChatReply(ReplyText Text, ImmutableArray<ToolCall> ToolCalls, string? FinishReason, TokenUsage? Usage)
{
    /// <summary>What the provider wants back with this turn, unchanged; null for nothing.</summary>
    public JsonElement? ProviderData { get; init; }
}

/// <summary>Builds a reply from its pieces. Not thread-safe.</summary>
public sealed class ReplyBuilder
{
    private readonly ReplyTextBuilder text = new();
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
                if (call.Name is null && more.Name is not null)
                {
                    (call.Name, call.Kind, call.Namespace) = (more.Name, more.Kind, more.Namespace);
                }

                call.ProviderData = more.ProviderData ?? call.ProviderData;
                call.Arguments.Append(more.ArgumentsDelta);
                break;
            case ChatEvent.Finished last:
                end = last;
                break;
        }
    }

    /// <summary>The reply as far as it has come.</summary>
    public ChatReply Build() =>
        new(text.Build(), [.. calls.Values.Select(call => call.Build())], end?.Reason, end?.Usage) { ProviderData = end?.ProviderData };

    private sealed class Call
    {
        public string? Id { get; set; }

        public string? Name { get; set; }

        public ToolKind Kind { get; set; }

        public string? Namespace { get; set; }

        public JsonElement? ProviderData { get; set; }

        public ReplyTextBuilder Arguments { get; } = new();

        public ToolCall Build() =>
            new(Id ?? "", Name ?? "", Arguments.Build())
            {
                Kind = Kind,
                Namespace = Namespace,
                ProviderData = ProviderData,
            };
    }
}
