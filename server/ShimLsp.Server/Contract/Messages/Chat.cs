using System.Text.Json;
using System.Text.Json.Serialization;
using ShimLsp.Core.Upstream;

namespace ShimLsp.Server.Contract.Messages;

/// <summary>Parameters of <c>chat</c>. Exactly one of <see cref="Messages"/> and <see cref="Body"/>.</summary>
public sealed record ChatParams : SessionParams
{
    /// <summary>Chat messages.</summary>
    public JsonElement? Messages { get; init; }

    /// <summary>
    /// A whole chat-completions, Responses or Anthropic Messages request; its own <c>model</c> and <c>stream</c> are passed over.
    /// </summary>
    public JsonElement? Body { get; init; }

    /// <summary>The model to ask, or Auto; absent for the active one.</summary>
    [JsonConverter(typeof(LenientStringConverter))]
    public string? Model { get; init; }

    /// <summary>The conversation this turn belongs to.</summary>
    [JsonConverter(typeof(LenientStringConverter))]
    public string? ConversationId { get; init; }

    /// <summary>The longest reply, in tokens, 1 or more.</summary>
    public int? MaxOutputTokens { get; init; }

    /// <summary>The sampling temperature, 0 to 2.</summary>
    public double? Temperature { get; init; }

    /// <summary>Tools to offer: an array in any of the three shapes.</summary>
    public JsonElement? Tools { get; init; }

    /// <summary>The token under which the reply is sent piece by piece: a string or an integer of the client's choice.</summary>
    public JsonElement? PartialResultToken { get; init; }
}

/// <summary>One piece of a reply, the value of a <c>$/progress</c>. Exactly one of the three is set.</summary>
/// <param name="Text">More text.</param>
/// <param name="ToolCall">More of a call to a tool.</param>
/// <param name="Reasoning">More of what the model thought before it spoke.</param>
public sealed record ChatDelta(string? Text = null, ToolCallDelta? ToolCall = null, ReasoningDelta? Reasoning = null);

/// <summary>More of what a model thought.</summary>
/// <param name="Text">The text.</param>
public sealed record ReasoningDelta(string Text);

/// <summary>More of a call to a tool.</summary>
/// <param name="Index">Which call of this reply, from 0.</param>
/// <param name="Id">Its id, once.</param>
/// <param name="Name">The tool's name, once.</param>
/// <param name="ArgumentsDelta">More of its arguments' JSON text, or of a custom tool's input.</param>
/// <param name="Kind"><c>custom</c> beside the name of a custom tool, whose input is plain text; absent for a function.</param>
/// <param name="Namespace">The namespace that the tool is in, beside its name; absent for none.</param>
public sealed record ToolCallDelta(
    int Index,
    string? Id,
    string? Name,
    string? ArgumentsDelta,
    string? Kind = null,
    string? Namespace = null
);

/// <summary>A call to a tool, whole.</summary>
/// <param name="Id">Its id, to which its result refers.</param>
/// <param name="Name">The tool's name.</param>
/// <param name="Arguments">
/// Its arguments, as the model wrote them: JSON text, unless the model made a mistake. A custom tool's input, plain text.
/// </param>
/// <param name="ProviderData">What the provider wants back with the call; absent for nothing. Send it back as it is.</param>
/// <param name="Kind"><c>custom</c> for a custom tool, whose input is plain text; absent for a function.</param>
/// <param name="Namespace">The namespace that the tool is in; absent for none.</param>
public sealed record ToolCallInfo(
    string Id,
    string Name,
    ReplyText Arguments,
    JsonElement? ProviderData = null,
    string? Kind = null,
    string? Namespace = null
);

/// <summary>The tokens that a call used.</summary>
/// <param name="InputTokens">All of the input.</param>
/// <param name="CachedInputTokens">What of it came from the provider's prompt cache; absent if the provider does not say.</param>
/// <param name="OutputTokens">The output.</param>
/// <param name="Estimated">
/// True if the provider stated no usage, so that these are estimates from the length of the text; absent otherwise.
/// </param>
public sealed record UsageInfo(long InputTokens, long? CachedInputTokens, long OutputTokens, bool? Estimated = null);

/// <summary>A model that was asked, and what became of it.</summary>
/// <param name="Slug">The model.</param>
/// <param name="Status">What became of it.</param>
public sealed record AttemptInfo(string Slug, AttemptStatus Status);

/// <summary>The HTTP status, or what happened instead of an answer.</summary>
/// <param name="Http">The status; null if there was no answer.</param>
/// <param name="Error">What happened instead; null if there was one.</param>
[JsonConverter(typeof(AttemptStatusConverter))]
public readonly record struct AttemptStatus(int? Http, OutcomeError? Error)
{
    /// <summary>As the wire has it: the number, <c>timeout</c> or <c>network</c>.</summary>
    public override string ToString() =>
        Http is { } status ? $"{status}"
        : Error is OutcomeError.Timeout ? "timeout"
        : "network";
}

/// <summary>The answer of <c>chat</c>.</summary>
public sealed record ChatResultInfo
{
    /// <summary>Which model was chosen, and why.</summary>
    public required DecisionInfo Decision { get; init; }

    /// <summary>The model that answered: another than the chosen one where that failed.</summary>
    public required string Slug { get; init; }

    /// <summary>The reply's text; empty for none.</summary>
    public required ReplyText Text { get; init; }

    /// <summary>The calls to tools that the model asks for; absent for none.</summary>
    public IReadOnlyList<ToolCallInfo>? ToolCalls { get; init; }

    /// <summary>Why it ended: <c>stop</c>, <c>length</c>, <c>tool_calls</c>, <c>content_filter</c>, or a provider's own word.</summary>
    public required string FinishReason { get; init; }

    /// <summary>
    /// What the provider wants back with this turn, such as signed thoughts; absent for nothing. Send it back as it is, as
    /// <c>providerData</c> of the assistant's message.
    /// </summary>
    public JsonElement? ProviderData { get; init; }

    /// <summary>What it took.</summary>
    public required UsageInfo Usage { get; init; }

    /// <summary>What it cost, in US dollars; absent if prices or usage are not known.</summary>
    public double? Cost { get; init; }

    /// <summary>Every model that was asked, in order.</summary>
    public required IReadOnlyList<AttemptInfo> Attempts { get; init; }
}

/// <summary>The data of error 1004.</summary>
public sealed record UpstreamFailedData : ErrorData
{
    /// <summary>Every model that was asked, in order.</summary>
    public required IReadOnlyList<AttemptInfo> Attempts { get; init; }

    /// <summary>The part of the reply that came before it broke off; absent if nothing had been shown.</summary>
    public ReplyText? Text { get; init; }

    /// <summary>The tool calls as far as they had come; absent for none.</summary>
    public IReadOnlyList<ToolCallInfo>? ToolCalls { get; init; }
}

/// <summary>A status is a number if there was an answer, a word otherwise.</summary>
internal sealed class AttemptStatusConverter : JsonConverter<AttemptStatus>
{
    public override AttemptStatus Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType switch
        {
            JsonTokenType.Number => new(reader.GetInt32(), null),
            JsonTokenType.String when reader.ValueTextEquals("timeout"u8) => new(null, OutcomeError.Timeout),
            JsonTokenType.String when reader.ValueTextEquals("network"u8) => new(null, OutcomeError.Network),
            _ => throw new JsonException(),
        };

    public override void Write(Utf8JsonWriter writer, AttemptStatus value, JsonSerializerOptions options)
    {
        if (value.Http is { } status)
        {
            writer.WriteNumberValue(status);
        }
        else
        {
            writer.WriteStringValue(value.ToString());
        }
    }
}
