using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using ShimLsp.Core.Conversation;
using ShimLsp.Core.Models;
using ShimLsp.Core.Models.Text;
using ShimLsp.Server.Providers.Rules;

namespace ShimLsp.Server.Providers.Refusals;

/// <summary>
/// The thoughts that a session's models refused because another provider, or another account, signed or encrypted them. A client returns
/// them for as long as its conversation lasts, so they are left out from then on; the model's own later ones are not. Thread-safe.
/// </summary>
internal sealed class ForeignThoughts
{
    // A conversation of a thousand turns has about as many. If it is full, it starts anew: that costs one refused request.
    private const int Capacity = 16 * 1024;

    private readonly ConcurrentDictionary<(string Origin, UInt128 Hash), bool> refused = new();

    /// <summary>A conversation without the thoughts that a model's provider refused.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="model">The model that is asked.</param>
    /// <returns>The same conversation if it has none of them.</returns>
    public ChatConversation Without(ChatConversation conversation, ModelSpec model)
    {
        if (refused.IsEmpty)
        {
            return conversation;
        }

        var origin = ProviderData.OriginOf(model);
        return ThoughtsIn(conversation).Any(IsRefused) ? ThoughtRules.Without(conversation, IsRefused) : conversation;

        bool IsRefused(JsonElement thought) => refused.ContainsKey((origin, HashOf(thought)));
    }

    /// <summary>Takes the thoughts of a request that a model refused for them.</summary>
    /// <param name="conversation">The request.</param>
    /// <param name="model">The model.</param>
    /// <returns>Whether any of them is new: only then is it worth asking once more.</returns>
    public bool Learn(ChatConversation conversation, ModelSpec model)
    {
        if (refused.Count > Capacity)
        {
            refused.Clear();
        }

        var origin = ProviderData.OriginOf(model);
        var isNew = false;
        foreach (var thought in ThoughtsIn(conversation))
        {
            isNew |= refused.TryAdd((origin, HashOf(thought)), true);
        }

        return isNew;
    }

    private static IEnumerable<JsonElement> ThoughtsIn(ChatConversation conversation)
    {
        foreach (var part in conversation.Turns.SelectMany(turn => turn.Parts))
        {
            if (ThoughtRules.ThoughtOf(part) is { } thought)
            {
                yield return thought;
            }
        }
    }

    /// <summary>The hash of what is signed or encrypted: clients write the fields around it in any order.</summary>
    private static UInt128 HashOf(JsonElement thought)
    {
        var signed =
            LenientJson.Find(thought, "encrypted_content"u8)
            ?? LenientJson.Find(thought, "signature"u8)
            ?? LenientJson.Find(thought, "data"u8);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(signed ?? thought), hash);
        return System.Runtime.InteropServices.MemoryMarshal.Read<UInt128>(hash);
    }
}
