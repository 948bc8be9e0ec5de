namespace ShimLsp.Core.Health;

/// <summary>What is remembered of one model's outcomes. Pure: an outcome and a time in, the next record out.</summary>
internal sealed record HealthRecord
{
    private const int FailuresInARow = 3;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan FailingPause = TimeSpan.FromSeconds(30);

    public bool Unauthorized { get; init; }

    public DateTimeOffset? RateLimitedUntil { get; init; }

    public DateTimeOffset? FailingUntil { get; init; }

    /// <summary>Pauses asked for in a row: each unspecified one is twice as long as the one before.</summary>
    public int RateLimits { get; init; }

    public int Failures { get; init; }

    public string? Reason { get; init; }

    public Availability At(DateTimeOffset now)
    {
        if (Unauthorized)
        {
            return new(AvailabilityState.Unauthorized, null, Reason);
        }

        if (RateLimitedUntil > now)
        {
            return new(AvailabilityState.RateLimited, RateLimitedUntil, Reason);
        }

        return FailingUntil > now ? new(AvailabilityState.Failing, FailingUntil, Reason) : Availability.Available;
    }

    /// <summary>When the clock alone changes the state next; null for never.</summary>
    public DateTimeOffset? NextChange(DateTimeOffset now) => At(now).Until;

    public HealthRecord After(Outcome outcome, DateTimeOffset now) => outcome switch
    {
        { Status: >= 200 and < 300 } => new HealthRecord(),
        { Status: 401 or 403 } => this with { Unauthorized = true, Reason = $"the key was refused ({outcome.Status})" },
        { Status: 429 } => RateLimited(outcome.RetryAfter, now),
        { Status: 408 or >= 500 } => Failed($"status {outcome.Status}", now),
        { NoAnswer: NoAnswer.Timeout } => Failed("timeout", now),
        { NoAnswer: NoAnswer.Network } => Failed("network", now),
        _ => this, // what is wrong with the request says nothing of the model
    };

    /// <summary>A new credential, catalog or configuration: a refusal may be over; a pause that was asked for is not.</summary>
    public HealthRecord WithNewCredential() => Unauthorized ? this with { Unauthorized = false, Reason = null } : this;

    private static TimeSpan Pause(int before) =>
        TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, FirstPause.Ticks << Math.Min(before, 16)));

    private static DateTimeOffset Later(DateTimeOffset? one, DateTimeOffset other) => one > other ? one.Value : other;

    private HealthRecord RateLimited(TimeSpan? retryAfter, DateTimeOffset now) => this with
    {
        // A later answer with a shorter pause does not take back the longer one.
        RateLimitedUntil = Later(RateLimitedUntil, now + (retryAfter ?? Pause(RateLimits))),
        RateLimits = RateLimits + 1,
        Reason = "rate limited (429)",
    };

    private HealthRecord Failed(string reason, DateTimeOffset now)
    {
        var failures = Failures + 1;
        return failures < FailuresInARow
            ? this with { Failures = failures }
            : this with { Failures = failures, FailingUntil = Later(FailingUntil, now + FailingPause), Reason = $"{failures} failures in a row, the last: {reason}" };
    }
}
