using System.Collections.Immutable;
using ShimLsp.Core.Routing;

namespace ShimLsp.Core.Caching;

/// <summary>
/// One session's cache of scores: strict LRU in O(1), one classification for concurrent callers of one key, and generations, so
/// that nothing begun before an invalidation is stored or joined after it. Thread-safe.
/// </summary>
/// <remarks>Entries hold scores, never a task's text.</remarks>
public sealed class RouterCache : IDisposable
{
    /// <summary>
    /// The most that the scores of all entries weigh, in bytes, whatever the capacity: 13,000 entries of 64 candidates, or 55 of 15,000.
    /// </summary>
    public const long MostScoreBytes = 32 * 1024 * 1024;

    private readonly Lock gate = new(); // taken before the lock of the entries
    private readonly LruMap<RouteKey, Scoring> entries;
    private readonly Dictionary<(long Generation, RouteKey Key), Flight> flights = [];
    private readonly long[] invalidations = new long[Enum.GetValues<InvalidationCause>().Length];
    private bool isClosed;
    private long misses;
    private long coalesced;

    /// <summary>Makes an empty cache.</summary>
    /// <param name="capacity">The most entries it may hold, at least 1; fewer if their scores would weigh too much.</param>
    /// <param name="timeToLive">How long an entry lives after it is stored; null for ever.</param>
    /// <param name="generation">The first generation.</param>
    /// <param name="clock">The session's clock.</param>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is below 1.</exception>
    public RouterCache(int capacity, TimeSpan? timeToLive, long generation, TimeProvider clock)
    {
        entries = new LruMap<RouteKey, Scoring>(new LruBounds(capacity, timeToLive, MostScoreBytes), generation, clock);
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
        if (entries.TryUse(key, asOf, out var scoring))
        {
            return new(new CacheAnswer(scoring, CacheOutcome.Hit));
        }

        Flight? flight;
        bool starts;
        lock (gate)
        {
            // What was under way a moment ago may be stored by now.
            if (entries.TryUse(key, asOf, out scoring))
            {
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

    /// <summary>Whether there is an entry under that key. To ask is no use of it.</summary>
    /// <param name="key">The key.</param>
    /// <param name="asOf">The caller's generation.</param>
    public bool Has(RouteKey key, long asOf) => entries.TryPeek(key, asOf, out _);

    /// <summary>Stores scores that another gateway has; nothing if the caller's generation has passed.</summary>
    /// <param name="key">The key.</param>
    /// <param name="scoring">The scores.</param>
    /// <param name="asOf">The caller's generation.</param>
    public void Learn(RouteKey key, Scoring scoring, long asOf)
    {
        lock (gate)
        {
            entries.Store(key, scoring, asOf, scoring.Sheet.Bytes);
        }
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
            if (cause is { } counted && !isClosed)
            {
                invalidations[(int)counted]++;
            }

            return entries.Clear(next, newCapacity is { } limit ? new LruBounds(limit, newTimeToLive, MostScoreBytes) : null);
        }
    }

    /// <summary>Counts since the session opened.</summary>
    public CacheStats Stats()
    {
        lock (gate)
        {
            var (count, capacity, hits, evictions, expired) = entries.Counts();
            return new(count, capacity, hits, misses, coalesced, evictions, expired, Invalidations());
        }
    }

    /// <summary>Drops everything. A classification that is still under way is answered, and touches nothing.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            isClosed = true;
            entries.Dispose();
        }
    }

    private ImmutableSortedDictionary<InvalidationCause, long> Invalidations() =>
        Enum.GetValues<InvalidationCause>()
            .Where(cause => invalidations[(int)cause] > 0)
            .ToImmutableSortedDictionary(cause => cause, cause => invalidations[(int)cause]);

    private async Task FlyAsync(Flight flight, RouteKey key, long asOf, Func<CancellationToken, ValueTask<Scoring>> score)
    {
        try
        {
            var scoring = await score(flight.Abandoned).ConfigureAwait(false);
            lock (gate)
            {
                // An abandoned flight is no longer listed: its scores belong to nobody.
                if (EndFlight(flight, key, asOf) && scoring.StandIn is null)
                {
                    entries.Store(key, scoring, asOf, scoring.Sheet.Bytes);
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
}
