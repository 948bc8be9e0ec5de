using System.Text.Json;
using System.Text.Json.Serialization;

namespace ShimLsp.Server.Providers.Anthropic;

// Texts are kept as elements: they may hold half a character, which a string property would not take.

/// <summary>A whole reply.</summary>
internal sealed record WireMessage(string? Type, IReadOnlyList<WireBlock>? Content, string? StopReason, WireUsage? Usage);

/// <summary>A block of a reply's content.</summary>
internal sealed record WireBlock(string? Type, JsonElement? Text, string? Id, string? Name, JsonElement? Input);

/// <summary>The tokens of a reply. The input count leaves out the tokens that the prompt cache held or stored.</summary>
internal sealed record WireUsage(long? InputTokens, long? CacheReadInputTokens, long? CacheCreationInputTokens, long? OutputTokens);

/// <summary>An event of a stream.</summary>
internal sealed record WireEvent(
    string? Type,
    WireMessage? Message,
    int? Index,
    WireBlock? ContentBlock,
    WireDelta? Delta,
    WireUsage? Usage,
    JsonElement? Error
);

/// <summary>What an event adds.</summary>
internal sealed record WireDelta(string? Type, JsonElement? Text, JsonElement? PartialJson, string? StopReason);

/// <summary>The replies' types.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, AllowDuplicateProperties = true)]
[JsonSerializable(typeof(WireMessage))]
[JsonSerializable(typeof(WireEvent))]
internal sealed partial class MessagesJson : JsonSerializerContext;
