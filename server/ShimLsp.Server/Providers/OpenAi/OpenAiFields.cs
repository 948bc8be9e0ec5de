using System.Text.Json;
using ShimLsp.Core.Conversation;

namespace ShimLsp.Server.Providers.OpenAi;

/// <summary>What both of OpenAI's formats, chat completions and Responses, write in the same way.</summary>
internal static class OpenAiFields
{
    /// <summary>The word for how much the model should think.</summary>
    /// <param name="effort">How much.</param>
    public static ReadOnlySpan<byte> WordOf(ThinkingEffort effort) =>
        effort switch
        {
            ThinkingEffort.None => "none"u8,
            ThinkingEffort.Low => "low"u8,
            ThinkingEffort.Medium => "medium"u8,
            ThinkingEffort.High => "high"u8,
            _ => "xhigh"u8,
        };

    /// <summary>The word for a choice that names no tool.</summary>
    /// <param name="kind">Which kind of choice.</param>
    public static ReadOnlySpan<byte> WordOf(ToolChoiceKind kind) =>
        kind switch
        {
            ToolChoiceKind.Required => "required"u8,
            ToolChoiceKind.None => "none"u8,
            _ => "auto"u8,
        };

    /// <summary>Writes the schema that a reply must obey, and what is said of it.</summary>
    /// <param name="json">Where they go, an open object.</param>
    /// <param name="reply">The reply.</param>
    /// <param name="schema">Its schema.</param>
    public static void WriteSchema(Utf8JsonWriter json, JsonReply reply, JsonElement schema)
    {
        json.WriteString("name"u8, reply.Name is { Length: > 0 } name ? name : "reply");
        if (reply.Description is { } description)
        {
            json.WriteString("description"u8, description);
        }

        json.WritePropertyName("schema"u8);
        json.WriteRawValue(schema.GetRawText());
        if (reply.IsStrict is { } isStrict)
        {
            json.WriteBoolean("strict"u8, isStrict);
        }
    }
}
