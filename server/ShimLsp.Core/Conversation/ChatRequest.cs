using System.Collections.Immutable;
using System.Text.Json;

namespace ShimLsp.Core.Conversation;

/// <summary>What a client wants a model to be asked. Exactly one of <see cref="Messages"/> and <see cref="Body"/> is set.</summary>
public sealed record ChatRequest
{
    /// <summary>Chat messages, a JSON array; null if a body is given.</summary>
    public JsonElement? Messages { get; init; }

    /// <summary>A whole chat-completions, Responses or Anthropic Messages request, a JSON object; null if messages are given.</summary>
    public JsonElement? Body { get; init; }

    /// <summary>The body's format if the client says it; null to judge it by its fields.</summary>
    public RequestFormat? Format { get; init; }

    /// <summary>The longest reply, in tokens, at least 1. Null for the body's limit, or the model's own if the body states none.</summary>
    public int? MaxOutputTokens { get; init; }

    /// <summary>The sampling temperature, 0 to 2. Null for the body's, or the provider's default if the body states none.</summary>
    public double? Temperature { get; init; }

    /// <summary>Tools to offer in place of the body's, a JSON array in any of the three shapes; null for those of the body.</summary>
    public JsonElement? Tools { get; init; }

    /// <summary>
    /// The conversation that the request belongs to; null for none. It goes on, so it pays to have the provider cache its beginning.
    /// </summary>
    public ConversationId? ConversationId { get; init; }

    /// <summary>
    /// The client's headers that go on with the body if it is passed through; null if it must not be. A body is passed through to a model
    /// of its own format: nothing of it is changed but the model's name, and what the model's row says to omit or to limit.
    /// </summary>
    public ImmutableArray<KeyValuePair<string, string>>? PassedHeaders { get; init; }

    /// <summary>
    /// The bytes of <see cref="Body"/>, if nobody changes them however long they are kept; empty otherwise. If they are given, they are not
    /// copied when they are passed through.
    /// </summary>
    public ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>Finds the parts of the request, once for the signal and for the conversation.</summary>
    public RequestFrame ToFrame() => RequestFrame.Of(Messages, Body, Tools, Format);
}
