namespace ShimLsp.Core.Health;

/// <summary>What is remembered of one model's outcomes. Pure: an outcome and a time in, the next record out.</summary>
internal sealed record HealthRecord
{
    private const int FailuresInARow = 3;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan FailingPause = TimeSpan.FromSeconds(30);

    /// <summary>The status that refused the key; null where none did.</summary>
    public int? Refusal { get; init; }

    public DateTimeOffset? RateLimitedUntil { get; init; }

    public DateTimeOffset? FailingUntil { get; init; }

    /// <summary>Pauses of unsaid length in a row: each is twice as long as the one before.</summary>
    public int RateLimits { get; init; }

    public int Failures { get; init; }

    public string? LastFailure { get; init; }

    public Availability At(DateTimeOffset now)
    {
        if (Refusal is { } status)
        {
            return new(AvailabilityState.Unauthorized, null, $"the key was refused ({status})");
        }

        if (RateLimitedUntil > now)
        {
            return new(AvailabilityState.RateLimited, RateLimitedUntil, "rate limited (429)");
        }

        return FailingUntil > now
            ? new(AvailabilityState.Failing, FailingUntil, $"{Failures} failures in a row, the last: {LastFailure}")
            : Availability.Available;
    }

    /// <summary>When the clock alone changes the state next; null for never.</summary>
    public DateTimeOffset? NextChange(DateTimeOffset now) => At(now).Until;

    public HealthRecord After(Outcome outcome, DateTimeOffset now) => outcome switch
    {
        { Status: >= 200 and < 300 } => new HealthRecord(),
        { Status: 401 or 403 } => this with { Refusal = outcome.Status, Failures = 0 },
        { Status: 429 } => RateLimited(outcome.RetryAfter, now),
        { Status: 408 or >= 500 } => Failed($"status {outcome.Status}", now),
        { NoAnswer: NoAnswer.Timeout } => Failed("timeout", now),
        { NoAnswer: NoAnswer.Network } => Failed("network", now),
        _ => this with { Failures = 0 }, // what is wrong with the request is none of the model's, which did answer
    };

    /// <summary>A new credential, catalog or configuration: a refusal may be over; a pause that was asked for is not.</summary>
    public HealthRecord WithNewCredential() => this with { Refusal = null };

    private static TimeSpan Pause(int before) =>
        TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, FirstPause.Ticks << Math.Min(before, 16)));

    /// <summary>The end of a pause, never before an earlier one's end; a pause beyond the calendar ends with it.</summary>
    private static DateTimeOffset Later(DateTimeOffset? before, DateTimeOffset now, TimeSpan pause)
    {
        var end = pause > DateTimeOffset.MaxValue - now ? DateTimeOffset.MaxValue : now + pause;
        return before > end ? before.Value : end;
    }

    private HealthRecord RateLimited(TimeSpan? retryAfter, DateTimeOffset now) => this with
    {
        // A later answer with a shorter pause does not take back the longer one.
        RateLimitedUntil = Later(RateLimitedUntil, now, retryAfter ?? Pause(RateLimits)),
        Failures = 0,
        RateLimits = retryAfter is null ? RateLimits + 1 : RateLimits,
    };

    private HealthRecord Failed(string reason, DateTimeOffset now)
    {
        var failures = Failures + 1;
        return failures < FailuresInARow
            ? this with { Failures = failures, LastFailure = reason }
            : this with { Failures = failures, LastFailure = reason, FailingUntil = Later(FailingUntil, now, FailingPause) };
    }
}
