using System.Text.Json;
using ShimLsp.Fuzz.Json;

namespace ShimLsp.Fuzz.Targets;

/// <summary>The words of the latest user message, found the plain way: with strings, and from the end.</summary>
internal static class SignalOracle
{
    /// <summary>
    /// The text; empty if no user message has any; null if strings hold half of a surrogate pair, which is not plain.
    /// </summary>
    /// <param name="turns">An array of messages or items.</param>
    public static string? LatestUserText(JsonElement turns)
    {
        try
        {
            JsonRewrite.Of(turns, static (_, text) => text);
        }
        catch (InvalidOperationException)
        {
            return null;
        }

        return turns.EnumerateArray().Reverse().Where(IsUsers).Select(TextOf).FirstOrDefault(text => text.Length > 0) ?? "";
    }

    /// <summary>The text of a whole body; null if that is not plain.</summary>
    /// <param name="body">An object.</param>
    public static string? LatestUserTextOfBody(JsonElement body)
    {
        try
        {
            JsonRewrite.Of(body, static (_, text) => text);
        }
        catch (InvalidOperationException)
        {
            return null;
        }

        var turns =
            body.TryGetProperty("messages", out var messages) && messages.ValueKind != JsonValueKind.Null
                ? messages
                : body.GetProperty("input");
        return turns.ValueKind == JsonValueKind.String ? turns.GetString()!.Trim() : LatestUserText(turns);
    }

    private static bool IsUsers(JsonElement turn) =>
        turn.ValueKind == JsonValueKind.Object
        && turn.TryGetProperty("role", out var role)
        && role.ValueKind == JsonValueKind.String
        && role.GetString() == "user";

    private static string TextOf(JsonElement message)
    {
        if (!message.TryGetProperty("content", out var content))
        {
            return "";
        }

        return content.ValueKind == JsonValueKind.Array
            ? string.Join('\n', content.EnumerateArray().Select(PartText).Where(text => !string.IsNullOrWhiteSpace(text))).Trim()
            : PartText(content)?.Trim() ?? "";
    }

    private static string? PartText(JsonElement part)
    {
        if (part.ValueKind == JsonValueKind.String)
        {
            return part.GetString();
        }

        if (part.ValueKind != JsonValueKind.Object || !part.TryGetProperty("text", out var text) || text.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        var isText =
            !part.TryGetProperty("type", out var type)
            || type.ValueKind == JsonValueKind.Null
            || (type.ValueKind == JsonValueKind.String && type.GetString() is "text" or "input_text" or "output_text");
        return isText ? text.GetString() : null;
    }
}
