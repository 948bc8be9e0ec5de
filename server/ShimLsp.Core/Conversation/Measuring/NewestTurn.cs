using System.Text.Json;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Conversation.Measuring;

/// <summary>
/// Whether a request goes on with a turn: its newest message holds no word of the person, but results of tools or the client's own words.
/// Clients put reminders of their own beside results, and system prompts behind them.
/// </summary>
internal static class NewestTurn
{
    /// <summary>Whether it does.</summary>
    /// <param name="frame">The request.</param>
    public static bool HoldsOnlyResults(in RequestFrame frame)
    {
        if (frame.Fault is not null || frame.Turns.ValueKind != JsonValueKind.Array)
        {
            return false;
        }

        for (var i = frame.Turns.GetArrayLength() - 1; i >= 0; i--)
        {
            if (Holds(frame.Turns[i]) is { } answer)
            {
                return answer;
            }
        }

        return false;
    }

    /// <summary>Whether an item is a result; null if it says neither, so that the one before it counts.</summary>
    private static bool? Holds(JsonElement item)
    {
        if (item.ValueKind is not JsonValueKind.Object)
        {
            return false;
        }

        if (LenientJson.Find(item, "role"u8) is not { } role)
        {
            return LenientJson.Find(item, "type"u8) is { ValueKind: JsonValueKind.String } type
                && LenientJson.Text(type).EndsWith("_output", StringComparison.Ordinal);
        }

        if (LenientJson.Is(role, "system"u8) || LenientJson.Is(role, "developer"u8))
        {
            return null;
        }

        return LenientJson.Is(role, "tool"u8)
            || (LenientJson.Is(role, "user"u8) && (HoldsResult(item) || IsText(item)) && !UserWords.HasAny(item));
    }

    /// <summary>Whether a message is text alone: a picture without a word is the person's.</summary>
    private static bool IsText(JsonElement message) =>
        LenientJson.Find(message, "content"u8) switch
        {
            { ValueKind: JsonValueKind.String } => true,
            { ValueKind: JsonValueKind.Array } parts => parts
                .EnumerateArray()
                .All(part => part.ValueKind is JsonValueKind.Object && PartTypes.IsText(LenientJson.Find(part, "type"u8))),
            _ => false,
        };

    private static bool HoldsResult(JsonElement message) =>
        LenientJson.Find(message, "content"u8) is { ValueKind: JsonValueKind.Array } parts
        && parts
            .EnumerateArray()
            .Any(part =>
                part.ValueKind is JsonValueKind.Object
                && LenientJson.Find(part, "type"u8) is { } type
                && LenientJson.Is(type, "tool_result"u8)
            );
}
