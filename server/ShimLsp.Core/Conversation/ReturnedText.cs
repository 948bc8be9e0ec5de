using System.Buffers;
using System.Text.Json;

namespace ShimLsp.Core.Conversation;

/// <summary>
/// What a provider wants back with a turn, as a text that a client of another shape keeps: in the place of a signature or of encrypted
/// thoughts. No provider can read it, so a body that has it is never passed through. It is an object: <c>turn</c> has the turn's data,
/// <c>calls</c> those of calls to tools by their ids.
/// </summary>
public static class ReturnedText
{
    /// <summary>Every such text starts with it. Thoughts that nobody wants back have it alone, so that they are recognised too.</summary>
    public const string Prefix = "shim:";

    /// <summary>The field of the object that has the turn's data.</summary>
    internal const string Turn = "turn";

    /// <summary>The field of the object that has a summary, which replaces the conversation before it.</summary>
    internal const string Summary = "summary";

    /// <summary>The field of the object that has the data of calls.</summary>
    internal const string Calls = "calls";

    /// <summary>Makes the text.</summary>
    /// <param name="turn">What the provider wants back with the turn; null for nothing.</param>
    /// <param name="calls">What it wants back with calls, by their ids.</param>
    /// <returns>The text; null if it wants nothing back.</returns>
    public static string? Of(JsonElement? turn, IReadOnlyCollection<KeyValuePair<string, JsonElement>> calls)
    {
        if (turn is null && calls.Count == 0)
        {
            return null;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (turn is { } data)
            {
                json.WritePropertyName(Turn);
                data.WriteTo(json);
            }

            json.WriteStartObject(Calls);
            foreach (var (id, ofCall) in calls)
            {
                json.WritePropertyName(id);
                ofCall.WriteTo(json);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Prefix + Convert.ToBase64String(buffer.WrittenSpan);
    }

    /// <summary>Makes the text of a summary that replaces a conversation.</summary>
    /// <param name="summary">The summary.</param>
    public static string OfSummary(string summary)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString(Summary, summary);
            json.WriteEndObject();
        }

        return Prefix + Convert.ToBase64String(buffer.WrittenSpan);
    }

    /// <summary>Reads the text.</summary>
    /// <param name="text">What a client sent.</param>
    /// <param name="returned">The object; undefined if the text is the prefix alone, or a client has spoilt it.</param>
    /// <returns>Whether it is such a text.</returns>
    public static bool TryRead(string text, out JsonElement returned)
    {
        returned = default;
        if (!text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return false;
        }

        try
        {
            returned = JsonElement.Parse(Convert.FromBase64String(text[Prefix.Length..]));
        }
        catch (Exception spoilt) when (spoilt is FormatException or JsonException) { }

        return true;
    }
}
