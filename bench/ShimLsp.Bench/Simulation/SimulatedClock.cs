namespace ShimLsp.Bench.Simulation;

/// <summary>The clock of the caches: it stands still until the next event.</summary>
internal sealed class SimulatedClock : TimeProvider
{
    /// <summary>The time since the day began.</summary>
    public TimeSpan Now { get; set; }

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override long GetTimestamp() => Now.Ticks;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + Now;
}
