using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ShimLsp.Core.Models;
using ShimLsp.Server.Providers.Requests;

namespace ShimLsp.Server.Providers.Anthropic;

/// <summary>
/// Writes a request of the Messages shape. What the shape has no field for is left out: penalties, a seed, how hard to think, and JSON
/// without a schema.
/// </summary>
internal static class MessagesRequest
{
    // The shape wants a limit in every request. What a model can write without one is its provider's secret.
    private const int DefaultMaxTokens = 4096;

    /// <summary>Writes it, as UTF-8.</summary>
    /// <param name="model">The model.</param>
    /// <param name="messages">The conversation.</param>
    /// <param name="options">What else is asked.</param>
    /// <param name="isConversation">Whether more turns are to follow, so that it pays to have the first one cached too.</param>
    /// <param name="streams">Whether the reply is wanted piece by piece.</param>
    public static ReadOnlyMemory<byte> Write(
        ModelSpec model,
        IEnumerable<ChatMessage> messages,
        ChatOptions options,
        bool isConversation,
        bool streams
    )
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        // no page is made of it
        using (var json = new Utf8JsonWriter(buffer, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            var turns = MessagesTurns.Of(messages);
            json.WriteStartObject();
            json.WriteString("model"u8, model.Model);
            json.WriteNumber("max_tokens"u8, ReplyLength.Of(options, model) ?? model.MaxOutputTokens ?? DefaultMaxTokens);
            WriteSystem(json, turns.System);
            WriteTurns(json, turns, marked: turns.Turns.Count == 1 && isConversation ? 0 : turns.LastStable);
            WriteTools(json, options, isMarked: turns.System.Count == 0);
            WriteOptions(json, options);
            if (streams)
            {
                json.WriteBoolean("stream"u8, true);
            }

            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static void WriteSystem(Utf8JsonWriter json, IReadOnlyList<string> system)
    {
        if (system.Count == 0)
        {
            return;
        }

        json.WriteStartArray("system"u8);
        for (var i = 0; i < system.Count; i++)
        {
            MessagesBlock.WriteText(json, system[i], isMarked: i == system.Count - 1);
        }

        json.WriteEndArray();
    }

    private static void WriteTurns(Utf8JsonWriter json, MessagesTurns turns, int marked)
    {
        json.WriteStartArray("messages"u8);
        for (var i = 0; i < turns.Turns.Count; i++)
        {
            var turn = turns.Turns[i];
            json.WriteStartObject();
            json.WriteString("role"u8, turn.IsUser ? "user"u8 : "assistant"u8);
            json.WriteStartArray("content"u8);
            for (var block = 0; block < turn.Blocks.Count; block++)
            {
                MessagesBlock.Write(json, turn.Blocks[block], isMarked: i == marked && block == turn.Blocks.Count - 1);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTools(Utf8JsonWriter json, ChatOptions options, bool isMarked)
    {
        OfferedTool[] tools = [.. options.Tools?.OfType<OfferedTool>() ?? []];
        if (tools.Length == 0)
        {
            return;
        }

        json.WriteStartArray("tools"u8);
        foreach (var tool in tools)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, tool.Name);
            if (tool.Description.Length > 0)
            {
                json.WriteString("description"u8, tool.Description);
            }

            json.WritePropertyName("input_schema"u8);
            json.WriteRawValue(tool.JsonSchema.GetRawText());
            if (isMarked && tool == tools[^1])
            {
                MessagesBlock.WriteMark(json);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteChoice(json, options);
    }

    private static void WriteChoice(Utf8JsonWriter json, ChatOptions options)
    {
        var isOneByOne = options.AllowMultipleToolCalls is false;
        if (options.ToolMode is null && !isOneByOne)
        {
            return;
        }

        json.WriteStartObject("tool_choice"u8);
        json.WriteString(
            "type"u8,
            options.ToolMode switch
            {
                RequiredChatToolMode { RequiredFunctionName: not null } => "tool"u8,
                RequiredChatToolMode => "any"u8,
                NoneChatToolMode => "none"u8,
                _ => "auto"u8,
            }
        );
        if (options.ToolMode is RequiredChatToolMode { RequiredFunctionName: { } name })
        {
            json.WriteString("name"u8, name);
        }

        if (isOneByOne && options.ToolMode is not NoneChatToolMode)
        {
            json.WriteBoolean("disable_parallel_tool_use"u8, true);
        }

        json.WriteEndObject();
    }

    private static void WriteOptions(Utf8JsonWriter json, ChatOptions options)
    {
        if (options.Temperature is { } temperature)
        {
            json.WriteNumber("temperature"u8, Math.Min(temperature, 1)); // other shapes go to 2
        }

        if (options.TopP is { } topP)
        {
            json.WriteNumber("top_p"u8, topP);
        }

        if (options.TopK is { } topK)
        {
            json.WriteNumber("top_k"u8, topK);
        }

        if (options.StopSequences is { Count: > 0 } stops)
        {
            json.WriteStartArray("stop_sequences"u8);
            foreach (var stop in stops)
            {
                json.WriteStringValue(stop);
            }

            json.WriteEndArray();
        }

        if (options.ResponseFormat is ChatResponseFormatJson { Schema: { } schema })
        {
            json.WriteStartObject("output_config"u8);
            json.WriteStartObject("format"u8);
            json.WriteString("type"u8, "json_schema"u8);
            json.WritePropertyName("schema"u8);
            json.WriteRawValue(schema.GetRawText());
            json.WriteEndObject();
            json.WriteEndObject();
        }
    }
}
