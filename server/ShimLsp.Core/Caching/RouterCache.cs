using System.Collections.Immutable;
using Microsoft.Extensions.Caching.Memory;
using ShimLsp.Core.Routing;

namespace ShimLsp.Core.Caching;

/// <summary>
/// One session's cache of scores: strict LRU in O(1), one classification for concurrent callers of one key, and generations, so
/// that nothing begun before an invalidation is stored or joined after it. Thread-safe.
/// </summary>
/// <remarks>
/// MemoryCache is the store; the order is ours, because with SizeLimit MemoryCache refuses the newest entry instead of evicting the
/// oldest. Entries hold scores, never a task's text.
/// </remarks>
public sealed class RouterCache : IDisposable
{
    private readonly Lock gate = new();
    private readonly TimeProvider clock;
    private readonly LruOrder<Entry> order = new();
    private readonly LinkedList<Entry> byAge = [];
    private readonly Dictionary<(long Generation, RouteKey Key), Flight> flights = [];
    private readonly long[] invalidations = new long[Enum.GetValues<InvalidationCause>().Length];

    // No SizeLimit and no expiry of its own: room is made before an entry is added, and time is the session's clock.
    private readonly MemoryCache store = new(new MemoryCacheOptions { ExpirationScanFrequency = TimeSpan.FromDays(1) });

    private long generation;
    private bool isClosed;
    private int capacity;
    private TimeSpan? timeToLive;
    private long hits;
    private long misses;
    private long coalesced;
    private long evictions;
    private long expired;

    /// <summary>Makes an empty cache.</summary>
    /// <param name="capacity">The most entries it may hold, at least 1.</param>
    /// <param name="timeToLive">How long an entry lives from its storing; null for ever.</param>
    /// <param name="generation">The first generation.</param>
    /// <param name="clock">The session's clock.</param>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is below 1.</exception>
    public RouterCache(int capacity, TimeSpan? timeToLive, long generation, TimeProvider clock)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        this.capacity = capacity;
        this.timeToLive = timeToLive;
        this.generation = generation;
        this.clock = clock;
    }

    /// <summary>
    /// The scores under that key: from an entry, or from a classification that is under way in the same generation, or from one that
    /// this call starts. A caller who cancels leaves the others undisturbed; the last to cancel cancels the classification. A failure
    /// goes to all who wait, and is not stored.
    /// </summary>
    /// <param name="key">What is asked.</param>
    /// <param name="asOf">The generation of the caller's snapshot; if it is no longer current, nothing is read or stored.</param>
    /// <param name="score">Scores the task; its token is cancelled when nobody waits any more.</param>
    /// <param name="cancellationToken">Ends this caller's waiting.</param>
    public ValueTask<CacheAnswer> GetOrScoreAsync(
        RouteKey key,
        long asOf,
        Func<CancellationToken, ValueTask<Scoring>> score,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        Flight? flight;
        bool starts;
        lock (gate)
        {
            if (asOf == generation && Read(key) is { } scoring)
            {
                hits++;
                return new(new CacheAnswer(scoring, CacheOutcome.Hit));
            }

            starts = !flights.TryGetValue((asOf, key), out flight);
            if (starts)
            {
                misses++;
                flights.Add((asOf, key), flight = new Flight());
            }
            else
            {
                coalesced++;
                flight!.Waiters++;
            }
        }

        if (starts)
        {
            _ = FlyAsync(flight, key, asOf, score);
        }

        return WaitAsync(flight, key, asOf, starts ? CacheOutcome.Miss : CacheOutcome.Coalesced, cancellationToken);
    }

    /// <summary>Drops everything and begins a generation: from here on every other one is refused.</summary>
    /// <param name="cause">Why; null for a beginning that is no event, such as settings read at the start.</param>
    /// <param name="next">The generation that begins.</param>
    /// <param name="newCapacity">The most entries it may hold from now on; null for as before.</param>
    /// <param name="newTimeToLive">How long an entry lives from now on; null for ever. Read only together with a capacity.</param>
    /// <returns>How many entries were dropped; 0 once disposed, when there is nothing to drop and nothing to count.</returns>
    public int Clear(InvalidationCause? cause, long next, int? newCapacity = null, TimeSpan? newTimeToLive = null)
    {
        lock (gate)
        {
            if (isClosed)
            {
                return 0;
            }

            DropExpired();
            var dropped = store.Count;
            store.Clear();
            order.Clear();
            byAge.Clear();
            generation = next;
            if (cause is { } counted)
            {
                invalidations[(int)counted]++;
            }

            if (newCapacity is { } limit)
            {
                capacity = limit;
                timeToLive = newTimeToLive;
            }

            return dropped;
        }
    }

    /// <summary>Counts since the session opened.</summary>
    public CacheStats Stats()
    {
        lock (gate)
        {
            DropExpired();
            return new(store.Count, capacity, hits, misses, coalesced, evictions, expired, Invalidations());
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
        {
            isClosed = true;
            generation = long.MinValue; // nobody's: a flight that lands after this is answered, and touches nothing
            order.Clear();
            byAge.Clear();
            store.Dispose();
        }
    }

    private ImmutableSortedDictionary<InvalidationCause, long> Invalidations() =>
        Enum.GetValues<InvalidationCause>()
            .Where(cause => invalidations[(int)cause] > 0)
            .ToImmutableSortedDictionary(cause => cause, cause => invalidations[(int)cause]);

    private Scoring? Read(RouteKey key)
    {
        DropExpired();
        if (!store.TryGetValue(key, out Entry? entry))
        {
            return null;
        }

        order.Refresh(entry!);
        return entry!.Scoring;
    }

    private void Store(RouteKey key, Scoring scoring)
    {
        DropExpired();
        if (store.TryGetValue(key, out Entry? earlier))
        {
            Remove(earlier!);
        }

        if (store.Count >= capacity)
        {
            Remove(order.Oldest!);
            evictions++;
        }

        var entry = new Entry(key, scoring, clock.GetTimestamp());
        store.Set(key, entry);
        order.AddNewest(entry);
        if (timeToLive is not null)
        {
            entry.Age = byAge.AddLast(entry);
        }
    }

    /// <summary>
    /// Frees the places of all whose time is over, wherever in the order of use they stand, so that no live entry is evicted for a dead
    /// one. All live equally long, so the oldest stand first; each is dropped once: O(1) for each that was stored.
    /// </summary>
    private void DropExpired()
    {
        while (timeToLive is { } limit && byAge.First is { Value: var oldest } && clock.GetElapsedTime(oldest.StoredAt) >= limit)
        {
            Remove(oldest);
            expired++;
        }
    }

    private void Remove(Entry entry)
    {
        store.Remove(entry.Key);
        order.Remove(entry);
        if (entry.Age is { } age)
        {
            byAge.Remove(age);
        }
    }

    private async Task FlyAsync(Flight flight, RouteKey key, long asOf, Func<CancellationToken, ValueTask<Scoring>> score)
    {
        try
        {
            var scoring = await score(flight.Abandoned).ConfigureAwait(false);
            lock (gate)
            {
                // An abandoned flight is no longer listed: what it brings all the same is nobody's.
                if (EndFlight(flight, key, asOf) && asOf == generation && scoring.StandIn is null)
                {
                    Store(key, scoring);
                }
            }

            flight.Land(scoring);
        }
#pragma warning disable CA1031 // Whatever it is, it belongs to those who wait: they rethrow it.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            lock (gate)
            {
                EndFlight(flight, key, asOf);
            }

            flight.Crash(failure);
        }
    }

    private async ValueTask<CacheAnswer> WaitAsync(
        Flight flight,
        RouteKey key,
        long asOf,
        CacheOutcome outcome,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return new(await flight.Answer.WaitAsync(cancellationToken).ConfigureAwait(false), outcome);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Leave(flight, key, asOf);
            throw;
        }
    }

    private void Leave(Flight flight, RouteKey key, long asOf)
    {
        lock (gate)
        {
            if (--flight.Waiters > 0 || !EndFlight(flight, key, asOf))
            {
                return;
            }
        }

        // Outside the lock: this runs the scorer's own callbacks.
        flight.Abandon();
    }

    /// <summary>Takes the flight off the list, so that nobody joins it any more; false if it had landed or was abandoned.</summary>
    private bool EndFlight(Flight flight, RouteKey key, long asOf) =>
        flights.TryGetValue((asOf, key), out var listed) && ReferenceEquals(listed, flight) && flights.Remove((asOf, key));

    private sealed class Entry(RouteKey key, Scoring scoring, long storedAt) : LruOrder<Entry>.Link
    {
        public RouteKey Key { get; } = key;

        public Scoring Scoring { get; } = scoring;

        public long StoredAt { get; } = storedAt;

        /// <summary>Its place among the entries by age; null where entries live for ever.</summary>
        public LinkedListNode<Entry>? Age { get; set; }
    }
}
