using System.Text.Json;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Conversation.Measuring;

/// <summary>The words of the person in a message, apart from what tools returned and what files hold.</summary>
internal static class UserWords
{
    /// <summary>Whether the item is a message of the person.</summary>
    public static bool IsUserMessage(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object && LenientJson.Find(item, "role"u8) is { } role && LenientJson.Is(role, "user"u8);

    /// <summary>
    /// The text of the latest message that has any, its text parts joined by a newline, trimmed; empty if none has. A message of
    /// tool results alone has none: it continues the task before it.
    /// </summary>
    /// <param name="messages">The person's messages, oldest first.</param>
    public static string Latest(List<JsonElement> messages)
    {
        for (var index = messages.Count - 1; index >= 0; index--)
        {
            if (Of(messages[index]) is { Length: > 0 } text)
            {
                return text;
            }
        }

        return "";
    }

    private static string Of(JsonElement message)
    {
        if (LenientJson.Find(message, "content"u8) is not { } content)
        {
            return "";
        }

        if (content.ValueKind != JsonValueKind.Array)
        {
            return PartText(content)?.Trim() ?? "";
        }

        var parts = content.EnumerateArray().Select(PartText).Where(text => !string.IsNullOrWhiteSpace(text));
        return string.Join('\n', parts).Trim();
    }

    /// <summary>The text of a text part, or of a bare string; null for every other part.</summary>
    private static string? PartText(JsonElement part)
    {
        if (part.ValueKind == JsonValueKind.String)
        {
            return LenientJson.Text(part);
        }

        return
            part.ValueKind == JsonValueKind.Object
            && PartTypes.IsText(LenientJson.Find(part, "type"u8))
            && LenientJson.Find(part, "text"u8) is { ValueKind: JsonValueKind.String } text
            ? LenientJson.Text(text)
            : null;
    }
}
