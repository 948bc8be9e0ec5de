using System.Diagnostics;
using System.Text.Json;
using ShimLsp.Core.Conversation;
using ShimLsp.Core.Models;

namespace ShimLsp.Server.Providers.OpenAi;

/// <summary>Writes the turns of a conversation as messages of the chat-completions shape.</summary>
internal static class CompletionMessages
{
    /// <summary>Writes them.</summary>
    /// <param name="json">Where they go, an open object.</param>
    /// <param name="model">The model that is asked.</param>
    /// <param name="turns">The turns, oldest first.</param>
    public static void Write(Utf8JsonWriter json, ModelSpec model, IEnumerable<Turn> turns)
    {
        json.WriteStartArray("messages"u8);
        foreach (var turn in turns)
        {
            switch (turn.Role)
            {
                case TurnRole.Tool:
                    WriteResults(json, turn);
                    break;
                case TurnRole.Assistant:
                    WriteAssistant(json, model, turn);
                    break;
                default:
                    WriteContent(json, turn.Role is TurnRole.System ? "system"u8 : "user"u8, turn.Parts);
                    break;
            }
        }

        json.WriteEndArray();
    }

    private static void WriteAssistant(Utf8JsonWriter json, ModelSpec model, Turn turn)
    {
        var contents = turn.Parts.Where(part => part is not (Part.Reasoning or Part.ToolCall)).ToList();
        var calls = turn.Parts.OfType<Part.ToolCall>().ToList();
        if (contents.Count == 0 && calls.Count == 0)
        {
            return; // thoughts alone are not a message
        }

        json.WriteStartObject();
        json.WriteString("role"u8, "assistant"u8);
        if (calls.Count == 0 && contents.Exists(part => part is not Part.Text))
        {
            WriteParts(json, contents);
        }
        else
        {
            WriteText(json, string.Concat(contents.OfType<Part.Text>().Select(text => text.Value)), hasCalls: calls.Count > 0);
        }

        ReturnedFieldsWriter.WriteTurn(json, model, turn);
        WriteCalls(json, model, calls);
        json.WriteEndObject();
    }

    /// <summary>A message with calls and no text has a content of null: strict servers refuse one that has no content.</summary>
    private static void WriteText(Utf8JsonWriter json, string text, bool hasCalls)
    {
        if (text.Length == 0 && hasCalls)
        {
            json.WriteNull("content"u8);
        }
        else
        {
            json.WriteString("content"u8, text);
        }
    }

    /// <summary>The arguments go out as the model wrote them, not parsed and written anew.</summary>
    private static void WriteCalls(Utf8JsonWriter json, ModelSpec model, List<Part.ToolCall> calls)
    {
        if (calls.Count == 0)
        {
            return;
        }

        json.WriteStartArray("tool_calls"u8);
        foreach (var call in calls)
        {
            json.WriteStartObject();
            json.WriteString("id"u8, call.Id);
            json.WriteString("type"u8, "function"u8);
            json.WriteStartObject("function"u8);
            json.WriteString("name"u8, call.Name);
            json.WriteString("arguments"u8, call.Arguments);
            json.WriteEndObject();
            ReturnedFieldsWriter.WriteCall(json, model, call);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Results are text in this shape. Their images follow the last of them, as a message of the user.</summary>
    private static void WriteResults(Utf8JsonWriter json, Turn turn)
    {
        List<Part> images = [];
        foreach (var result in turn.Parts.OfType<Part.ToolResult>())
        {
            var text = result.JoinedText;
            if (!result.IsText)
            {
                images.AddRange(result.Parts.Where(part => part is not Part.Text));
                text = text.Length > 0 ? text : "(an image, which follows)";
            }

            json.WriteStartObject();
            json.WriteString("role"u8, "tool"u8);
            json.WriteString("tool_call_id"u8, result.CallId);
            // The shape has no field for a failure, and a failure must not pass for a result.
            json.WriteString("content"u8, result.IsError ? $"Error: {text}" : text);
            json.WriteEndObject();
        }

        if (images.Count > 0)
        {
            WriteContent(json, "user"u8, images);
        }
    }

    private static void WriteContent(Utf8JsonWriter json, ReadOnlySpan<byte> role, IReadOnlyList<Part> parts)
    {
        json.WriteStartObject();
        json.WriteString("role"u8, role);
        if (parts is [Part.Text only])
        {
            json.WriteString("content"u8, only.Value);
        }
        else
        {
            WriteParts(json, parts);
        }

        json.WriteEndObject();
    }

    private static void WriteParts(Utf8JsonWriter json, IReadOnlyList<Part> parts)
    {
        json.WriteStartArray("content"u8);
        foreach (var part in parts)
        {
            json.WriteStartObject();
            WritePart(json, part);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WritePart(Utf8JsonWriter json, Part part)
    {
        switch (part)
        {
            case Part.Text text:
                json.WriteString("type"u8, "text"u8);
                json.WriteString("text"u8, text.Value);
                break;
            case Part.Media { IsImage: true } image:
                BeginImage(json);
                json.WriteDataUrl("url"u8, image);
                EndImage(json, image.Detail);
                break;
            case Part.Media file:
                json.WriteString("type"u8, "file"u8);
                json.WriteStartObject("file"u8);
                json.WriteString("filename"u8, file.Name is { Length: > 0 } name ? name : "file.pdf");
                json.WriteDataUrl("file_data"u8, file);
                json.WriteEndObject();
                break;
            case Part.ImageAddress image:
                BeginImage(json);
                json.WriteString("url"u8, image.Address.AbsoluteUri);
                EndImage(json, image.Detail);
                break;
            default:
                throw new UnreachableException("The reader puts calls and results in turns of their own.");
        }
    }

    private static void BeginImage(Utf8JsonWriter json)
    {
        json.WriteString("type"u8, "image_url"u8);
        json.WriteStartObject("image_url"u8);
    }

    private static void EndImage(Utf8JsonWriter json, string? detail)
    {
        if (detail is not null)
        {
            json.WriteString("detail"u8, detail);
        }

        json.WriteEndObject();
    }
}
