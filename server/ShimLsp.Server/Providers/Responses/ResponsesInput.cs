using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using ShimLsp.Core.Conversation;
using ShimLsp.Core.Models;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Server.Providers.Responses;

/// <summary>
/// Writes the turns of a conversation as items of the Responses shape, in the order in which they were said: the provider wants a thought
/// right in front of the message or the call that came of it.
/// </summary>
internal static class ResponsesInput
{
    /// <summary>Writes them.</summary>
    /// <param name="json">Where they go, an open object.</param>
    /// <param name="model">The model that is asked.</param>
    /// <param name="turns">The turns, oldest first, each result right behind the turn of its call.</param>
    public static void Write(Utf8JsonWriter json, ModelSpec model, IEnumerable<Turn> turns)
    {
        HashSet<string> customs = [];
        json.WriteStartArray("input"u8);
        foreach (var turn in turns)
        {
            switch (turn.Role)
            {
                case TurnRole.Tool:
                    foreach (var result in turn.Parts.OfType<Part.ToolResult>())
                    {
                        WriteResult(json, result, customs.Contains(result.CallId));
                    }

                    break;
                case TurnRole.Assistant:
                    WriteAssistant(json, model, turn.Parts, customs);
                    break;
                default:
                    WriteMessage(json, turn.Role is TurnRole.System ? "system"u8 : "user"u8, turn.Parts);
                    break;
            }
        }

        json.WriteEndArray();
    }

    private static void WriteAssistant(Utf8JsonWriter json, ModelSpec model, ImmutableArray<Part> parts, HashSet<string> customs)
    {
        List<Part> said = [];
        foreach (var part in parts)
        {
            if (part is Part.Reasoning or Part.ToolCall)
            {
                Flush();
            }

            switch (part)
            {
                case Part.Reasoning thoughts when ProviderData.IsItemOf(thoughts, model):
                    json.WriteRawValue(JsonText.Raw(thoughts.Carried), skipInputValidation: true);
                    break;
                case Part.Reasoning:
                    break;
                case Part.ToolCall call:
                    WriteCarried(json, model, call);
                    WriteCall(json, call, customs);
                    break;
                default:
                    said.Add(part);
                    break;
            }
        }

        Flush();

        void Flush()
        {
            if (said.Exists(part => part is not Part.Text { Value: "" }))
            {
                WriteMessage(json, "assistant"u8, said);
            }

            said.Clear();
        }
    }

    /// <summary>The thoughts that came before a call, which the client returned with it.</summary>
    private static void WriteCarried(Utf8JsonWriter json, ModelSpec model, Part.ToolCall call)
    {
        if (
            call.Carried.ValueKind is JsonValueKind.Object
            && call.Origin == ProviderData.OriginOf(model)
            && LenientJson.Find(call.Carried, "items"u8) is { ValueKind: JsonValueKind.Array } items
        )
        {
            foreach (var item in items.EnumerateArray())
            {
                json.WriteRawValue(JsonText.Raw(item), skipInputValidation: true);
            }
        }
    }

    private static void WriteCall(Utf8JsonWriter json, Part.ToolCall call, HashSet<string> customs)
    {
        var isCustom = call.Kind is ToolKind.Custom;
        if (isCustom)
        {
            customs.Add(call.Id);
        }

        json.WriteStartObject();
        json.WriteString("type"u8, isCustom ? "custom_tool_call"u8 : "function_call"u8);
        json.WriteString("call_id"u8, call.Id);
        json.WriteString("name"u8, call.Name);
        if (call.Namespace is { } space)
        {
            json.WriteString("namespace"u8, space);
        }

        json.WriteString(isCustom ? "input"u8 : "arguments"u8, call.Arguments);
        json.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter json, Part.ToolResult result, bool isCustom)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, isCustom ? "custom_tool_call_output"u8 : "function_call_output"u8);
        json.WriteString("call_id"u8, result.CallId);
        if (result.IsText)
        {
            // The shape has no field for a failure, and a failure must not pass for a result.
            json.WriteString("output"u8, result.IsError ? $"Error: {result.JoinedText}" : result.JoinedText);
        }
        else
        {
            json.WriteStartArray("output"u8);
            if (result.IsError)
            {
                WriteText(json, "input_text"u8, "Error:");
            }

            WriteParts(json, result.Parts, isAssistant: false);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteMessage(Utf8JsonWriter json, ReadOnlySpan<byte> role, IEnumerable<Part> parts)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "message"u8);
        json.WriteString("role"u8, role);
        json.WriteStartArray("content"u8);
        WriteParts(json, parts, isAssistant: role.SequenceEqual("assistant"u8));
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteParts(Utf8JsonWriter json, IEnumerable<Part> parts, bool isAssistant)
    {
        foreach (var part in parts)
        {
            switch (part)
            {
                case Part.Text text:
                    WriteText(json, isAssistant ? "output_text"u8 : "input_text"u8, text.Value);
                    break;
                case Part.Media { IsImage: true } image:
                    json.WriteStartObject();
                    json.WriteString("type"u8, "input_image"u8);
                    json.WriteDataUrl("image_url"u8, image);
                    WriteDetail(json, image.Detail);
                    break;
                case Part.ImageAddress image:
                    json.WriteStartObject();
                    json.WriteString("type"u8, "input_image"u8);
                    json.WriteString("image_url"u8, image.Address.AbsoluteUri);
                    WriteDetail(json, image.Detail);
                    break;
                case Part.Media file:
                    json.WriteStartObject();
                    json.WriteString("type"u8, "input_file"u8);
                    json.WriteString("filename"u8, file.Name is { Length: > 0 } name ? name : "file.pdf");
                    json.WriteDataUrl("file_data"u8, file);
                    json.WriteEndObject();
                    break;
                default:
                    throw new UnreachableException("The reader puts calls and results in turns of their own.");
            }
        }
    }

    private static void WriteText(Utf8JsonWriter json, ReadOnlySpan<byte> type, string text)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, type);
        json.WriteString("text"u8, text);
        json.WriteEndObject();
    }

    /// <summary>Writes how closely to look at an image, and ends the image.</summary>
    private static void WriteDetail(Utf8JsonWriter json, string? detail)
    {
        if (detail is not null)
        {
            json.WriteString("detail"u8, detail);
        }

        json.WriteEndObject();
    }
}
