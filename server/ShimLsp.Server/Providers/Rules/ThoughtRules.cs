using System.Text.Json;
using ShimLsp.Core.Conversation;

namespace ShimLsp.Server.Providers.Rules;

/// <summary>
/// A conversation without thoughts that a model refuses. A client that switched from one provider to another sends the thoughts of the
/// first, and the second refuses the whole request because it cannot read them. Nobody can tell them apart before.
/// </summary>
internal static class ThoughtRules
{
    /// <summary>The thought that a part is, or that travels with a call; null for none.</summary>
    /// <param name="part">The part.</param>
    public static JsonElement? ThoughtOf(Part part) =>
        part switch
        {
            Part.Reasoning { Carried: { ValueKind: JsonValueKind.Object } thought } => thought,
            Part.ToolCall { Carried: { ValueKind: JsonValueKind.Object } thought } => thought,
            _ => null,
        };

    /// <summary>The conversation without some thoughts.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="isLeftOut">Which.</param>
    public static ChatConversation Without(ChatConversation conversation, Func<JsonElement, bool> isLeftOut)
    {
        return conversation with { Turns = [.. conversation.Turns.Select(WithoutThoughts).Where(turn => !turn.Parts.IsEmpty)] };

        Turn WithoutThoughts(Turn turn) =>
            turn with
            {
                Parts = [.. turn.Parts.Where(part => part is not Part.Reasoning || !Is(part)).Select(WithoutCarried)],
            };

        Part WithoutCarried(Part part) => part is Part.ToolCall call && Is(part) ? call with { Carried = default, Origin = null } : part;

        bool Is(Part part) => ThoughtOf(part) is { } thought && isLeftOut(thought);
    }
}
