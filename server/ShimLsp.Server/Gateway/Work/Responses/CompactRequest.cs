using System.Buffers;
using System.Text.Json;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Server.Gateway.Work.Responses;

/// <summary>
/// A request that wants the conversation made shorter: Codex ends the input with a trigger, and older builds use a path of its own.
/// </summary>
internal static class CompactRequest
{
    /// <summary>Whether a request ends with the trigger.</summary>
    /// <param name="body">The request.</param>
    public static bool IsAsked(JsonElement body) =>
        LenientJson.Find(body, "input"u8) is { ValueKind: JsonValueKind.Array } items
        && items.GetArrayLength() is > 0 and var count
        && items[count - 1] is { ValueKind: JsonValueKind.Object } last
        && LenientJson.Find(last, "type"u8) is { ValueKind: JsonValueKind.String } type
        && type.ValueEquals("compaction_trigger"u8);

    /// <summary>A body of the older path as one that ends with the trigger.</summary>
    /// <param name="body">The request.</param>
    public static ReadOnlyMemory<byte> WithTrigger(JsonElement body)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new() { SkipValidation = true }))
        {
            json.WriteStartObject();
            foreach (var field in body.EnumerateObject())
            {
                if (!field.NameEquals("input"u8) && !field.NameEquals("stream"u8))
                {
                    field.WriteTo(json);
                }
            }

            WriteInput(json, LenientJson.Find(body, "input"u8));
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static void WriteInput(Utf8JsonWriter json, JsonElement? input)
    {
        json.WriteStartArray("input"u8);
        switch (input)
        {
            case { ValueKind: JsonValueKind.Array } items:
                foreach (var item in items.EnumerateArray())
                {
                    item.WriteTo(json);
                }

                break;
            case { ValueKind: JsonValueKind.String } text:
                json.WriteStartObject();
                json.WriteString("role"u8, "user"u8);
                json.WritePropertyName("content"u8);
                text.WriteTo(json);
                json.WriteEndObject();
                break;
        }

        json.WriteStartObject();
        json.WriteString("type"u8, "compaction_trigger"u8);
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
