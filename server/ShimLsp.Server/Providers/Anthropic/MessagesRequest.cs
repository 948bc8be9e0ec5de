using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using ShimLsp.Core.Conversation;
using ShimLsp.Core.Models;
using ShimLsp.Core.Models.Text;
using ShimLsp.Server.Providers.Replies;

namespace ShimLsp.Server.Providers.Anthropic;

/// <summary>
/// Writes a request of the Messages shape. What the shape has no field for is left out: penalties, a seed, and JSON without a schema.
/// </summary>
internal static class MessagesRequest
{
    // The shape wants a limit in every request. What a model can write without one is its provider's secret.
    private const int DefaultMaxTokens = 4096;

    /// <summary>Where a model of this shape is asked, after its base URL: some base URLs have the version in them.</summary>
    /// <param name="baseUrl">The base URL.</param>
    public static string PathAfter(Uri baseUrl) =>
        baseUrl.AbsolutePath.TrimEnd('/').EndsWith("/v1", StringComparison.Ordinal) ? "messages" : "v1/messages";

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
        var caches = !omitted.Contains("cache_control");
        var options = conversation.Options;
        var buffer = RequestBuffer.For(conversation);
        // no page is made of it
        using (var json = new Utf8JsonWriter(buffer, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            var turns = MessagesTurns.Of(conversation.Turns, model);
            json.WriteStartObject();
            json.WriteString("model"u8, model.Model);
            var most = ReplyLength.Of(options, model) ?? model.MaxOutputTokens ?? DefaultMaxTokens;
            json.WriteNumber("max_tokens"u8, most);
            WriteSystem(json, turns.System, caches);
            WriteTurns(json, turns, marked: MarkedOf(conversation, turns, caches));
            WriteTools(json, options, isMarked: caches && turns.System.Count == 0);
            WriteOptions(json, options);
            WriteThinking(json, options.Thinking, most);
            if (streams)
            {
                json.WriteBoolean("stream"u8, true);
            }

            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    /// <summary>The turn up to which the provider is to cache the request; -1 for none.</summary>
    private static int MarkedOf(ChatConversation conversation, MessagesTurns turns, bool caches) =>
        !caches ? -1
        : turns.Turns.Count == 1 && conversation.Continues ? 0
        : turns.LastStable;

    private static void WriteSystem(Utf8JsonWriter json, IReadOnlyList<string> system, bool caches)
    {
        if (system.Count == 0)
        {
            return;
        }

        json.WriteStartArray("system"u8);
        for (var i = 0; i < system.Count; i++)
        {
            MessagesBlock.WriteText(json, system[i], isMarked: caches && i == system.Count - 1);
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

    private static void WriteTools(Utf8JsonWriter json, ConversationOptions options, bool isMarked)
    {
        if (options.Tools.IsEmpty)
        {
            return;
        }

        json.WriteStartArray("tools"u8);
        foreach (var tool in options.Tools)
        {
            if (tool.Kind is ToolKind.Server)
            {
                json.WriteRawValue(JsonText.Raw(tool.Source), skipInputValidation: true);
                continue;
            }

            json.WriteStartObject();
            json.WriteString("name"u8, tool.Name);
            if (tool.Description is { Length: > 0 } description)
            {
                json.WriteString("description"u8, description);
            }

            json.WritePropertyName("input_schema"u8);
            json.WriteRawValue(tool.Schema.GetRawText());
            if (isMarked && ReferenceEquals(tool, options.Tools[^1]))
            {
                MessagesBlock.WriteMark(json);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteChoice(json, options);
    }

    private static void WriteChoice(Utf8JsonWriter json, ConversationOptions options)
    {
        var isOneByOne = options.AllowsParallelCalls is false;
        if (options.ToolChoice is null && !isOneByOne)
        {
            return;
        }

        json.WriteStartObject("tool_choice"u8);
        json.WriteString(
            "type"u8,
            options.ToolChoice?.Kind switch
            {
                ToolChoiceKind.Named => "tool"u8,
                ToolChoiceKind.Required => "any"u8,
                ToolChoiceKind.None => "none"u8,
                _ => "auto"u8,
            }
        );
        if (options.ToolChoice is { Kind: ToolChoiceKind.Named, Name: var name })
        {
            json.WriteString("name"u8, name);
        }

        if (isOneByOne && options.ToolChoice?.Kind is not ToolChoiceKind.None)
        {
            json.WriteBoolean("disable_parallel_tool_use"u8, true);
        }

        json.WriteEndObject();
    }

    private static void WriteOptions(Utf8JsonWriter json, ConversationOptions options)
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

        if (!options.StopSequences.IsEmpty)
        {
            json.WriteStartArray("stop_sequences"u8);
            foreach (var stop in options.StopSequences)
            {
                json.WriteStringValue(stop);
            }

            json.WriteEndArray();
        }

        WriteConfig(json, options);
    }

    private static void WriteConfig(Utf8JsonWriter json, ConversationOptions options)
    {
        var schema = options.Reply?.Schema;
        if (options.Effort is null && schema is null)
        {
            return;
        }

        json.WriteStartObject("output_config"u8);
        if (options.Effort is { } effort)
        {
            json.WriteString("effort"u8, WordOf(effort));
        }

        if (schema is { } given)
        {
            json.WriteStartObject("format"u8);
            json.WriteString("type"u8, "json_schema"u8);
            json.WritePropertyName("schema"u8);
            json.WriteRawValue(given.GetRawText());
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary>The nearest word: the format has none for no thinking, and of its two highest more models take <c>max</c>.</summary>
    private static ReadOnlySpan<byte> WordOf(ThinkingEffort effort) =>
        effort switch
        {
            ThinkingEffort.None or ThinkingEffort.Low => "low"u8,
            ThinkingEffort.Medium => "medium"u8,
            ThinkingEffort.High => "high"u8,
            _ => "max"u8,
        };

    /// <summary>How to think, unless that would leave no room for the reply: a budget must be below the limit of the whole.</summary>
    private static void WriteThinking(Utf8JsonWriter json, JsonElement? thinking, int most)
    {
        if (thinking is { } given && !(TokenCount.In(given, "budget_tokens"u8) >= most))
        {
            ProviderData.WriteField(json, "thinking"u8, given);
        }
    }
}
