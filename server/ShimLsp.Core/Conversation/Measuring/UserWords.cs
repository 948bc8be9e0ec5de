using System.Text.Json;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Conversation.Measuring;

/// <summary>The words of the person in a message, apart from what tools returned and what files hold.</summary>
internal static class UserWords
{
    /// <summary>Whether the item is a message of the person.</summary>
    public static bool IsUserMessage(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object && LenientJson.Find(item, "role"u8) is { } role && LenientJson.Is(role, "user"u8);

    /// <summary>Whether a message has words of the person, apart from what the client wraps around them.</summary>
    /// <param name="message">A message.</param>
    public static bool HasAny(JsonElement message) => ClientText.Peel(Of(message)).Length > 0;

    /// <summary>What the person asked, in a text that is all there is.</summary>
    /// <param name="text">The text.</param>
    public static string In(string text) => ClientText.Peel(text.Trim()) is { Length: > 0 } words ? words : ClientText.Whole(text);

    /// <summary>The text of a message, its parts joined by <see cref="ClientText.Join"/>, trimmed; empty if it has none.</summary>
    /// <param name="message">A message of anyone.</param>
    public static string Of(JsonElement message)
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

    /// <summary>Whether a message has any text, of whomever.</summary>
    /// <param name="message">A message.</param>
    public static bool HasText(JsonElement message)
    {
        if (LenientJson.Find(message, "content"u8) is not { } content)
        {
            return false;
        }

        if (content.ValueKind != JsonValueKind.Array)
        {
            return IsWritten(content);
        }

        foreach (var part in content.EnumerateArray())
        {
            if (IsWritten(part))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsWritten(JsonElement part) => TextOf(part) is { } text && !LenientJson.IsBlank(text);

    /// <summary>Whether a message shows an image, beside results of tools.</summary>
    /// <param name="message">A message.</param>
    public static bool HoldsImage(JsonElement message) =>
        LenientJson.Find(message, "content"u8) is { ValueKind: JsonValueKind.Array } parts
        && parts.EnumerateArray().Any(part => part.ValueKind == JsonValueKind.Object && ImageShape.Matches(part));

    /// <summary>The text of a text part, or of a bare string; null for every other part.</summary>
    private static string? PartText(JsonElement part) => TextOf(part) is { } text ? LenientJson.Text(text) : null;

    private static JsonElement? TextOf(JsonElement part) =>
        part.ValueKind == JsonValueKind.String ? part
        : part.ValueKind == JsonValueKind.Object
        && PartTypes.IsText(LenientJson.Find(part, "type"u8))
        && LenientJson.Find(part, "text"u8) is { ValueKind: JsonValueKind.String } text
            ? text
        : null;
}
