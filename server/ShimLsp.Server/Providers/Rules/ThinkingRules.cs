using System.Collections.Immutable;
using System.Text.Json;
using ShimLsp.Core.Conversation;
using ShimLsp.Core.Models;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Server.Providers.Rules;

/// <summary>
/// What the Messages shape does not take together with <c>thinking</c>. A turn that began with another model is the usual case: the loop of
/// tools then has no signed thoughts of this one.
/// </summary>
internal static class ThinkingRules
{
    // https://platform.claude.com/docs, "Extended thinking": top_p may be from 0.95 to 1.
    private const float LeastTopP = 0.95f;

    // Clients that give budgets think of 4,000, 10,000 and 32,000 tokens as a little, as usual and hard.
    private const long LeastMedium = 8_000;
    private const long LeastHigh = 16_000;

    /// <summary>The options without what the shape refuses.</summary>
    /// <param name="options">The options.</param>
    /// <param name="turns">The turns, oldest first.</param>
    /// <param name="model">The model that is asked.</param>
    public static ConversationOptions Apply(ConversationOptions options, ImmutableArray<Turn> turns, ModelSpec model)
    {
        if (options.Thinking is not { } thinking || LenientJson.Find(thinking, "type"u8) is not { } type || type.ValueEquals("disabled"u8))
        {
            return options;
        }

        // Anthropic: "Thinking may not be enabled when tool_choice forces tool use"; no prefill beside it; "Expected `thinking` or
        // `redacted_thinking`, but found `tool_use`".
        if (
            options.ToolChoice is { Kind: ToolChoiceKind.Required or ToolChoiceKind.Named }
            || turns is [.., { Role: TurnRole.Assistant }]
            || LacksThoughts(turns, model)
        )
        {
            return options with { Thinking = null };
        }

        return options with
        {
            Temperature = options.Temperature is 1 ? 1 : null,
            TopP = options.TopP >= LeastTopP ? options.TopP : null,
            TopK = null,
        };
    }

    /// <summary>
    /// How hard to think, for formats that have no budgets. Adaptive thinking leaves it to the model, as those formats do without a word.
    /// No thinking at all is not said: many models refuse <c>none</c>, and would get no effort from then on.
    /// </summary>
    /// <param name="thinking">How to think, in the words of Messages; null if the request does not say.</param>
    public static ThinkingEffort? EffortOf(JsonElement? thinking) =>
        thinking is not { } said
        || LenientJson.Find(said, "budget_tokens"u8) is not { ValueKind: JsonValueKind.Number } budget
        || !budget.TryGetInt64(out var tokens)
            ? null
            : tokens switch
            {
                < LeastMedium => ThinkingEffort.Low,
                < LeastHigh => ThinkingEffort.Medium,
                _ => ThinkingEffort.High,
            };

    /// <summary>Whether the loop of tools under way has a call without this provider's thoughts in front.</summary>
    private static bool LacksThoughts(ImmutableArray<Turn> turns, ModelSpec model)
    {
        for (var i = turns.Length - 1; i >= 0 && turns[i].Role is not TurnRole.User; i--)
        {
            if (turns[i].Role is TurnRole.Assistant && turns[i].Parts.Any(part => part is Part.ToolCall))
            {
                return !turns[i].Parts.Any(part => part is Part.Reasoning thoughts && ProviderData.IsBlockOf(thoughts, model));
            }
        }

        return false;
    }
}
