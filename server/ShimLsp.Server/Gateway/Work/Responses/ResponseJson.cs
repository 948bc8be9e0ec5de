using System.Text.Json;
using ShimLsp.Core.Models;
using ShimLsp.Core.Sessions;
using ShimLsp.Core.Upstream;

namespace ShimLsp.Server.Gateway.Work.Responses;

/// <summary>The parts of a response that is complete.</summary>
internal static class ResponseJson
{
    /// <summary>How a response ended.</summary>
    /// <param name="reply">The reply.</param>
    public static string StatusOf(ChatReply reply) => reply.FinishReason is "length" or "content_filter" ? "incomplete" : "completed";

    /// <summary>Writes what is known at the end.</summary>
    /// <param name="json">Where to write, an open object.</param>
    /// <param name="answer">The reply.</param>
    /// <param name="items">Its items.</param>
    public static void WriteEnd(Utf8JsonWriter json, ChatResult.Answered answer, IEnumerable<OutputItem> items)
    {
        json.WriteNull("error"u8);
        if (StatusOf(answer.Reply) is "completed")
        {
            json.WriteNull("incomplete_details"u8);
        }
        else
        {
            json.WriteStartObject("incomplete_details"u8);
            json.WriteString("reason"u8, answer.Reply.FinishReason is "length" ? "max_output_tokens"u8 : "content_filter"u8);
            json.WriteEndObject();
        }

        json.WriteStartArray("output"u8);
        foreach (var item in items)
        {
            item.Write(json);
        }

        json.WriteEndArray();
        WriteUsage(json, answer.Usage);
    }

    private static void WriteUsage(Utf8JsonWriter json, TokenUsage usage)
    {
        json.WriteStartObject("usage"u8);
        json.WriteNumber("input_tokens"u8, usage.Input);
        json.WriteStartObject("input_tokens_details"u8);
        json.WriteNumber("cached_tokens"u8, usage.CachedInput ?? 0);
        json.WriteEndObject();
        json.WriteNumber("output_tokens"u8, usage.Output);
        json.WriteStartObject("output_tokens_details"u8);
        json.WriteNumber("reasoning_tokens"u8, 0); // not known. OpenAI's types require it, and Codex reads no details without it
        json.WriteEndObject();
        json.WriteNumber("total_tokens"u8, usage.Input + usage.Output);
        json.WriteEndObject();
    }
}
