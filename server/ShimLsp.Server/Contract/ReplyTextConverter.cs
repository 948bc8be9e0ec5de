using System.Text.Json;
using System.Text.Json.Serialization;
using ShimLsp.Core.Upstream;

namespace ShimLsp.Server.Contract;

/// <summary>Writes a reply's text as a JSON string, a little at a time: one call would need room for all of it in one place.</summary>
internal sealed class ReplyTextConverter : JsonConverter<ReplyText>
{
    private const int AtOnce = 4 * 1024;

    /// <inheritdoc/>
    public override ReplyText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType is JsonTokenType.String ? reader.GetString()! : throw new JsonException();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ReplyText value, JsonSerializerOptions options) => Write(writer, value);

    /// <summary>Writes the text as a value.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="value">The text.</param>
    public static void Write(Utf8JsonWriter writer, ReplyText value)
    {
        if (value.Pieces is [] or [{ Length: <= AtOnce }])
        {
            writer.WriteStringValue(value.Pieces is [var only] ? only.Span : default);
            return;
        }

        foreach (var piece in value.Pieces)
        {
            for (var rest = piece.Span; !rest.IsEmpty; rest = rest[Math.Min(rest.Length, AtOnce)..])
            {
                writer.WriteStringValueSegment(rest[..Math.Min(rest.Length, AtOnce)], isFinalSegment: false);
            }
        }

        writer.WriteStringValueSegment(ReadOnlySpan<byte>.Empty, isFinalSegment: true);
    }
}
