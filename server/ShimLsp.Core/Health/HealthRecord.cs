namespace ShimLsp.Core.Health;

/// <summary>What is known of one model from the outcomes of its calls. Pure: an outcome and a moment give the next record.</summary>
/// <remarks>
/// Three failures in a row start a cooldown. When it is over, the circuit is half open: the model is available, and the next request that
/// takes it is a trial. It closes the model to all others until its outcome is known, or for one cooldown if nobody reports the outcome.
/// </remarks>
internal sealed record HealthRecord
{
    private const int FailuresInARow = 3;

    /// <summary>The status with which the key was refused; null if it was not.</summary>
    public int? Refusal { get; init; }

    /// <summary>When the model last became unavailable, by the clock that nobody can set; null if it never did.</summary>
    public TimeSpan? PutOutAt { get; init; }

    public Cooldown? RateLimited { get; init; }

    /// <summary>
    /// The cooldown after failures, or the wait for a trial's outcome. It stays while the circuit is half open; null if all is well.
    /// </summary>
    public Cooldown? Failing { get; init; }

    /// <summary>Whether <see cref="Failing"/> waits for a trial's outcome.</summary>
    public bool IsOnTrial { get; init; }

    /// <summary>How many 429 answers in a row did not say how long to wait.</summary>
    public int RateLimits { get; init; }

    public int Failures { get; init; }

    public string? LastFailure { get; init; }

    /// <summary>The time in which the last failure counts as recent, even if it started no cooldown; null if there is none.</summary>
    public Cooldown? Fresh { get; init; }

    public Availability At(Moment now)
    {
        if (Refusal is { } status)
        {
            return new(AvailabilityState.Unauthorized, null, $"key rejected ({status})");
        }

        if (RateLimited is { } limited && limited.IsAheadOf(now))
        {
            return new(AvailabilityState.RateLimited, limited.Until, "rate limited (429)");
        }

        return Failing is { } failing && failing.IsAheadOf(now)
            ? new(AvailabilityState.Failing, failing.Until, IsOnTrial ? $"trying one request after {Why}" : Why)
            : Availability.Available;
    }

    /// <summary>How long until time alone changes the state; null for never.</summary>
    public TimeSpan? NextChange(Moment now) =>
        Refusal is not null ? null
        : RateLimited is { } limited && limited.IsAheadOf(now) ? limited.Left(now)
        : Failing is { } failing && failing.IsAheadOf(now) ? failing.Left(now)
        : null;

    /// <summary>It failed, its cooldown is over, and nobody has tried it since.</summary>
    public bool IsHalfOpen(Moment now) => Failing is not null && At(now).State == AvailabilityState.Available;

    /// <summary>It failed a moment ago, even if only once: a caller that has a choice asks another model.</summary>
    public bool FailedLately(Moment now) => Failures > 0 && Fresh is { } fresh && fresh.IsAheadOf(now);

    /// <summary>One request tries it. No other does until its outcome is known.</summary>
    public HealthRecord WithTrial(Moment now) => this with { Failing = Cooldown.AfterFailure(now), IsOnTrial = true };

    /// <summary>The trial brought no outcome: the next request may try.</summary>
    public HealthRecord WithTrialGivenBack(Moment now) => IsOnTrial ? this with { Failing = Cooldown.Over(now), IsOnTrial = false } : this;

    public HealthRecord After(Outcome outcome, Moment now) =>
        outcome switch
        {
            { Status: >= 200 and < 300 } => new HealthRecord(),
            { Status: 401 or 403 } => Answered(now) with { Refusal = outcome.Status, PutOutAt = now.Elapsed },
            { Status: 429 } => Limited(outcome.RetryAfter, now),
            { Status: 408 or >= 500 } => Failed($"status {outcome.Status}", now),
            { NoAnswer: NoAnswer.Timeout } => Failed("timeout", now),
            { NoAnswer: NoAnswer.Network } => Failed("network", now),
            _ => Answered(now), // the request was wrong, not the model
        };

    /// <summary>A new credential, catalog or configuration may end a refusal. It does not end a pause that the model asked for.</summary>
    public HealthRecord WithNewCredential() => this with { Refusal = null };

    private string Why => $"{Failures} failures in a row; last: {LastFailure}";

    /// <summary>
    /// It did answer, so no failure is left in a row and a trial has passed. A cooldown under way is about other requests and stays.
    /// </summary>
    private HealthRecord Answered(Moment now) =>
        Failing is { } cooldown && cooldown.IsAheadOf(now) && !IsOnTrial
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

            // A later answer that asks for less does not shorten it.
            RateLimited = Cooldown.AfterRateLimit(retryAfter, RateLimits, now).OrLater(RateLimited),
            RateLimits = retryAfter is null ? RateLimits + 1 : RateLimits,
        };

    private HealthRecord Failed(string reason, Moment now)
    {
        var next = this with { Failures = Failures + 1, LastFailure = reason, Fresh = Cooldown.AfterFailure(now) };
        return Failing is null && next.Failures < FailuresInARow
            ? next
            : next with
            {
                Failing = Cooldown.AfterFailure(now).OrLater(Failing),
                IsOnTrial = false,
                PutOutAt = now.Elapsed,
            };
    }
}
