namespace ShimLsp.Core.Health;

/// <summary>Both clocks, read at once.</summary>
/// <param name="Elapsed">Time that has passed. Nobody can set this clock, but it stops while the machine sleeps.</param>
/// <param name="Utc">The time of day. Somebody can set it at any moment.</param>
internal readonly record struct Moment(TimeSpan Elapsed, DateTimeOffset Utc)
{
    public static Moment Of(TimeProvider clock) => new(clock.GetElapsedTime(0), clock.GetUtcNow());
}

/// <summary>
/// How long a model is left alone after it asked for a pause or failed. It ends when either clock says so: it must not last longer
/// because somebody sets the time of day back, and a night's sleep must count. If it ends too early, that costs one request.
/// </summary>
/// <param name="Due">The end by the clock that nobody can set.</param>
/// <param name="Until">The same end as a time of day, to show.</param>
internal readonly record struct Cooldown(TimeSpan Due, DateTimeOffset Until)
{
    private static readonly TimeSpan FirstRateLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestRateLimit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestAskedFor = TimeSpan.FromHours(24);
    private static readonly TimeSpan Failure = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(75);
    private static readonly TimeSpan Spending = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Missing = TimeSpan.FromMinutes(5);

    /// <summary>After it asked for a pause: as long as it said, at most 24 h; else 5 s, then doubling up to 5 min.</summary>
    /// <param name="retryAfter">How long the model asked for; null if it did not say.</param>
    /// <param name="before">How many times in a row it has not said before.</param>
    /// <param name="now">The cooldown begins now.</param>
    public static Cooldown AfterRateLimit(TimeSpan? retryAfter, int before, Moment now) =>
        For(retryAfter is { } asked ? TimeSpan.FromTicks(Math.Min(asked.Ticks, LongestAskedFor.Ticks)) : Doubled(before), now);

    /// <summary>After the account had nothing left to spend: 15 min.</summary>
    /// <param name="now">The cooldown begins now.</param>
    public static Cooldown AfterSpending(Moment now) => For(Spending, now);

    /// <summary>After the provider had no such model: 5 min.</summary>
    /// <param name="now">The cooldown begins now.</param>
    public static Cooldown AfterNotFound(Moment now) => For(Missing, now);

    /// <summary>After a look that found nothing at its endpoint: 75 s, so that a look a minute leaves no gap.</summary>
    /// <param name="now">The cooldown begins now.</param>
    public static Cooldown AfterLook(Moment now) => For(Look, now);

    /// <summary>After a failure: 30 s.</summary>
    /// <param name="now">The cooldown begins now.</param>
    public static Cooldown AfterFailure(Moment now) => For(Failure, now);

    /// <summary>One that another gateway told of.</summary>
    /// <param name="left">How long it still lasts; negative if it is over.</param>
    /// <param name="now">This moment.</param>
    public static Cooldown Of(TimeSpan left, Moment now) => For(left, now);

    /// <summary>One that is over.</summary>
    public static Cooldown Over(Moment now) => For(TimeSpan.Zero, now);

    public bool IsAheadOf(Moment now) => Left(now) > TimeSpan.Zero;

    public TimeSpan Left(Moment now) => TimeSpan.FromTicks(Math.Min((Due - now.Elapsed).Ticks, (Until - now.Utc).Ticks));

    /// <summary>The one of the two that ends later.</summary>
    public Cooldown OrLater(Cooldown? other) => other is { } earlier && earlier.Due > Due ? earlier : this;

    // One that would end after the last day of the calendar ends on that day.
    private static Cooldown For(TimeSpan length, Moment now) =>
        new(
            length > TimeSpan.MaxValue - now.Elapsed ? TimeSpan.MaxValue : now.Elapsed + length,
            length > DateTimeOffset.MaxValue - now.Utc ? DateTimeOffset.MaxValue : now.Utc + length
        );

    private static TimeSpan Doubled(int times) =>
        TimeSpan.FromTicks(Math.Min(LongestRateLimit.Ticks, FirstRateLimit.Ticks << Math.Min(times, 16)));
}
