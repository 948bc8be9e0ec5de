using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using ShimLsp.Core.Conversation;
using ShimLsp.Core.Models;

namespace ShimLsp.Server.Providers.OpenAi;

/// <summary>Writes a request of the chat-completions shape. The shape has no field for <c>top_k</c>, which is left out.</summary>
internal static class CompletionRequest
{
    /// <summary>Where a model of this shape is asked, after its base URL.</summary>
    public const string Path = "chat/completions";

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
            CompletionMessages.Write(json, model, conversation.Turns);
            if (ReplyLength.Of(options, model) is { } most)
            {
                json.WriteNumber(LimitOf(model, omitted), most);
            }

            WriteSampling(json, options);
            WriteFormat(json, options.Reply);
            WriteTools(json, options);
            if (streams)
            {
                json.WriteBoolean("stream"u8, true);
                WriteStreamOptions(json, omitted);
            }

            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    /// <summary>
    /// The name of the limit. Most servers but OpenAI's know only the older name. A model that refused one gets the other.
    /// </summary>
    private static string LimitOf(ModelSpec model, ImmutableSortedSet<string> omitted) =>
        (model.Provider is ModelProvider.OpenAI || omitted.Contains(OmittableOptions.MaxTokens))
        && !omitted.Contains(OmittableOptions.MaxCompletionTokens)
            ? OmittableOptions.MaxCompletionTokens
            : OmittableOptions.MaxTokens;

    private static void WriteStreamOptions(Utf8JsonWriter json, ImmutableSortedSet<string> omitted)
    {
        if (!omitted.Contains("stream_options"))
        {
            json.WriteStartObject("stream_options"u8);
            json.WriteBoolean("include_usage"u8, true);
            json.WriteEndObject();
        }
    }

    private static void WriteSampling(Utf8JsonWriter json, ConversationOptions options)
    {
        Write(json, "temperature"u8, options.Temperature);
        Write(json, "top_p"u8, options.TopP);
        Write(json, "presence_penalty"u8, options.PresencePenalty);
        Write(json, "frequency_penalty"u8, options.FrequencyPenalty);
        if (options.Seed is { } seed)
        {
            json.WriteNumber("seed"u8, seed);
        }

        if (!options.StopSequences.IsEmpty)
        {
            json.WriteStartArray("stop"u8);
            foreach (var stop in options.StopSequences)
            {
                json.WriteStringValue(stop);
            }

            json.WriteEndArray();
        }

        if (options.Effort is { } effort)
        {
            json.WriteString("reasoning_effort"u8, OpenAiFields.WordOf(effort));
        }
    }

    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, float? value)
    {
        if (value is { } given)
        {
            json.WriteNumber(name, given);
        }
    }

    private static void WriteFormat(Utf8JsonWriter json, JsonReply? reply)
    {
        if (reply is null)
        {
            return;
        }

        json.WriteStartObject("response_format"u8);
        if (reply.Schema is { } schema)
        {
            json.WriteString("type"u8, "json_schema"u8);
            json.WriteStartObject("json_schema"u8);
            OpenAiFields.WriteSchema(json, reply, schema);
            json.WriteEndObject();
        }
        else
        {
            json.WriteString("type"u8, "json_object"u8);
        }

        json.WriteEndObject();
    }

    private static void WriteTools(Utf8JsonWriter json, ConversationOptions options)
    {
        if (options.Tools.IsEmpty)
        {
            return;
        }

        json.WriteStartArray("tools"u8);
        foreach (var tool in options.Tools)
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "function"u8);
            json.WriteStartObject("function"u8);
            json.WriteString("name"u8, tool.Name);
            if (tool.Description is { Length: > 0 } description)
            {
                json.WriteString("description"u8, description);
            }

            json.WritePropertyName("parameters"u8);
            json.WriteRawValue(tool.Schema.GetRawText());
            Write(json, "strict"u8, tool.IsStrict);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteChoice(json, options.ToolChoice);
        Write(json, "parallel_tool_calls"u8, options.AllowsParallelCalls);
    }

    private static void WriteChoice(Utf8JsonWriter json, ToolChoice? choice)
    {
        if (choice is { Kind: ToolChoiceKind.Named })
        {
            json.WriteStartObject("tool_choice"u8);
            json.WriteString("type"u8, "function"u8);
            json.WriteStartObject("function"u8);
            json.WriteString("name"u8, choice.Name);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        else if (choice is not null)
        {
            json.WriteString("tool_choice"u8, OpenAiFields.WordOf(choice.Kind));
        }
    }

    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, bool? value)
    {
        if (value is { } given)
        {
            json.WriteBoolean(name, given);
        }
    }
}
