using System.Collections.Immutable;
using System.Text.Json;
using ShimLsp.Core.Conversation;
using ShimLsp.Core.Models;

namespace ShimLsp.Server.Providers.Rules;

/// <summary>
/// Rules of the receiving side, applied to the neutral conversation before it is written: histories that editors do produce and providers
/// refuse. <c>docs/upstream.md</c> lists each rule with its source and its test.
/// </summary>
internal static class ShapeRules
{
    /// <summary>The conversation as that model's provider takes it.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="model">The model that is asked.</param>
    /// <param name="omitted">The options that this model refused.</param>
    public static ChatConversation Apply(ChatConversation conversation, ModelSpec model, ImmutableSortedSet<string> omitted)
    {
        var isAnthropic = model.Wire is ModelWire.Messages;
        var hasCalls = CallRules.Matter(conversation.Turns);
        var turns = hasCalls
            // Anthropic: "`tool_use` ids must be unique". Responses knows no turns. Chat completions look at one turn at a time.
            ? CallRules.WithIds(CallRules.Closed(conversation.Turns), id => CallIdRules.Of(id, model), model.Wire is ModelWire.Chat)
            : conversation.Turns;
        var options = conversation.Options;
        if (!options.Tools.IsEmpty)
        {
            options = ServerToolRules.Apply(options, model.Wire);
            options = options with { Tools = [.. options.Tools.Select(SchemaRules.Of)] };
        }

        if (isAnthropic)
        {
            turns = WithPrefillTrimmed(WithUserFirst(turns));
            options = ThinkingRules.Apply(hasCalls ? WithCalledTools(options, turns) : options, turns, model);
            // Newer models of Anthropic refuse a request that has both.
            options = options.Temperature is null ? options : options with { TopP = null };
        }
        else
        {
            options = options with { Effort = options.Effort ?? ThinkingRules.EffortOf(options.Thinking) };
            turns = CallIdRules.IsMistral(model) ? TurnOrderRules.ForMistral(turns) : turns;
        }

        return conversation with
        {
            Turns = turns,
            Options = omitted.IsEmpty ? options : Without(options, omitted),
        };
    }

    private static ConversationOptions Without(ConversationOptions options, ImmutableSortedSet<string> omitted)
    {
        return options with
        {
            Temperature = Unless("temperature", options.Temperature),
            TopP = Unless("top_p", options.TopP),
            TopK = Unless("top_k", options.TopK),
            Seed = Unless("seed", options.Seed),
            PresencePenalty = Unless("presence_penalty", options.PresencePenalty),
            FrequencyPenalty = Unless("frequency_penalty", options.FrequencyPenalty),
            AllowsParallelCalls = Unless("disable_parallel_tool_use", Unless("parallel_tool_calls", options.AllowsParallelCalls)),
            Effort = Effort(options.Effort),
            Tools = omitted.Contains("strict") ? [.. options.Tools.Select(tool => tool with { IsStrict = null })] : options.Tools,
        };

        // Each format has a name of its own for it.
        ThinkingEffort? Effort(ThinkingEffort? effort) =>
            Unless(OmittableOptions.ChatEffort, Unless("reasoning.effort", Unless(OmittableOptions.MessagesEffort, effort)));

        T? Unless<T>(string name, T? value)
            where T : struct => omitted.Contains(name) ? null : value;
    }

    /// <summary>
    /// Anthropic: "Requests which include `tool_use` or `tool_result` blocks must define tools". A client that sums a history up offers
    /// none, and none may be called then.
    /// </summary>
    private static ConversationOptions WithCalledTools(ConversationOptions options, ImmutableArray<Turn> turns)
    {
        if (!options.Tools.IsEmpty)
        {
            return options;
        }

        var names = turns.SelectMany(turn => turn.Parts.OfType<Part.ToolCall>()).Select(call => call.Name).Distinct();
        ImmutableArray<OfferedTool> tools =
        [
            .. names.Select(name => new OfferedTool(name, null, JsonElement.Parse("""{"type":"object"}"""), null)),
        ];
        return tools.IsEmpty ? options : options with { Tools = tools, ToolChoice = new(ToolChoiceKind.None) };
    }

    /// <summary>The Messages shape wants the person to speak first. A history that was cut, or a greeting, begins with the model.</summary>
    private static ImmutableArray<Turn> WithUserFirst(ImmutableArray<Turn> turns)
    {
        var first = turns.FirstOrDefault(turn => turn.Role is not TurnRole.System && !turn.Parts.All(part => part is Part.Reasoning));
        return first is { Role: TurnRole.Assistant }
            ? turns.Insert(turns.IndexOf(first), new(TurnRole.User, [new Part.Text("(The conversation so far.)")]))
            : turns;
    }

    /// <summary>The Messages shape refuses a last turn of the model (a prefill) that ends in white space.</summary>
    private static ImmutableArray<Turn> WithPrefillTrimmed(ImmutableArray<Turn> turns) =>
        turns is [.., { Role: TurnRole.Assistant, Parts: [.., Part.Text text] parts } last]
        && text.Value.Length != text.Value.TrimEnd().Length
            ? turns.SetItem(
                turns.Length - 1,
                last with
                {
                    Parts = parts.SetItem(parts.Length - 1, text with { Value = text.Value.TrimEnd() }),
                }
            )
            : turns;
}
