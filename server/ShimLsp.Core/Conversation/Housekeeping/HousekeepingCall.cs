using System.Text.Json;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Conversation.Housekeeping;

/// <summary>
/// Recognises requests that a client makes for itself: a title, a summary that makes the conversation shorter, the message of a commit. It
/// looks at the beginning of the system prompts and of the last message, where such an order is.
/// </summary>
internal static class HousekeepingCall
{
    private const int LongestLook = 4_000;

    // A person's own message may be a page that contains such a phrase; an order of a client's begins with it.
    private const int LongestLookAtMessage = 1_000;

    private const int LongestProbe = 32;

    /// <summary>What the client asks for itself; null if the request is a person's.</summary>
    /// <param name="frame">The request.</param>
    public static HousekeepingKind? Of(in RequestFrame frame) =>
        frame.Fault is null
            ? OfSystem(frame.System)
                ?? OfSystem(frame.Instructions)
                ?? OfTurns(frame.Turns)
                ?? (IsProbe(frame) ? HousekeepingKind.Probe : null)
            : null;

    private static HousekeepingKind? OfSystem(JsonElement? system)
    {
        if (system is not { ValueKind: JsonValueKind.Array } parts)
        {
            return system is { ValueKind: JsonValueKind.String } text ? Said(text, LongestLook) : null;
        }

        foreach (var part in parts.EnumerateArray())
        {
            if (Order(part, LongestLook) is { } kind)
            {
                return kind;
            }
        }

        return null;
    }

    private static HousekeepingKind? OfTurns(JsonElement turns)
    {
        if (turns.ValueKind is not JsonValueKind.Array)
        {
            return turns.ValueKind is JsonValueKind.String ? Said(turns, LongestLookAtMessage) : null;
        }

        var last = Last(turns);
        if (last < 0)
        {
            return null;
        }

        return IsSystem(turns[0]) && Order(turns[0], LongestLook) is { } kind ? kind
            : IsCompaction(turns[last]) ? HousekeepingKind.Summary
            : IsUser(turns[last]) ? Order(turns[last], LongestLookAtMessage)
            : null;
    }

    /// <summary>The last turn that asks; Claude Code tells of its environment behind it.</summary>
    private static int Last(JsonElement turns)
    {
        var last = turns.GetArrayLength() - 1;
        while (last > 0 && IsSystem(turns[last]))
        {
            last--;
        }

        return last;
    }

    /// <summary>What the last part of an item says.</summary>
    private static HousekeepingKind? Order(JsonElement item, int longest)
    {
        if (item.ValueKind is JsonValueKind.String)
        {
            return Said(item, longest);
        }

        if (item.ValueKind is not JsonValueKind.Object)
        {
            return null;
        }

        return (LenientJson.Find(item, "text"u8) ?? LenientJson.Find(item, "content"u8)) switch
        {
            { ValueKind: JsonValueKind.String } text => Said(text, longest),
            { ValueKind: JsonValueKind.Array } parts when parts.GetArrayLength() > 0 => Order(parts[parts.GetArrayLength() - 1], longest),
            _ => null,
        };
    }

    private static HousekeepingKind? Said(JsonElement text, int longest) =>
        LenientJson.Parts(text, longest) is [var first, ..] ? HousekeepingPhrases.In(LenientJson.Text(text, first)) : null;

    /// <summary>Whether no more than a token is wanted, or the message is a known warm-up.</summary>
    private static bool IsProbe(in RequestFrame frame)
    {
        if (frame.Body is not { ValueKind: JsonValueKind.Object } body)
        {
            return false;
        }

        if (
            (
                LenientJson.Find(body, "max_tokens"u8)
                ?? LenientJson.Find(body, "max_completion_tokens"u8)
                ?? LenientJson.Find(body, "max_output_tokens"u8)
            )
                is { ValueKind: JsonValueKind.Number } most
            && most.TryGetInt32(out var tokens)
            && tokens == 1
        )
        {
            return true;
        }

        return frame.Turns is { ValueKind: JsonValueKind.Array } turns
            && turns.GetArrayLength() == 1
            && LenientJson.WrittenLength(turns) < 8 * LongestProbe
            && Text(turns[0]) is "Warmup";
    }

    private static string? Text(JsonElement item)
    {
        while (true)
        {
            switch (item.ValueKind)
            {
                case JsonValueKind.String:
                    return LenientJson.Text(item);
                case JsonValueKind.Array when item.GetArrayLength() == 1:
                    item = item[0];
                    break;
                case JsonValueKind.Object when (LenientJson.Find(item, "text"u8) ?? LenientJson.Find(item, "content"u8)) is { } inner:
                    item = inner;
                    break;
                default:
                    return null;
            }
        }
    }

    private static bool IsCompaction(JsonElement item) =>
        item.ValueKind is JsonValueKind.Object
        && LenientJson.Find(item, "type"u8) is { ValueKind: JsonValueKind.String } type
        && LenientJson.Is(type, "compaction_trigger"u8);

    private static bool IsUser(JsonElement item) => Role(item) is { } role && LenientJson.Is(role, "user"u8);

    private static bool IsSystem(JsonElement item) =>
        Role(item) is { } role && (LenientJson.Is(role, "system"u8) || LenientJson.Is(role, "developer"u8));

    private static JsonElement? Role(JsonElement item) =>
        item.ValueKind is JsonValueKind.Object && LenientJson.Find(item, "role"u8) is { ValueKind: JsonValueKind.String } role
            ? role
            : null;
}
