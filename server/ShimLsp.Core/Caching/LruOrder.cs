namespace ShimLsp.Core.Caching;

/// <summary>
/// The order of use: an intrusive doubly linked list, so every operation is O(1) and allocates nothing. Not thread-safe: its cache holds
/// the lock.
/// </summary>
/// <typeparam name="T">The entry.</typeparam>
internal sealed class LruOrder<T>
    where T : LruOrder<T>.Link
{
    private T? newest;
    private T? oldest;

    /// <summary>The base class of an entry in the order.</summary>
    internal abstract class Link
    {
        internal T? Newer { get; set; }

        internal T? Older { get; set; }
    }

    /// <summary>The least recently used entry; null if there is none.</summary>
    public T? Oldest => oldest;

    public void AddNewest(T entry)
    {
        entry.Older = newest;
        entry.Newer = null;
        if (newest is not null)
        {
            newest.Newer = entry;
        }

        newest = entry;
        oldest ??= entry;
    }

    public void Refresh(T entry)
    {
        if (!ReferenceEquals(entry, newest))
        {
            Remove(entry);
            AddNewest(entry);
        }
    }

    public void Remove(T entry)
    {
        if (entry.Newer is { } newer)
        {
            newer.Older = entry.Older;
        }
        else
        {
            newest = entry.Older;
        }

        if (entry.Older is { } older)
        {
            older.Newer = entry.Newer;
        }
        else
        {
            oldest = entry.Newer;
        }

        entry.Newer = entry.Older = null;
    }

    public void Clear() => newest = oldest = null;
}
