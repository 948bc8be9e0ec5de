using ShimLsp.Core.Caching;

namespace ShimLsp.Bench.Simulation;

/// <summary>A developer's session on one replica: the router's own cache, and the generation that the replica knows.</summary>
/// <param name="clock">The time.</param>
/// <param name="generation">The generation that it begins with.</param>
internal sealed class ReplicaSession(SimulatedClock clock, long generation) : IDisposable
{
    /// <summary>The cache's default capacity.</summary>
    public const int Capacity = 256;

    private readonly Dictionary<(long Generation, RouteKey Key), Classification> running = [];

    /// <summary>The cache of scores.</summary>
    public RouterCache Cache { get; } = new(Capacity, timeToLive: null, generation, clock);

    /// <summary>The generation that it knows.</summary>
    public long Generation { get; private set; } = generation;

    /// <summary>Whether no request waits in it.</summary>
    public bool IsIdle => running.Count == 0;

    /// <summary>Begins a generation, as a session of the server does.</summary>
    /// <param name="next">The generation.</param>
    public void Begin(long next)
    {
        Cache.Clear(InvalidationCause.ModelSwitched, next);
        Generation = next;
    }

    /// <summary>Notes a classification that its requests wait for.</summary>
    /// <param name="classification">The classification.</param>
    public void Join(Classification classification)
    {
        running.Add((classification.Generation, classification.Key), classification);
        classification.Joined.Add(this);
    }

    /// <summary>The classification that a request waits for.</summary>
    /// <param name="key">The request's key.</param>
    public Classification Running(RouteKey key) => running[(Generation, key)];

    /// <summary>Forgets a classification that has ended.</summary>
    /// <param name="classification">The classification.</param>
    public void Leave(Classification classification) => running.Remove((classification.Generation, classification.Key));

    /// <inheritdoc/>
    public void Dispose() => Cache.Dispose();
}

/// <summary>
/// One gateway: its open sessions. As in the server, one more than the limit closes the idle one that was used the longest ago.
/// </summary>
/// <param name="most">The limit.</param>
/// <param name="clock">The time.</param>
internal sealed class Replica(int most, SimulatedClock clock)
{
    private readonly Dictionary<int, LinkedListNode<(int Developer, ReplicaSession Session)>> open = [];
    private readonly LinkedList<(int Developer, ReplicaSession Session)> byUse = [];

    /// <summary>How many sessions it has opened.</summary>
    public long Opened { get; private set; }

    /// <summary>How many are open.</summary>
    public int Open => open.Count;

    /// <summary>The session of a developer.</summary>
    /// <param name="developer">Whose.</param>
    /// <param name="generation">The generation of one that has to be opened.</param>
    public ReplicaSession Of(Developer developer, long generation)
    {
        if (open.TryGetValue(developer.Id, out var found))
        {
            byUse.Remove(found);
            byUse.AddLast(found);
            return found.Value.Session;
        }

        Opened++;
        var session = new ReplicaSession(clock, generation);
        open.Add(developer.Id, byUse.AddLast((developer.Id, session)));
        if (open.Count > most)
        {
            CloseOne(session);
        }

        return session;
    }

    /// <summary>The session of a developer, if it is open; this is no use of it.</summary>
    /// <param name="developer">Whose.</param>
    public ReplicaSession? Find(Developer developer) => open.GetValueOrDefault(developer.Id)?.Value.Session;

    /// <summary>Another process takes its place: nothing is in memory.</summary>
    public void Restart()
    {
        foreach (var (_, session) in byUse)
        {
            session.Dispose();
        }

        open.Clear();
        byUse.Clear();
    }

    private void CloseOne(ReplicaSession but)
    {
        for (var node = byUse.First; node is not null; node = node.Next)
        {
            if (node.Value.Session.IsIdle && node.Value.Session != but)
            {
                node.Value.Session.Dispose();
                open.Remove(node.Value.Developer);
                byUse.Remove(node);
                return;
            }
        }
    }
}
