using System.Text.Json;
using ShimLsp.Fuzz.Json;

namespace ShimLsp.Fuzz.Targets;

/// <summary>The texts of the user messages, found the plain way: with strings, and from the end.</summary>
internal static class SignalOracle
{
    // Longer texts are never taken for a mere "yes".
    private const int LongestContinuation = 60;

    /// <summary>
    /// Whether a signal's text is what was asked: the latest text, or an earlier one if the latest is so short that it may mean nothing
    /// alone. What is within tags is not plain, and not judged here.
    /// </summary>
    /// <param name="texts">The texts, latest first; null if they are not plain.</param>
    /// <param name="text">The signal's text.</param>
    public static bool IsAsked(IReadOnlyList<string>? texts, string text) =>
        texts is null
        || texts.Any(one => one.Contains('<', StringComparison.Ordinal))
        || texts.Count == 0 && text.Length == 0
        || texts.TakeUntilAfter(one => one.Length > LongestContinuation).Contains(text);

    private static IEnumerable<string> TakeUntilAfter(this IEnumerable<string> texts, Func<string, bool> isLast)
    {
        foreach (var text in texts)
        {
            yield return text;
            if (isLast(text))
            {
                yield break;
            }
        }
    }

    /// <summary>The texts, latest first; null if strings hold half of a surrogate pair, which is not plain.</summary>
    /// <param name="turns">An array of messages or items.</param>
    public static IReadOnlyList<string>? UserTexts(JsonElement turns)
    {
        try
        {
            JsonRewrite.Of(turns, static (_, text) => text);
        }
        catch (InvalidOperationException)
        {
            return null;
        }

        return [.. turns.EnumerateArray().Reverse().Where(IsUsers).Select(TextOf).Where(text => text.Length > 0)];
    }

    /// <summary>The texts of a whole body, latest first; null if that is not plain.</summary>
    /// <param name="body">An object.</param>
    public static IReadOnlyList<string>? UserTextsOfBody(JsonElement body)
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
        return turns.ValueKind == JsonValueKind.String ? [turns.GetString()!.Trim()] : UserTexts(turns);
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
