namespace ShimLsp.Soak.Checking;

/// <summary>What <c>status</c> must say.</summary>
internal sealed class SessionCounts
{
    private const int MostRecent = 50;

    public long Hits { get; private set; }

    public long Misses { get; private set; }

    public long Bypassed { get; private set; }

    public SortedDictionary<string, long> Decisions { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, long> Invalidations { get; } = new(StringComparer.Ordinal);

    /// <summary>The ids of the most recent decisions, the newest last.</summary>
    public Queue<string> Recent { get; } = new();

    public void Invalidated(string cause) => Invalidations[cause] = Invalidations.GetValueOrDefault(cause) + 1;

    /// <summary>A decision was made.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="slug">The chosen model.</param>
    /// <param name="wasHit">Whether the cache held its scores; null if the cache was not asked.</param>
    public void Decided(string id, string slug, bool? wasHit)
    {
        Hits += wasHit is true ? 1 : 0;
        Misses += wasHit is false ? 1 : 0;
        Bypassed += wasHit is null ? 1 : 0;
        Decisions[slug] = Decisions.GetValueOrDefault(slug) + 1;
        Recent.Enqueue(id);
        if (Recent.Count > MostRecent)
        {
            Recent.Dequeue();
        }
    }
}
