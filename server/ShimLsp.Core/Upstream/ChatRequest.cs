using System.Text.Json;

namespace ShimLsp.Core.Upstream;

/// <summary>
/// What a model is to be asked, as a client gave it. Exactly one of <see cref="Messages"/> and <see cref="Body"/> is set.
/// </summary>
public sealed record ChatRequest
{
    /// <summary>Chat messages, a JSON array; null where a body is given.</summary>
    public JsonElement? Messages { get; init; }

    /// <summary>A whole chat-completions, Responses or Anthropic Messages request, a JSON object; null where messages are given.</summary>
    public JsonElement? Body { get; init; }

    /// <summary>The longest reply, in tokens, at least 1; null for what the body says, else the model's own limit.</summary>
    public int? MaxOutputTokens { get; init; }

    /// <summary>How freely it is to answer, 0 to 2; null for what the body says, else the provider's default.</summary>
    public double? Temperature { get; init; }

    /// <summary>Tools to offer, a JSON array in any of the three shapes; null for those of the body.</summary>
    public JsonElement? Tools { get; init; }

    /// <summary>The most of a reply's body that is read, in bytes; more is no reply. Null for the limit of every other call.</summary>
    public int? MostReplyBytes { get; init; }

    /// <summary>
    /// Whether the request belongs to a conversation that goes on, so that it pays to have its beginning cached by the provider.
    /// </summary>
    public bool IsConversation { get; init; }
}
