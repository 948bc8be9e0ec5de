using System.Buffers;
using System.Text.Json;
using ShimLsp.Core.Upstream;
using ShimLsp.Server.Contract;

namespace ShimLsp.Server.Gateway.Work.Writing;

/// <summary>Writes a reply's texts into JSON.</summary>
internal static class JsonWriting
{
    // Anthropic's own name for arguments that are not JSON ("Fine-grained tool streaming").
    private static ReadOnlySpan<byte> NotJson => "INVALID_JSON"u8;

    /// <summary>Writes a text as a field.</summary>
    /// <param name="json">Where to write.</param>
    /// <param name="name">The field.</param>
    /// <param name="text">The text.</param>
    public static void WriteText(this Utf8JsonWriter json, ReadOnlySpan<byte> name, ReplyText text)
    {
        json.WritePropertyName(name);
        ReplyTextConverter.Write(json, text);
    }

    /// <summary>Writes a call's arguments as an object. What is not one is kept in a field of one.</summary>
    /// <param name="json">Where to write.</param>
    /// <param name="name">The field.</param>
    /// <param name="call">The call.</param>
    public static void WriteArguments(this Utf8JsonWriter json, ReadOnlySpan<byte> name, ToolCall call)
    {
        json.WritePropertyName(name);
        var arguments = BytesOf(call.Arguments);
        if (call.Kind is Core.Conversation.ToolKind.Function && IsObject(arguments))
        {
            json.WriteRawValue(arguments, skipInputValidation: true);
            return;
        }

        json.WriteStartObject();
        json.WriteText(call.Kind is Core.Conversation.ToolKind.Custom ? "input"u8 : NotJson, call.Arguments);
        json.WriteEndObject();
    }

    private static ReadOnlySpan<byte> BytesOf(ReplyText text)
    {
        if (text.Pieces is [var only])
        {
            return only.Span;
        }

        var whole = new ArrayBufferWriter<byte>((int)text.ByteCount + 1);
        foreach (var piece in text.Pieces)
        {
            whole.Write(piece.Span);
        }

        return whole.WrittenSpan;
    }

    private static bool IsObject(ReadOnlySpan<byte> arguments)
    {
        var reader = new Utf8JsonReader(arguments);
        try
        {
            return reader.Read() && reader.TokenType is JsonTokenType.StartObject && reader.TrySkip() && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
