namespace ShimLsp.Core.Health;

/// <summary>One look at both clocks.</summary>
/// <param name="Elapsed">Time that has passed, by the clock that nobody sets and that stops while the machine sleeps.</param>
/// <param name="Utc">The time of day, which may be set at any moment.</param>
internal readonly record struct Moment(TimeSpan Elapsed, DateTimeOffset Utc)
{
    public static Moment Of(TimeProvider clock) => new(clock.GetElapsedTime(0), clock.GetUtcNow());
}

/// <summary>
/// The end of a pause. It is over as soon as either clock says so: a time of day that is set back must not prolong it, and a night's sleep
/// must not count as nothing. A return that comes early costs one request.
/// </summary>
/// <param name="Due">By the clock that nobody sets.</param>
/// <param name="Shown">The same as a time of day, for people.</param>
internal readonly record struct Deadline(TimeSpan Due, DateTimeOffset Shown)
{
    /// <summary>The end of a pause that begins now; one beyond the calendar ends with it.</summary>
    public static Deadline After(TimeSpan pause, Moment now) =>
        new(
            pause > TimeSpan.MaxValue - now.Elapsed ? TimeSpan.MaxValue : now.Elapsed + pause,
            pause > DateTimeOffset.MaxValue - now.Utc ? DateTimeOffset.MaxValue : now.Utc + pause
        );

    public bool IsAheadOf(Moment now) => Left(now) > TimeSpan.Zero;

    public TimeSpan Left(Moment now) => TimeSpan.FromTicks(Math.Min((Due - now.Elapsed).Ticks, (Shown - now.Utc).Ticks));

    /// <summary>The one of the two that is over later.</summary>
    public Deadline OrLater(Deadline? other) => other is { } earlier && earlier.Due > Due ? earlier : this;
}
