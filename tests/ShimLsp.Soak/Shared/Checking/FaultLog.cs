using System.Collections.Immutable;

namespace ShimLsp.Soak.Shared.Checking;

/// <summary>A fault that was done, and when.</summary>
/// <param name="Name">What.</param>
/// <param name="Killed">The replica that was killed; null for none.</param>
/// <param name="IsOfRedis">Whether it was done to Redis, and not to a replica.</param>
/// <param name="From">When it began.</param>
internal sealed record Window(string Name, int? Killed, bool IsOfRedis, TimeSpan From)
{
    /// <summary>When it was undone; never, while it lasts.</summary>
    public TimeSpan Until { get; set; } = TimeSpan.MaxValue;

    /// <summary>When every replica was joined again; never, while one is not.</summary>
    public TimeSpan Joined { get; set; } = TimeSpan.MaxValue;

    /// <summary>What was not as it must be; empty for nothing.</summary>
    public string Remark { get; set; } = "";
}

/// <summary>The faults that were done. Thread-safe.</summary>
internal sealed class FaultLog
{
    private ImmutableList<Window> all = [];

    /// <summary>All, in order.</summary>
    public ImmutableList<Window> All => Volatile.Read(ref all);

    /// <summary>A fault begins.</summary>
    public Window Begin(string name, int? killed, bool isOfRedis, TimeSpan now)
    {
        var window = new Window(name, killed, isOfRedis, now);
        ImmutableInterlocked.Update(ref all, (list, one) => list.Add(one), window);
        return window;
    }

    /// <summary>Whether nothing was broken at any moment between two.</summary>
    public bool WasQuiet(TimeSpan from, TimeSpan until) => !All.Exists(one => one.From <= until && one.Joined >= from);

    /// <summary>Whether a replica was up between two moments.</summary>
    public bool WasUp(int replica, TimeSpan from, TimeSpan until) =>
        !All.Exists(one => one.Killed == replica && one.From <= until && one.Joined >= from);
}
