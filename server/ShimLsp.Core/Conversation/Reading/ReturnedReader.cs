using System.Text;
using System.Text.Json;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Conversation.Reading;

/// <summary>
/// Reads what a client returns to a provider: in the provider's own fields, or in the envelope that <c>chat</c> gave it. Nobody but that
/// provider looks into it, so nothing in it is a fault.
/// </summary>
internal static class ReturnedReader
{
    /// <summary>Reads what is returned beside an assistant's message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="into">Takes it.</param>
    public static void ReadTurn(JsonElement message, List<Part> into)
    {
        var (holder, origin) = Holder(message);
        ReadHolder(holder, origin, into);
    }

    /// <summary>Reads what a client of another shape kept in the place of a signature or of encrypted thoughts.</summary>
    /// <param name="kept">The text.</param>
    /// <param name="turns">Takes what belongs to the turn and to its calls.</param>
    /// <returns>Whether it is a text of ours. If not, the provider itself made it.</returns>
    public static bool TryReadKept(string kept, TurnList turns)
    {
        if (!ReturnedText.TryRead(kept, out var returned))
        {
            return false;
        }

        if (returned.ValueKind is JsonValueKind.Object)
        {
            if (LenientJson.Find(returned, "turn"u8) is { ValueKind: JsonValueKind.Object } turn && OriginOf(turn) is { } origin)
            {
                List<Part> thoughts = [];
                ReadHolder(turn, origin, thoughts);
                turns.Return(thoughts);
            }

            if (LenientJson.Find(returned, "summary"u8) is { ValueKind: JsonValueKind.String } summary)
            {
                turns.Add(TurnRole.User, [new Part.Text(CompactionPrompt.Before + JsonText.Of(summary)) { Source = summary }]);
            }

            if (LenientJson.Find(returned, "calls"u8) is { ValueKind: JsonValueKind.Object } calls)
            {
                ReadCalls(calls, turns);
            }
        }

        return true;
    }

    private static void ReadCalls(JsonElement calls, TurnList turns)
    {
        foreach (var call in calls.EnumerateObject())
        {
            if (call.Value.ValueKind is JsonValueKind.Object && OriginOf(call.Value) is { } origin)
            {
                turns.Return(Encoding.UTF8.GetString(LenientJson.Name(call)), call.Value, origin);
            }
        }
    }

    private static void ReadHolder(JsonElement holder, string? origin, List<Part> into)
    {
        if (HasFields(holder))
        {
            into.Add(new Part.Reasoning(RequestFormat.ChatCompletions) { Carried = holder, Origin = origin });
        }

        if (origin is not null && ItemsOf(holder) is { } items)
        {
            into.AddRange(
                items.EnumerateArray().Select(item => new Part.Reasoning(RequestFormat.Responses) { Carried = item, Origin = origin })
            );
        }

        if (origin is not null && LenientJson.Find(holder, "content"u8) is { ValueKind: JsonValueKind.Array } blocks)
        {
            into.AddRange(
                blocks
                    .EnumerateArray()
                    .Select(block => new Part.Reasoning(RequestFormat.AnthropicMessages) { Carried = block, Origin = origin })
            );
        }
    }

    /// <summary>Adds to a call what is returned with it.</summary>
    /// <param name="call">The call.</param>
    public static Part.ToolCall WithReturned(Part.ToolCall call)
    {
        var (holder, origin) = Holder(call.Source);
        return HasFields(holder) || (origin is not null && ItemsOf(holder) is not null)
            ? call with
            {
                Carried = holder,
                Origin = origin,
            }
            : call;
    }

    /// <summary>The items of Responses that an envelope holds; null for none.</summary>
    private static JsonElement? ItemsOf(JsonElement holder) =>
        LenientJson.Find(holder, "items"u8) is { ValueKind: JsonValueKind.Array } items ? items : null;

    private static (JsonElement Holder, string? Origin) Holder(JsonElement element) =>
        LenientJson.Find(element, "providerData"u8) is { ValueKind: JsonValueKind.Object } envelope && OriginOf(envelope) is { } origin
            ? (envelope, origin)
            : (element, null);

    private static string? OriginOf(JsonElement envelope) =>
        LenientJson.Find(envelope, "origin"u8) is { ValueKind: JsonValueKind.String } origin ? JsonText.Of(origin) : null;

    private static bool HasFields(JsonElement holder) =>
        holder.EnumerateObject().Any(field => field.Value.ValueKind is not JsonValueKind.Null && IsReturned(LenientJson.Name(field)));

    private static bool IsReturned(ReadOnlySpan<byte> name)
    {
        foreach (var known in ReturnedFields.Names)
        {
            if (Ascii.Equals(name, known))
            {
                return true;
            }
        }

        return false;
    }
}
