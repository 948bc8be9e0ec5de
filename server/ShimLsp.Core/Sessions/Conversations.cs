using System.Runtime.InteropServices;
using System.Security.Cryptography;
using ShimLsp.Core.Caching;
using ShimLsp.Core.Models;

namespace ShimLsp.Core.Sessions;

/// <summary>
/// Which model each conversation is with: the <see cref="Capacity"/> most recently used, in one generation. It keeps a hash of a
/// conversation's id and never the id, which clients make of anything, a first message included. Thread-safe.
/// </summary>
internal sealed class Conversations(long generation)
{
    /// <summary>The most conversations that a session remembers.</summary>
    public const int Capacity = 256;

    private readonly Lock gate = new();
    private readonly LruOrder<Entry> order = new();
    private readonly Dictionary<UInt128, Entry> entries = [];
    private long generation = generation;

    /// <summary>
    /// The model that a conversation is with; null for one that is new, forgotten, or of another generation. Noting it counts as use,
    /// asking does not.
    /// </summary>
    public ModelSlug? Find(string id, long asOf)
    {
        var key = KeyOf(id);
        lock (gate)
        {
            return asOf == generation && entries.TryGetValue(key, out var entry) ? entry.Model : null;
        }
    }

    /// <summary>Notes whom the conversation is with from now on; nothing where the generation has moved on.</summary>
    public void Note(string id, ModelSlug model, long asOf)
    {
        var key = KeyOf(id);
        lock (gate)
        {
            if (asOf != generation)
            {
                return;
            }

            if (entries.TryGetValue(key, out var known))
            {
                known.Model = model;
                order.Refresh(known);
                return;
            }

            if (entries.Count >= Capacity)
            {
                var oldest = order.Oldest!;
                order.Remove(oldest);
                entries.Remove(oldest.Key);
            }

            var entry = new Entry(key) { Model = model };
            entries.Add(key, entry);
            order.AddNewest(entry);
        }
    }

    /// <summary>Forgets all; from here on every other generation is refused.</summary>
    public void Clear(long next)
    {
        lock (gate)
        {
            entries.Clear();
            order.Clear();
            generation = next;
        }
    }

    private static UInt128 KeyOf(string id)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(id.AsSpan()), hash);
        return MemoryMarshal.Read<UInt128>(hash);
    }

    private sealed class Entry(UInt128 key) : LruOrder<Entry>.Link
    {
        public UInt128 Key { get; } = key;

        public required ModelSlug Model { get; set; }
    }
}
