using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using ShimLsp.Core.Conversation;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Server.Gateway.Work.Requests;

/// <summary>Which conversation a request belongs to: by the client's own id, else by its first message.</summary>
internal static class ConversationKey
{
    // The first that is there counts. Each client sends one of them.
    private static ImmutableArray<string> Headers { get; } =
    ["thread-id", "x-claude-code-session-id", "x-session-id", "x-session-affinity", "session-id", "session_id"];

    /// <summary>The key; null if nothing tells the conversation.</summary>
    /// <param name="headers">The request's headers.</param>
    /// <param name="body">The request. It must live as long as the key may be asked for.</param>
    public static ConversationId? Of(IHeaderDictionary headers, JsonElement body)
    {
        foreach (var name in Headers)
        {
            if (headers[name].ToString() is { Length: > 0 } id)
            {
                return $"{id} {headers["x-claude-code-agent-id"]}"; // a subagent has a conversation of its own
            }
        }

        return (Text(body, "prompt_cache_key"u8) ?? OfMetadata(body)) is { } told ? told : OfFirstMessage(body);
    }

    /// <summary>Claude Code and its kin: <c>metadata.user_id</c> is a text that holds JSON.</summary>
    private static string? OfMetadata(JsonElement body)
    {
        if (
            LenientJson.Find(body, "metadata"u8) is not { ValueKind: JsonValueKind.Object } metadata
            || Text(metadata, "user_id"u8) is not { } user
        )
        {
            return null;
        }

        try
        {
            var told = JsonElement.Parse(user);
            return told.ValueKind is JsonValueKind.Object ? Text(told, "session_id"u8) : null;
        }
        catch (JsonException)
        {
            return null; // it names a person, and a person has many conversations
        }
    }

    private static ConversationId? OfFirstMessage(JsonElement body)
    {
        var turns = LenientJson.Find(body, "messages"u8) ?? LenientJson.Find(body, "input"u8);
        if (turns is not { ValueKind: JsonValueKind.Array } items)
        {
            return null;
        }

        foreach (var item in items.EnumerateArray())
        {
            if (
                item.ValueKind is JsonValueKind.Object
                && Text(item, "role"u8) is "user"
                && LenientJson.Find(item, "content"u8) is { } content
            )
            {
                return ConversationId.Of(() => HashOf(content));
            }
        }

        return null;
    }

    private static string HashOf(JsonElement content)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        if (content.ValueKind == JsonValueKind.String)
        {
            SHA256.HashData(JsonMarshal.GetRawUtf8Value(content), hash);
        }
        else
        {
            using var texts = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            AppendTexts(texts, content);
            texts.GetHashAndReset(hash);
        }

        return Convert.ToHexStringLower(hash);
    }

    // Only the texts: clients move their marks of caching from message to message.
    private static void AppendTexts(IncrementalHash hash, JsonElement content)
    {
        switch (content.ValueKind)
        {
            case JsonValueKind.String:
                hash.AppendData(JsonMarshal.GetRawUtf8Value(content));
                break;
            case JsonValueKind.Array:
                foreach (var part in content.EnumerateArray())
                {
                    if (part.ValueKind is JsonValueKind.Object && LenientJson.Find(part, "text"u8) is { } text)
                    {
                        AppendTexts(hash, text);
                    }
                }

                break;
        }
    }

    private static string? Text(JsonElement parent, ReadOnlySpan<byte> name) =>
        LenientJson.Find(parent, name) is { ValueKind: JsonValueKind.String } text && LenientJson.Text(text) is { Length: > 0 } value
            ? value
            : null;
}
