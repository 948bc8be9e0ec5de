namespace ShimLsp.Core.Health;

/// <summary>What is remembered of one model's outcomes. Pure: an outcome and a moment in, the next record out.</summary>
/// <remarks>
/// Three failures in a row open a pause. When it is over the circuit is half open: the model is available, and the request that takes it
/// closes it again for the others until the outcome is known, or for as long as a pause lasts if nobody reports it.
/// </remarks>
internal sealed record HealthRecord
{
    private const int FailuresInARow = 3;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan FailingPause = TimeSpan.FromSeconds(30);

    /// <summary>The status that refused the key; null if none did.</summary>
    public int? Refusal { get; init; }

    /// <summary>When the model was last put out of use, by the clock that nobody sets; null if it never was.</summary>
    public TimeSpan? PutOutAt { get; init; }

    public Deadline? RateLimited { get; init; }

    /// <summary>
    /// The end of the pause after failures, or of the wait for a trial's outcome; kept while half open, null if all is well.
    /// </summary>
    public Deadline? Failing { get; init; }

    /// <summary>Whether <see cref="Failing"/> waits for a trial's outcome.</summary>
    public bool IsOnTrial { get; init; }

    /// <summary>Pauses of unsaid length in a row: each is twice as long as the one before.</summary>
    public int RateLimits { get; init; }

    public int Failures { get; init; }

    public string? LastFailure { get; init; }

    /// <summary>The end of the time in which the last failure is fresh, whether or not it made a pause; null if there is none.</summary>
    public Deadline? Fresh { get; init; }

    public Availability At(Moment now)
    {
        if (Refusal is { } status)
        {
            return new(AvailabilityState.Unauthorized, null, $"the key was refused ({status})");
        }

        if (RateLimited is { } limited && limited.IsAheadOf(now))
        {
            return new(AvailabilityState.RateLimited, limited.Shown, "rate limited (429)");
        }

        return Failing is { } failing && failing.IsAheadOf(now)
            ? new(AvailabilityState.Failing, failing.Shown, IsOnTrial ? $"one request tries it again, after {Why}" : Why)
            : Availability.Available;
    }

    /// <summary>How long until the clock alone changes the state next; null for never.</summary>
    public TimeSpan? NextChange(Moment now) =>
        Refusal is not null ? null
        : RateLimited is { } limited && limited.IsAheadOf(now) ? limited.Left(now)
        : Failing is { } failing && failing.IsAheadOf(now) ? failing.Left(now)
        : null;

    /// <summary>It failed, its pause is over, and nobody has tried it since.</summary>
    public bool IsHalfOpen(Moment now) => Failing is not null && At(now).State == AvailabilityState.Available;

    /// <summary>It failed a moment ago, be it once: a caller that has a choice asks another model.</summary>
    public bool FailedLately(Moment now) => Failures > 0 && Fresh is { } fresh && fresh.IsAheadOf(now);

    /// <summary>A request tries it: until its outcome is known no other does.</summary>
    public HealthRecord WithTrial(Moment now) => this with { Failing = Deadline.After(FailingPause, now), IsOnTrial = true };

    /// <summary>What tried it brought no outcome: the next request may.</summary>
    public HealthRecord WithTrialGivenBack(Moment now) =>
        IsOnTrial ? this with { Failing = Deadline.After(TimeSpan.Zero, now), IsOnTrial = false } : this;

    public HealthRecord After(Outcome outcome, Moment now) =>
        outcome switch
        {
            { Status: >= 200 and < 300 } => new HealthRecord(),
            { Status: 401 or 403 } => Answered(now) with { Refusal = outcome.Status, PutOutAt = now.Elapsed },
            { Status: 429 } => Limited(outcome.RetryAfter, now),
            { Status: 408 or >= 500 } => Failed($"status {outcome.Status}", now),
            { NoAnswer: NoAnswer.Timeout } => Failed("timeout", now),
            { NoAnswer: NoAnswer.Network } => Failed("network", now),
            _ => Answered(now), // what is wrong with the request is none of the model's
        };

    /// <summary>A new credential, catalog or configuration: a refusal may be over; a pause that was asked for is not.</summary>
    public HealthRecord WithNewCredential() => this with { Refusal = null };

    private string Why => $"{Failures} failures in a row, the last: {LastFailure}";

    private static TimeSpan Pause(int before) => TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, FirstPause.Ticks << Math.Min(before, 16)));

    /// <summary>
    /// It did answer: no failure in a row, and a trial has passed. A pause that is under way is about other requests, and stays.
    /// </summary>
    private HealthRecord Answered(Moment now) =>
        Failing is { } pause && pause.IsAheadOf(now) && !IsOnTrial
            ? this
            : this with
            {
                Failures = 0,
                LastFailure = null,
                Fresh = null,
                Failing = null,
                IsOnTrial = false,
            };

    private HealthRecord Limited(TimeSpan? retryAfter, Moment now) =>
        Answered(now) with
        {
            PutOutAt = now.Elapsed,

            // A later answer with a shorter pause does not take back the longer one.
            RateLimited = Deadline.After(retryAfter ?? Pause(RateLimits), now).OrLater(RateLimited),
            RateLimits = retryAfter is null ? RateLimits + 1 : RateLimits,
        };

    private HealthRecord Failed(string reason, Moment now)
    {
        var next = this with { Failures = Failures + 1, LastFailure = reason, Fresh = Deadline.After(FailingPause, now) };
        return Failing is null && next.Failures < FailuresInARow
            ? next
            : next with
            {
                Failing = Deadline.After(FailingPause, now).OrLater(Failing),
                IsOnTrial = false,
                PutOutAt = now.Elapsed,
            };
    }
}
