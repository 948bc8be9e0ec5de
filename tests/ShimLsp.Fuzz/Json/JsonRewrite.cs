using System.Buffers;
using System.Text.Json;

namespace ShimLsp.Fuzz.Json;

/// <summary>
/// Rewrites a document: the same values in the same order, including repeated names, and nothing else of how it was written.
/// </summary>
internal static class JsonRewrite
{
    /// <summary>Writes the document.</summary>
    /// <param name="root">What to write.</param>
    /// <param name="text">Makes the text of each string, of its path (each name before a slash) and the text that was there.</param>
    /// <exception cref="InvalidOperationException">A string or a name holds half of a surrogate pair.</exception>
    public static byte[] Of(JsonElement root, Func<string, string, string> text)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            Write(writer, root, "", text);
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, JsonElement value, string path, Func<string, string, string> text)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in value.EnumerateObject())
                {
                    writer.WritePropertyName(member.Name);
                    Write(writer, member.Value, $"{path}/{member.Name}", text);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    Write(writer, item, path, text);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(text(path, value.GetString()!));
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }
}
