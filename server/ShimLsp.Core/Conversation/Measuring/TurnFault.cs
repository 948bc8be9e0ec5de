using System.Text.Json;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Conversation.Measuring;

/// <summary>
/// Finds the field at fault in a request that says nothing. Routing passes over parts of an unknown kind, so a wrong type is only worth
/// a message if nothing is left to route by.
/// </summary>
internal static class TurnFault
{
    /// <summary>The first field of the turns that has the wrong type, as the end of a path; null if none has.</summary>
    /// <param name="turns">Messages or items.</param>
    public static ConversationFault? Find(JsonElement turns)
    {
        if (turns.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var i = 0;
        foreach (var turn in turns.EnumerateArray())
        {
            if (Find(turn, $"[{i++}]") is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    private static ConversationFault? Find(JsonElement turn, string path)
    {
        if (turn.ValueKind != JsonValueKind.Object)
        {
            return new(path, "must be an object.");
        }

        if (LenientJson.Find(turn, "role"u8) is { ValueKind: not JsonValueKind.String })
        {
            return new($"{path}.role", "must be a string.");
        }

        return LenientJson.Find(turn, "content"u8) is { ValueKind: not (JsonValueKind.String or JsonValueKind.Array) }
            ? new($"{path}.content", "must be a string or an array of parts.")
            : null;
    }
}
