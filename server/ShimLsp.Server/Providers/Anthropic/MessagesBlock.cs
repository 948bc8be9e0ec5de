using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ShimLsp.Server.Providers.Requests;

namespace ShimLsp.Server.Providers.Anthropic;

/// <summary>Writes a block of a turn's content.</summary>
internal static class MessagesBlock
{
    /// <summary>Writes it.</summary>
    /// <param name="json">Where it goes.</param>
    /// <param name="content">What it is.</param>
    /// <param name="isMarked">Whether the provider is to cache the request up to here.</param>
    public static void Write(Utf8JsonWriter json, AIContent content, bool isMarked)
    {
        if (content is TextContent text)
        {
            WriteText(json, text.Text, isMarked);
            return;
        }

        json.WriteStartObject();
        switch (content)
        {
            case DataContent data:
                json.WriteString("type"u8, data.HasTopLevelMediaType("image") ? "image"u8 : "document"u8);
                json.WriteStartObject("source"u8);
                json.WriteString("type"u8, "base64"u8);
                json.WriteString("media_type"u8, data.MediaType);
                json.WriteBase64String("data"u8, data.Data.Span);
                json.WriteEndObject();
                if (data.Name is { Length: > 0 } name)
                {
                    json.WriteString("title"u8, name);
                }

                break;
            case UriContent image:
                json.WriteString("type"u8, "image"u8);
                json.WriteStartObject("source"u8);
                json.WriteString("type"u8, "url"u8);
                json.WriteString("url"u8, image.Uri.AbsoluteUri);
                json.WriteEndObject();
                break;
            case FunctionCallContent call:
                json.WriteString("type"u8, "tool_use"u8);
                json.WriteString("id"u8, IdOf(call.CallId));
                json.WriteString("name"u8, call.Name);
                json.WritePropertyName("input"u8);
                WriteInput(json, (string)call.RawRepresentation!);
                break;
            case FunctionResultContent result:
                WriteResult(json, result);
                break;
            default:
                throw new UnreachableException("The request's reader makes no other content.");
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

    private static void WriteResult(Utf8JsonWriter json, FunctionResultContent result)
    {
        json.WriteString("type"u8, "tool_result"u8);
        json.WriteString("tool_use_id"u8, IdOf(result.CallId));
        if (result.Result is IEnumerable<AIContent> parts)
        {
            json.WriteStartArray("content"u8);
            foreach (var part in parts.Where(part => part is not TextContent { Text: var text } || !string.IsNullOrWhiteSpace(text)))
            {
                Write(json, part, isMarked: false);
            }

            json.WriteEndArray();
        }
        else
        {
            json.WriteString("content"u8, result.Result as string);
        }

        if (result.AdditionalProperties?.ContainsKey(ToolTurns.IsError) is true)
        {
            json.WriteBoolean("is_error"u8, true);
        }
    }

    /// <summary>Arguments are an object here; what a model wrote instead of one is shown to it as what it was.</summary>
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
            // Told below.
        }

        json.WriteStartObject();
        json.WriteString("arguments"u8, arguments);
        json.WriteEndObject();
    }

    /// <summary>Other shapes' ids may hold what this one refuses. Calls and results are changed alike, so they still meet.</summary>
    private static string IdOf(string id) =>
        string.Create(
            id.Length,
            id,
            static (mended, id) =>
            {
                for (var i = 0; i < id.Length; i++)
                {
                    mended[i] = char.IsAsciiLetterOrDigit(id[i]) || id[i] is '_' or '-' ? id[i] : '_';
                }
            }
        );

    private static void End(Utf8JsonWriter json, bool isMarked)
    {
        if (isMarked)
        {
            WriteMark(json);
        }

        json.WriteEndObject();
    }
}
