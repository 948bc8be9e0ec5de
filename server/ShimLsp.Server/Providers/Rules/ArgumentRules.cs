using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ShimLsp.Server.Providers.Rules;

/// <summary>
/// The arguments of an earlier call. Most servers parse them, and refuse the whole conversation if they are not JSON: a model that was cut
/// off writes such arguments.
/// </summary>
internal static class ArgumentRules
{
    /// <summary>The text itself if it is JSON, else an object that holds it, so that the model sees what it wrote.</summary>
    /// <param name="arguments">What the model wrote.</param>
    public static string Of(string arguments) =>
        string.IsNullOrWhiteSpace(arguments) ? "{}"
        : IsJson(Encoding.UTF8.GetBytes(arguments)) ? arguments
        : Wrapped(arguments);

    /// <summary>Whether a text is one JSON value.</summary>
    /// <param name="utf8">The text.</param>
    public static bool IsJson(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var reader = new Utf8JsonReader(utf8);
            return reader.Read() && reader.TrySkip() && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string Wrapped(string arguments)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("arguments"u8, arguments);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
