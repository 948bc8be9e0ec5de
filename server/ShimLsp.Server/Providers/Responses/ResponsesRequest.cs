using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using ShimLsp.Core.Conversation;
using ShimLsp.Core.Models;
using ShimLsp.Server.Providers.OpenAi;

namespace ShimLsp.Server.Providers.Responses;

/// <summary>
/// Writes a request of the Responses shape. It leaves out what the shape has no field for: <c>top_k</c>, a seed, penalties and stop
/// sequences. The provider is never asked to store anything.
/// </summary>
internal static class ResponsesRequest
{
    /// <summary>Where a model of this shape is asked, after its base URL.</summary>
    public const string Path = "responses";

    // OpenAI: "Invalid 'max_output_tokens': integer below minimum value. Expected a value >= 16".
    private const int LeastTokens = 16;

    // OpenAI: "Invalid 'prompt_cache_key': string too long. Expected a string with maximum length 64".
    private const int LongestCacheKey = 64;

    /// <summary>Writes it, as UTF-8.</summary>
    /// <param name="model">The model.</param>
    /// <param name="conversation">What is asked.</param>
    /// <param name="streams">Whether the reply is wanted piece by piece.</param>
    /// <param name="omitted">The options that this model refused.</param>
    public static ReadOnlyMemory<byte> Write(
        ModelSpec model,
        ChatConversation conversation,
        bool streams,
        ImmutableSortedSet<string> omitted
    )
    {
        var options = conversation.Options;
        var buffer = RequestBuffer.For(conversation);
        // no page is made of it
        using (var json = new Utf8JsonWriter(buffer, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("model"u8, model.Model);
            ResponsesInput.Write(json, model, conversation.Turns);
            if (ReplyLength.Of(options, model) is { } most)
            {
                json.WriteNumber("max_output_tokens"u8, Math.Max(most, LeastTokens));
            }

            WriteSampling(json, options);
            WriteReasoning(json, options.Effort, omitted);
            WriteFormat(json, options.Reply);
            ResponsesTools.Write(json, options, omitted);
            json.WriteBoolean("store"u8, false);
            if (!omitted.Contains("include"))
            {
                json.WriteStartArray("include"u8);
                json.WriteStringValue("reasoning.encrypted_content"u8);
                json.WriteEndArray();
            }

            if (conversation.CacheKey is { Length: > 0 and <= LongestCacheKey } key && !omitted.Contains("prompt_cache_key"))
            {
                json.WriteString("prompt_cache_key"u8, key);
            }

            if (streams)
            {
                json.WriteBoolean("stream"u8, true);
            }

            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static void WriteSampling(Utf8JsonWriter json, ConversationOptions options)
    {
        if (options.Temperature is { } temperature)
        {
            json.WriteNumber("temperature"u8, temperature);
        }

        if (options.TopP is { } topP)
        {
            json.WriteNumber("top_p"u8, topP);
        }
    }

    /// <summary>Models that do not think refuse the field, so it goes only with an effort.</summary>
    private static void WriteReasoning(Utf8JsonWriter json, ThinkingEffort? asked, ImmutableSortedSet<string> omitted)
    {
        if (asked is not { } effort)
        {
            return;
        }

        json.WriteStartObject("reasoning"u8);
        json.WriteString("effort"u8, OpenAiFields.WordOf(effort));
        if (effort is not ThinkingEffort.None && !omitted.Contains("reasoning.summary"))
        {
            json.WriteString("summary"u8, "auto"u8);
        }

        json.WriteEndObject();
    }

    private static void WriteFormat(Utf8JsonWriter json, JsonReply? reply)
    {
        if (reply is null)
        {
            return;
        }

        json.WriteStartObject("text"u8);
        json.WriteStartObject("format"u8);
        if (reply.Schema is { } schema)
        {
            json.WriteString("type"u8, "json_schema"u8);
            OpenAiFields.WriteSchema(json, reply, schema);
        }
        else
        {
            json.WriteString("type"u8, "json_object"u8);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
