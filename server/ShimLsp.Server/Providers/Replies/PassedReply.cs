using System.Text;
using System.Text.Json;
using ShimLsp.Core.Models;
using ShimLsp.Core.Models.Text;
using ShimLsp.Core.Upstream;

namespace ShimLsp.Server.Providers.Replies;

/// <summary>
/// Gives a reply as it came, for a client that speaks the provider's own format. Only the model's name changes: to the slug, by which the
/// client can ask for the model again.
/// </summary>
/// <param name="slug">The model.</param>
internal sealed class PassedReply(ModelSlug slug)
{
    private readonly byte[] name = Encoding.UTF8.GetBytes($"\"{JsonEncodedText.Encode(slug.Value)}\"");

    /// <summary>Adds bytes that no model is named in.</summary>
    /// <param name="raw">The bytes; empty for none.</param>
    /// <param name="into">Takes them.</param>
    public static void Add(ReadOnlyMemory<byte> raw, ReplyPieces into)
    {
        if (!raw.IsEmpty)
        {
            into.Add(new ChatEvent.Wire(raw));
        }
    }

    /// <summary>Adds bytes that may name the model.</summary>
    /// <param name="raw">The bytes.</param>
    /// <param name="json">The object in them.</param>
    /// <param name="into">Takes them.</param>
    public void Add(ReadOnlyMemory<byte> raw, JsonElement json, ReplyPieces into) =>
        Add(NameOf(json) is { } named ? JsonBytes.Replace(raw, named, name) : raw, into);

    /// <summary>Where the model is named: in the object, in Anthropic's <c>message</c> or in the <c>response</c> of Responses.</summary>
    private static JsonElement? NameOf(JsonElement json) =>
        In(json) ?? In(LenientJson.Find(json, "message"u8)) ?? In(LenientJson.Find(json, "response"u8));

    private static JsonElement? In(JsonElement? json) =>
        json is { ValueKind: JsonValueKind.Object } parent
        && LenientJson.Find(parent, "model"u8) is { ValueKind: JsonValueKind.String } name
            ? name
            : null;
}
