using Microsoft.Extensions.Time.Testing;

namespace ShimLsp.Server.Tests.Support;

/// <summary>
/// A clock whose time of day a test can set, as on a real machine. Elapsed time and timers use another clock that nobody can set.
/// </summary>
internal sealed class SettableClock : FakeTimeProvider
{
    private TimeSpan setBy;

    /// <summary>Sets the time of day.</summary>
    /// <param name="change">By how much; below zero for backwards.</param>
    public void SetBy(TimeSpan change) => setBy += change;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + setBy;

    /// <inheritdoc/>
    public override long GetTimestamp() => base.GetUtcNow().Ticks;
}
