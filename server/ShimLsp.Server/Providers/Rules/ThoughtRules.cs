using ShimLsp.Core.Conversation;

namespace ShimLsp.Server.Providers.Rules;

/// <summary>
/// A conversation without what models thought. A client that switched from one provider to another sends the thoughts of the first, and the
/// second refuses the whole request because it cannot read them. Nobody can tell them apart before.
/// </summary>
internal static class ThoughtRules
{
    /// <summary>The conversation without thoughts.</summary>
    /// <param name="conversation">The conversation.</param>
    public static ChatConversation Without(ChatConversation conversation) =>
        conversation with
        {
            Turns = [.. conversation.Turns.Select(Without).Where(turn => !turn.Parts.IsEmpty)],
        };

    private static Turn Without(Turn turn) =>
        turn with
        {
            Parts = [.. turn.Parts.Where(part => part is not Part.Reasoning).Select(Without)],
        };

    private static Part Without(Part part) => part is Part.ToolCall call ? call with { Carried = default, Origin = null } : part;
}
