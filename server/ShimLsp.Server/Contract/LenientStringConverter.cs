using System.Text.Json;
using System.Text.Json.Serialization;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Server.Contract;

/// <summary>
/// Reads a text that may have been cut in the middle of a character: a lone surrogate, which the platform's own reader refuses, is kept.
/// </summary>
internal sealed class LenientStringConverter : JsonConverter<string?>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw new JsonException();
        }

        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            using var document = JsonDocument.ParseValue(ref reader);
            return LenientJson.Text(document.RootElement);
        }
    }

    public override void Write(Utf8JsonWriter writer, string? value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
