using System.Text.Encodings.Web;
using System.Text.Json;
using ShimLsp.Core.Conversation;
using ShimLsp.Core.Models;
using ShimLsp.Core.Upstream;
using ShimLsp.Server.Gateway.Work.Writing;

namespace ShimLsp.Server.Gateway.Work.Anthropic;

/// <summary>The parts of a message of the Messages shape.</summary>
internal static class MessagesJson
{
    /// <summary>Why a reply ended.</summary>
    /// <param name="reply">The reply.</param>
    public static string StopOf(ChatReply reply) =>
        reply.FinishReason switch
        {
            "length" => "max_tokens",
            "content_filter" => "refusal",
            _ => reply.ToolCalls.IsEmpty ? "end_turn" : "tool_use",
        };

    /// <summary>Writes the usage. This shape counts what came from the prompt cache apart.</summary>
    /// <param name="json">Where to write.</param>
    /// <param name="usage">The usage.</param>
    public static void WriteUsage(Utf8JsonWriter json, TokenUsage usage)
    {
        var cached = Math.Min(usage.CachedInput ?? 0, usage.Input);
        json.WriteStartObject("usage"u8);
        json.WriteNumber("input_tokens"u8, usage.Input - cached);
        json.WriteNumber("cache_creation_input_tokens"u8, 0);
        json.WriteNumber("cache_read_input_tokens"u8, cached);
        json.WriteNumber("output_tokens"u8, usage.Output);
        json.WriteEndObject();
    }

    /// <summary>Writes a reply's blocks.</summary>
    /// <param name="json">Where to write, an open array.</param>
    /// <param name="reply">The reply.</param>
    /// <param name="thoughts">What the model thought; empty for nothing.</param>
    public static void WriteContent(Utf8JsonWriter json, ChatReply reply, ReplyText thoughts)
    {
        var returned = ReturnedData.Of(reply);
        if (thoughts.ByteCount > 0)
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "thinking"u8);
            json.WriteText("thinking"u8, thoughts);
            json.WriteString("signature"u8, returned ?? ReturnedText.Prefix);
            json.WriteEndObject();
        }
        else if (returned is not null)
        {
            WriteReturned(json, returned);
        }

        if (reply.Text.ByteCount > 0)
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "text"u8);
            json.WriteText("text"u8, reply.Text);
            json.WriteEndObject();
        }

        foreach (var call in reply.ToolCalls)
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "tool_use"u8);
            json.WriteString("id"u8, call.Id);
            json.WriteString("name"u8, call.Name);
            json.WriteArguments("input"u8, call);
            json.WriteEndObject();
        }
    }

    /// <summary>The input of a custom tool, which this shape does not have, as the arguments of a function.</summary>
    /// <param name="call">The call.</param>
    public static string InputOf(ToolCall call) =>
        $$"""{"input":"{{JsonEncodedText.Encode(call.Arguments, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}}"}""";

    /// <summary>Writes what the provider wants back as a block that every client keeps and none looks into.</summary>
    /// <param name="json">Where to write.</param>
    /// <param name="returned">The data.</param>
    public static void WriteReturned(Utf8JsonWriter json, string returned)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "redacted_thinking"u8);
        json.WriteString("data"u8, returned);
        json.WriteEndObject();
    }
}
