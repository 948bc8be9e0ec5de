namespace ShimLsp.Core.Tests.Caching;

/// <summary>The cache as one would explain it: a list, newest first. Slow and obvious.</summary>
internal sealed class ReferenceCache(int capacity, double? secondsToLive)
{
    private readonly List<(int Key, double StoredAt)> newestFirst = [];

    public double Now { get; set; }

    public int Hits { get; private set; }

    public int Misses { get; private set; }

    public int Evictions { get; private set; }

    public int Expired { get; private set; }

    public int Count => newestFirst.Count;

    public IEnumerable<int> OldestFirst => newestFirst.Select(entry => entry.Key).Reverse();

    /// <summary>Whether it was a hit. A miss stores its scores, unless they come from a stand-in.</summary>
    public bool Ask(int key, bool standsIn)
    {
        DropExpired();
        var at = newestFirst.FindIndex(entry => entry.Key == key);
        if (at >= 0)
        {
            var entry = newestFirst[at];
            newestFirst.RemoveAt(at);
            newestFirst.Insert(0, entry);
            Hits++;
            return true;
        }

        Misses++;
        if (!standsIn)
        {
            if (newestFirst.Count == capacity)
            {
                newestFirst.RemoveAt(capacity - 1);
                Evictions++;
            }

            newestFirst.Insert(0, (key, Now));
        }

        return false;
    }

    public void DropExpired() => Expired += newestFirst.RemoveAll(entry => Now - entry.StoredAt >= secondsToLive);

    public int Clear()
    {
        DropExpired();
        var dropped = newestFirst.Count;
        newestFirst.Clear();
        return dropped;
    }
}
