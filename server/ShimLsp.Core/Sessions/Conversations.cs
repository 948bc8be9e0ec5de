using System.Runtime.InteropServices;
using System.Security.Cryptography;
using ShimLsp.Core.Caching;
using ShimLsp.Core.Models;

namespace ShimLsp.Core.Sessions;

/// <summary>
/// Which model each conversation has: the <see cref="Capacity"/> most recently used, in one generation. It keeps a hash of a
/// conversation's id and never the id, which clients make of anything, a first message included. Thread-safe.
/// </summary>
/// <param name="generation">Its first generation.</param>
/// <param name="clock">The session's clock.</param>
internal sealed class Conversations(long generation, TimeProvider clock) : IDisposable
{
    /// <summary>The most conversations that a session remembers.</summary>
    public const int Capacity = 256;

    private readonly LruMap<UInt128, ModelSlug> models = new(new LruBounds(Capacity), generation, clock);

    /// <summary>
    /// The model that a conversation has; null if it is new, forgotten, or of another generation. Noting a conversation counts as use,
    /// asking does not.
    /// </summary>
    public ModelSlug? Find(string id, long asOf) => models.TryPeek(KeyOf(id), asOf, out var model) ? model : null;

    /// <summary>Notes which model the conversation has from now on; nothing if the generation has passed.</summary>
    public void Note(string id, ModelSlug model, long asOf) => models.Store(KeyOf(id), model, asOf);

    /// <summary>Forgets all; from here on every other generation is refused.</summary>
    public void Clear(long next) => models.Clear(next);

    /// <inheritdoc/>
    public void Dispose() => models.Dispose();

    private static UInt128 KeyOf(string id)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(id.AsSpan()), hash);
        return MemoryMarshal.Read<UInt128>(hash);
    }
}
