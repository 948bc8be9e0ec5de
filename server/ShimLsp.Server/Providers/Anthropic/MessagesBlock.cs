using System.Diagnostics;
using System.Text.Json;
using ShimLsp.Core.Conversation;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Server.Providers.Anthropic;

/// <summary>Writes a block of a turn's content.</summary>
internal static class MessagesBlock
{
    /// <summary>Writes it.</summary>
    /// <param name="json">Where it goes.</param>
    /// <param name="part">What it is.</param>
    /// <param name="isMarked">Whether the provider is to cache the request up to here.</param>
    public static void Write(Utf8JsonWriter json, Part part, bool isMarked)
    {
        if (part is Part.Text text)
        {
            WriteText(json, text.Value, isMarked);
            return;
        }

        if (part is Part.Reasoning thoughts)
        {
            json.WriteRawValue(JsonText.Raw(thoughts.Carried), skipInputValidation: true);
            return;
        }

        json.WriteStartObject();
        switch (part)
        {
            case Part.Media data:
                json.WriteString("type"u8, data.IsImage ? "image"u8 : "document"u8);
                json.WriteStartObject("source"u8);
                json.WriteString("type"u8, "base64"u8);
                json.WriteString("media_type"u8, data.MediaType);
                json.WriteBase64("data"u8, data.Data);
                json.WriteEndObject();
                if (data.Name is { Length: > 0 } name)
                {
                    json.WriteString("title"u8, name);
                }

                break;
            case Part.ImageAddress image:
                json.WriteString("type"u8, "image"u8);
                json.WriteStartObject("source"u8);
                json.WriteString("type"u8, "url"u8);
                json.WriteString("url"u8, image.Address.AbsoluteUri);
                json.WriteEndObject();
                break;
            case Part.ToolCall call:
                json.WriteString("type"u8, "tool_use"u8);
                json.WriteString("id"u8, call.Id);
                json.WriteString("name"u8, call.Name);
                json.WritePropertyName("input"u8);
                WriteInput(json, call.Arguments);
                break;
            case Part.ToolResult result:
                WriteResult(json, result);
                break;
            default:
                throw new UnreachableException("MessagesTurns leaves out every other part.");
        }

        End(json, isMarked);
    }

    /// <summary>Writes a block of text.</summary>
    /// <param name="json">Where it goes.</param>
    /// <param name="text">The text; not empty.</param>
    /// <param name="isMarked">Whether the provider is to cache the request up to here.</param>
    public static void WriteText(Utf8JsonWriter json, string text, bool isMarked)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "text"u8);
        json.WriteString("text"u8, text);
        End(json, isMarked);
    }

    /// <summary>Writes the mark up to which the provider is to cache the request.</summary>
    /// <param name="json">Where it goes, an open object.</param>
    public static void WriteMark(Utf8JsonWriter json)
    {
        json.WriteStartObject("cache_control"u8);
        json.WriteString("type"u8, "ephemeral"u8);
        json.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter json, Part.ToolResult result)
    {
        json.WriteString("type"u8, "tool_result"u8);
        json.WriteString("tool_use_id"u8, result.CallId);
        if (result.IsText)
        {
            json.WriteString("content"u8, result.JoinedText);
        }
        else
        {
            json.WriteStartArray("content"u8);
            foreach (var part in result.Parts.Where(part => part is not Part.Text { Value: var text } || !string.IsNullOrWhiteSpace(text)))
            {
                Write(json, part, isMarked: false);
            }

            json.WriteEndArray();
        }

        if (result.IsError)
        {
            json.WriteBoolean("is_error"u8, true);
        }
    }

    /// <summary>Arguments must be an object here. If the model wrote something else, it sees that text again in an object.</summary>
    private static void WriteInput(Utf8JsonWriter json, string arguments)
    {
        try
        {
            var input = JsonElement.Parse(string.IsNullOrWhiteSpace(arguments) ? "{}" : arguments);
            if (input.ValueKind is JsonValueKind.Object)
            {
                json.WriteRawValue(JsonText.Raw(input));
                return;
            }
        }
        catch (JsonException)
        {
            // The text is written below, in an object.
        }

        json.WriteStartObject();
        json.WriteString("arguments"u8, arguments);
        json.WriteEndObject();
    }

    private static void End(Utf8JsonWriter json, bool isMarked)
    {
        if (isMarked)
        {
            WriteMark(json);
        }

        json.WriteEndObject();
    }
}
