using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Internal;

namespace ShimLsp.Core.Caching;

/// <summary>How much a map holds, and for how long.</summary>
/// <param name="Capacity">The most entries, at least 1.</param>
/// <param name="TimeToLive">How long an entry lives after it is stored; null for ever.</param>
/// <param name="MostBytes">The most that all entries together may weigh, in bytes.</param>
internal readonly record struct LruBounds(int Capacity, TimeSpan? TimeToLive = null, long MostBytes = long.MaxValue);

/// <summary>What happened in a map since it was made, all of one moment.</summary>
/// <param name="Entries">Entries held now.</param>
/// <param name="Capacity">The most it may hold now.</param>
/// <param name="Hits">Uses that found an entry.</param>
/// <param name="Evictions">Entries dropped to make room for a newer one.</param>
/// <param name="Expired">Entries dropped because their time was over.</param>
internal readonly record struct LruCounts(int Entries, int Capacity, long Hits, long Evictions, long Expired);

/// <summary>
/// A map that is bounded in entries and in bytes, and drops exactly the least recently used ones when it is full. It has one generation at
/// a time: a caller names the generation that it knows, and if that is not the current one it finds nothing and stores nothing. Every
/// operation is O(1) for each entry that it stores or drops. Thread-safe.
/// </summary>
/// <remarks>
/// MemoryCache is the store and the order is ours: with a SizeLimit MemoryCache refuses the newest entry instead of dropping the oldest.
/// </remarks>
/// <typeparam name="TKey">The key.</typeparam>
/// <typeparam name="TValue">The value.</typeparam>
internal sealed class LruMap<TKey, TValue> : IDisposable
    where TKey : notnull
{
    private readonly Lock gate = new();
    private readonly TimeProvider clock;
    private readonly LruOrder<Entry> order = new();
    private readonly LinkedList<Entry> byAge = [];

    private MemoryCache? store; // made with the first entry: it takes some memory, and many sessions never note a conversation
    private int count;
    private long bytes;
    private LruBounds bounds;
    private long generation;
    private bool isClosed;
    private long hits;
    private long evictions;
    private long expired;

    /// <summary>Makes an empty map.</summary>
    /// <param name="bounds">How much it holds, and for how long.</param>
    /// <param name="generation">Its first generation.</param>
    /// <param name="clock">Tells how old an entry is.</param>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is below 1.</exception>
    public LruMap(LruBounds bounds, long generation, TimeProvider clock)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bounds.Capacity, 1);
        this.bounds = bounds;
        this.generation = generation;
        this.clock = clock;
    }

    /// <summary>Finds a value. This counts as a use of its entry, and as a hit.</summary>
    /// <param name="key">The key.</param>
    /// <param name="asOf">The caller's generation.</param>
    /// <param name="value">The value, if there is one.</param>
    public bool TryUse(TKey key, long asOf, [MaybeNullWhen(false)] out TValue value)
    {
        lock (gate)
        {
            if (Find(key, asOf) is not { } entry)
            {
                value = default;
                return false;
            }

            order.Refresh(entry);
            hits++;
            value = entry.Value;
            return true;
        }
    }

    /// <summary>Finds a value without using its entry: its place in the order stays.</summary>
    /// <param name="key">The key.</param>
    /// <param name="asOf">The caller's generation.</param>
    /// <param name="value">The value, if there is one.</param>
    public bool TryPeek(TKey key, long asOf, [MaybeNullWhen(false)] out TValue value)
    {
        lock (gate)
        {
            var entry = Find(key, asOf);
            value = entry is null ? default : entry.Value;
            return entry is not null;
        }
    }

    /// <summary>
    /// Stores a value as the most recently used, in place of the key's earlier one. Stores nothing if the caller's generation has passed,
    /// or if the value alone weighs too much.
    /// </summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <param name="asOf">The caller's generation.</param>
    /// <param name="weight">What the value weighs, in bytes.</param>
    public void Store(TKey key, TValue value, long asOf, long weight = 0)
    {
        lock (gate)
        {
            if (asOf != generation)
            {
                return;
            }

            var entry = Find(key, asOf);
            if (entry is not null)
            {
                Remove(entry); // its value is replaced, and must not keep the new one out
            }

            if (weight > bounds.MostBytes)
            {
                return;
            }

            MakeRoom(weight);
            entry ??= new Entry(key);
            store ??= MakeStore();
            store.Set(key, entry);
            order.AddNewest(entry);
            count++;
            bytes += weight;
            (entry.Value, entry.Weight) = (value, weight);
            if (bounds.TimeToLive is not null)
            {
                StartAge(entry);
            }
        }
    }

    /// <summary>Drops everything and begins a generation: from here on the map refuses every other one.</summary>
    /// <param name="next">The generation that begins.</param>
    /// <param name="newBounds">How much it holds from now on, and for how long; null for as before.</param>
    /// <returns>How many live entries it dropped; 0 once it is disposed.</returns>
    public int Clear(long next, LruBounds? newBounds = null)
    {
        lock (gate)
        {
            if (isClosed)
            {
                return 0;
            }

            DropExpired();
            var dropped = count;
            DropAll();
            generation = next;
            bounds = newBounds ?? bounds;
            return dropped;
        }
    }

    /// <summary>What happened since it was made.</summary>
    public LruCounts Counts()
    {
        lock (gate)
        {
            DropExpired();
            return new(count, bounds.Capacity, hits, evictions, expired);
        }
    }

    /// <summary>Drops everything. Later calls find nothing and store nothing.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            if (isClosed)
            {
                return;
            }

            isClosed = true;
            generation = long.MinValue; // nobody's
            DropAll();
            store?.Dispose();
        }
    }

    private Entry? Find(TKey key, long asOf)
    {
        if (asOf != generation)
        {
            return null;
        }

        DropExpired();
        return store is not null && store.TryGetValue(key, out Entry? entry) ? entry : null;
    }

    /// <summary>
    /// Frees the places of all entries whose time is over, wherever they are in the order of use, so that no live entry is evicted for a
    /// dead one. All live equally long, so the oldest come first, and each is dropped once: O(1) for each that was stored.
    /// </summary>
    private void DropExpired()
    {
        while (bounds.TimeToLive is { } limit && byAge.First is { Value: var oldest } && clock.GetElapsedTime(oldest.StoredAt) >= limit)
        {
            Remove(oldest);
            expired++;
        }
    }

    private void MakeRoom(long weight)
    {
        while (count >= bounds.Capacity || (count > 0 && bytes > bounds.MostBytes - weight))
        {
            Remove(order.Oldest!);
            evictions++;
        }
    }

    private void StartAge(Entry entry)
    {
        entry.StoredAt = clock.GetTimestamp();
        entry.Age = byAge.AddLast(entry);
    }

    private void Remove(Entry entry)
    {
        store!.Remove(entry.Key);
        order.Remove(entry);
        count--;
        bytes -= entry.Weight;
        if (entry.Age is { } age)
        {
            byAge.Remove(age);
            entry.Age = null;
        }
    }

    private void DropAll()
    {
        store?.Clear();
        order.Clear();
        byAge.Clear();
        (count, bytes) = (0, 0);
    }

    /// <summary>
    /// It has no SizeLimit and no expiry of its own: we make room before we add, and time is the session's clock. So its own clock stands
    /// still, and no look-up reads the time.
    /// </summary>
    private static MemoryCache MakeStore() => new(new MemoryCacheOptions { Clock = new StillClock() });

    private sealed class StillClock : ISystemClock
    {
        public DateTimeOffset UtcNow => DateTimeOffset.UnixEpoch;
    }

    private sealed class Entry(TKey key) : LruOrder<Entry>.Link
    {
        public TKey Key { get; } = key;

        public TValue Value { get; set; } = default!; // stored before anybody can find it

        /// <summary>What the value weighs, in bytes.</summary>
        public long Weight { get; set; }

        /// <summary>When it was stored, by the clock's timestamp; meaningless if entries live for ever.</summary>
        public long StoredAt { get; set; }

        /// <summary>Its place among the entries by age; null if entries live for ever.</summary>
        public LinkedListNode<Entry>? Age { get; set; }
    }
}
