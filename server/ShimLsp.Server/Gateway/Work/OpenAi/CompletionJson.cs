using System.Text.Json;
using ShimLsp.Core.Conversation;
using ShimLsp.Core.Models;
using ShimLsp.Core.Upstream;
using ShimLsp.Server.Gateway.Work.Writing;

namespace ShimLsp.Server.Gateway.Work.OpenAi;

/// <summary>The parts of a chat completion.</summary>
internal static class CompletionJson
{
    /// <summary>Why a reply ended. A client that gets no reason asks again, for ever.</summary>
    /// <param name="reply">The reply.</param>
    public static string FinishOf(ChatReply reply) =>
        reply.FinishReason switch
        {
            null or "stop" => reply.ToolCalls.IsEmpty ? "stop" : "tool_calls",
            "length" or "tool_calls" or "content_filter" => reply.FinishReason,
            _ => "stop", // a provider's own word, which clients do not know
        };

    /// <summary>Writes a reply as a message.</summary>
    /// <param name="json">Where to write.</param>
    /// <param name="reply">The reply.</param>
    /// <param name="thoughts">What the model thought; empty for nothing.</param>
    public static void WriteMessage(Utf8JsonWriter json, ChatReply reply, ReplyText thoughts)
    {
        json.WriteStartObject("message"u8);
        json.WriteString("role"u8, "assistant"u8);
        if (reply.Text.ByteCount == 0 && !reply.ToolCalls.IsEmpty)
        {
            json.WriteNull("content"u8);
        }
        else
        {
            json.WriteText("content"u8, reply.Text);
        }

        if (thoughts.ByteCount > 0)
        {
            json.WriteText("reasoning_content"u8, thoughts);
        }

        if (!reply.ToolCalls.IsEmpty)
        {
            json.WriteStartArray("tool_calls"u8);
            foreach (var call in reply.ToolCalls)
            {
                WriteCall(json, call);
            }

            json.WriteEndArray();
        }

        WriteReturned(json, reply.ProviderData);
        json.WriteEndObject();
    }

    /// <summary>Writes what a provider wants back.</summary>
    /// <param name="json">Where to write, an open object.</param>
    /// <param name="data">The data; null for nothing.</param>
    public static void WriteReturned(Utf8JsonWriter json, JsonElement? data)
    {
        if (data is { } returned)
        {
            json.WritePropertyName(ReturnedFields.Envelope);
            returned.WriteTo(json);
        }
    }

    /// <summary>Writes the usage.</summary>
    /// <param name="json">Where to write.</param>
    /// <param name="usage">The usage.</param>
    public static void WriteUsage(Utf8JsonWriter json, TokenUsage usage)
    {
        json.WriteStartObject("usage"u8);
        json.WriteNumber("prompt_tokens"u8, usage.Input);
        json.WriteNumber("completion_tokens"u8, usage.Output);
        json.WriteNumber("total_tokens"u8, usage.Input + usage.Output);
        json.WriteStartObject("prompt_tokens_details"u8);
        json.WriteNumber("cached_tokens"u8, usage.CachedInput ?? 0);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteCall(Utf8JsonWriter json, ToolCall call)
    {
        var isCustom = call.Kind is ToolKind.Custom;
        json.WriteStartObject();
        json.WriteString("id"u8, call.Id);
        json.WriteString("type"u8, isCustom ? "custom"u8 : "function"u8);
        json.WriteStartObject(isCustom ? "custom"u8 : "function"u8);
        json.WriteString("name"u8, call.Name);
        json.WriteText(isCustom ? "input"u8 : "arguments"u8, call.Arguments);
        json.WriteEndObject();
        WriteReturned(json, call.ProviderData);
        json.WriteEndObject();
    }
}
