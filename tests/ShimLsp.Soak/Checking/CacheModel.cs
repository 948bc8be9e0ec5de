namespace ShimLsp.Soak.Checking;

/// <summary>What the scores of a task depend on within one generation.</summary>
/// <param name="Task">The task's number.</param>
/// <param name="Images">Whether images are present.</param>
/// <param name="Tools">Whether tools are offered.</param>
/// <param name="Able">The models that can take it by its nature, in the catalog's order.</param>
internal readonly record struct Question(int Task, bool Images, bool Tools, string Able);

/// <summary>Whether an entry must be there.</summary>
internal enum Presence
{
    /// <summary>It must not: nothing was stored under this key in this generation.</summary>
    NeverStored,

    /// <summary>It must not: it was evicted, or its time is over.</summary>
    Gone,

    /// <summary>It must.</summary>
    Present,

    /// <summary>Its time ends at about this moment.</summary>
    Either,
}

/// <summary>A strict LRU as plain as can be, emptied with every generation.</summary>
internal sealed class CacheModel
{
    private readonly Dictionary<Question, LinkedListNode<(Question Question, Moment StoredAt)>> entries = [];
    private readonly LinkedList<(Question Question, Moment StoredAt)> byUse = []; // the most recently used first
    private readonly HashSet<Question> everStored = [];
    private bool hasJustEvicted;

    public int Capacity { get; private set; } = 1;

    public TimeSpan? TimeToLive { get; private set; }

    public int Count => entries.Count;

    /// <summary>Entries that made room, in all generations: the most, and of these those that perhaps did not.</summary>
    public (long Most, long Doubtful) Evictions { get; private set; }

    /// <summary>Drops everything.</summary>
    /// <returns>How many entries there were.</returns>
    public int Clear(int capacity, TimeSpan? timeToLive)
    {
        var dropped = entries.Count;
        entries.Clear();
        byUse.Clear();
        everStored.Clear();
        (Capacity, TimeToLive, hasJustEvicted) = (capacity, timeToLive, false);
        return dropped;
    }

    public Presence Look(Question question, Moment now)
    {
        if (!entries.TryGetValue(question, out var entry))
        {
            return everStored.Contains(question) ? Presence.Gone : Presence.NeverStored;
        }

        if (TimeToLive is not { } life)
        {
            return Presence.Present;
        }

        var end = entry.Value.StoredAt.After(life);
        return now.IsBefore(end) ? Presence.Present
            : end.IsBefore(now) ? Presence.Gone
            : Presence.Either;
    }

    /// <summary>
    /// A drop that no call brought about may have overtaken the last call before it: then that call's scores are not stored, and
    /// nothing made room for them.
    /// </summary>
    public void WasOvertaken() => Evictions = Evictions with { Doubtful = Evictions.Doubtful + (hasJustEvicted ? 1 : 0) };

    /// <summary>The server's own count settles what was in doubt.</summary>
    /// <returns>Whether it can be right.</returns>
    public bool SettleEvictions(long count)
    {
        var isPossible = Evictions.Most - Evictions.Doubtful <= count && count <= Evictions.Most;
        Evictions = (count, 0);
        return isPossible;
    }

    /// <summary>Where an entry stands, for a person who looks for a fault.</summary>
    public string Describe(Question question) =>
        $"place {byUse.TakeWhile(entry => entry.Question != question).Count() + 1} of {Count} by use, capacity {Capacity}, time "
        + $"to live {TimeToLive?.ToString() ?? "none"}, stored {entries[question].Value.StoredAt}";

    public void Hit(Question question)
    {
        hasJustEvicted = false;
        var entry = entries[question];
        byUse.Remove(entry);
        byUse.AddFirst(entry);
    }

    public void Store(Question question, Moment now)
    {
        if (entries.Remove(question, out var expired))
        {
            byUse.Remove(expired);
        }

        hasJustEvicted = entries.Count == Capacity;
        if (hasJustEvicted)
        {
            entries.Remove(byUse.Last!.Value.Question);
            byUse.RemoveLast();
            Evictions = Evictions with { Most = Evictions.Most + 1 };
        }

        entries[question] = byUse.AddFirst((question, now));
        everStored.Add(question);
    }
}
