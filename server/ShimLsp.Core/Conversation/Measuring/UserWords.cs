using System.Text.Json;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Conversation.Measuring;

/// <summary>What a person asked.</summary>
/// <param name="Value">Their words; empty if the request has none.</param>
/// <param name="Continues">Whether their latest message means nothing alone, so that these are the words of the task it continues.</param>
internal readonly record struct AskedText(string Value, bool Continues);

/// <summary>The words of the person in a message, apart from what tools returned and what files hold.</summary>
internal static class UserWords
{
    /// <summary>Whether the item is a message of the person.</summary>
    public static bool IsUserMessage(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object && LenientJson.Find(item, "role"u8) is { } role && LenientJson.Is(role, "user"u8);

    /// <summary>
    /// What the person asked: the words of the latest message that has any of theirs, trimmed. A message of tool results or of the client's
    /// own words alone has none: it continues the task before it. So does one that means nothing alone, such as "yes".
    /// </summary>
    /// <param name="messages">The person's messages, oldest first.</param>
    public static AskedText Latest(List<JsonElement> messages)
    {
        string? latest = null; // with the client's words, if there is nothing else
        string? nothingAlone = null;
        for (var index = messages.Count - 1; index >= 0; index--)
        {
            if (Of(messages[index]) is not { Length: > 0 } text)
            {
                continue;
            }

            latest ??= ClientText.Whole(text);
            var words = ClientText.Peel(text);
            if (words.Length == 0)
            {
                continue;
            }

            if (!Continuation.Is(words))
            {
                return new(words, nothingAlone is not null);
            }

            nothingAlone ??= words;
        }

        return new(nothingAlone ?? latest ?? "", Continues: false);
    }

    /// <summary>Whether a message has words of the person, apart from what the client wraps around them.</summary>
    /// <param name="message">A message.</param>
    public static bool HasAny(JsonElement message) => ClientText.Peel(Of(message)).Length > 0;

    /// <summary>What the person asked, in a text that is all there is.</summary>
    /// <param name="text">The text.</param>
    public static string In(string text) => ClientText.Peel(text.Trim()) is { Length: > 0 } words ? words : ClientText.Whole(text);

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
        return ClientText.Join(parts).Trim();
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
