using System.Security.Cryptography;
using System.Text;

namespace ShimLsp.Core.Conversation;

/// <summary>
/// The id of a conversation. One that has to be worked out of the request, by a hash of its text, is worked out when it is first asked for:
/// a request to a model that the client names needs none. Thread-safe.
/// </summary>
public sealed class ConversationId
{
    private readonly Func<string>? make;
    private string? value;

    private ConversationId(string? value, Func<string>? make) => (this.value, this.make) = (value, make);

    /// <summary>The id.</summary>
    public string Value => value ??= make!();

    /// <summary>A key for a provider's cache, made of the id: the id itself is nobody's business but the client's.</summary>
    public string CacheKey => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Value)))[..32];

    /// <summary>An id that is known.</summary>
    /// <param name="id">The id; null for none.</param>
    public static implicit operator ConversationId?(string? id) => id is null ? null : new(id, null);

    /// <summary>An id that is known.</summary>
    /// <param name="id">The id; null for none.</param>
    public static ConversationId? FromString(string? id) => id;

    /// <summary>An id that is worked out when it is first asked for.</summary>
    /// <param name="make">Works it out, the same each time; perhaps twice if two threads ask at once.</param>
    public static ConversationId Of(Func<string> make) => new(null, make);
}
