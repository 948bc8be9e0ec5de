using System.Collections.Concurrent;

namespace ShimLsp.Soak.Shared.Driving;

/// <summary>How long requests took, each with its end. Thread-safe.</summary>
internal sealed class Latencies
{
    private readonly ConcurrentQueue<Took> all = new();

    /// <summary>A request has ended.</summary>
    /// <param name="start">When it was sent.</param>
    /// <param name="end">When its answer was read.</param>
    /// <param name="isJoined">Whether its replica shared.</param>
    /// <param name="replica">Which replica.</param>
    public void Add(TimeSpan start, TimeSpan end, bool isJoined, int replica) => all.Enqueue(new(start, end, isJoined, replica));

    /// <summary>The slowest request that overlaps a time; zero if there is none.</summary>
    public TimeSpan Slowest(TimeSpan from, TimeSpan until) => Within(from, until).Select(one => one.End - one.Start).DefaultIfEmpty().Max();

    /// <summary>How many requests of a time were answered by a replica that was alone.</summary>
    public int Alone(TimeSpan from, TimeSpan until) => Within(from, until).Count(one => !one.IsJoined);

    /// <summary>How long after a moment the last answer came from a replica that was alone; zero if none did.</summary>
    /// <param name="from">The moment.</param>
    /// <param name="until">Where to stop looking.</param>
    public TimeSpan LastAlone(TimeSpan from, TimeSpan until) =>
        Within(from, until).Where(one => !one.IsJoined && one.Start >= from).Select(one => one.Start - from).DefaultIfEmpty().Max();

    private IEnumerable<Took> Within(TimeSpan from, TimeSpan until) => all.Where(one => one.End >= from && one.Start <= until);

    private readonly record struct Took(TimeSpan Start, TimeSpan End, bool IsJoined, int Replica);
}
