namespace ShimLsp.Core.Health;

/// <summary>What is known of one model from the outcomes of its calls. Pure: an outcome and a moment give the next record.</summary>
/// <remarks>
/// Three failures in a row start a cooldown. When it is over, the circuit is half open: the model is available, and the next request that
/// takes it is a trial. It closes the model to all others until its outcome is known, or for one cooldown if nobody reports the outcome.
/// </remarks>
internal sealed record HealthRecord
{
    /// <summary>What is told of a model that its provider does not have.</summary>
    public const string NoSuchModel = "its provider has no such model";

    private const int FailuresInARow = 3;

    /// <summary>The status with which the key was refused; null if it was not.</summary>
    public int? Refusal { get; init; }

    /// <summary>When the model last became unavailable, by the clock that nobody can set; null if it never did.</summary>
    public TimeSpan? PutOutAt { get; init; }

    /// <summary>While its account is taken to have nothing left to spend; null if it is not.</summary>
    public Cooldown? OutOfCredit { get; init; }

    /// <summary>While its provider is taken to have no such model; null if it is not.</summary>
    public Cooldown? NotFound { get; init; }

    /// <summary>What <see cref="NotFound"/> is about: the model, its address, or the country or region; null for the model.</summary>
    public RefusalTopic? Missing { get; init; }

    public Cooldown? RateLimited { get; init; }

    /// <summary>The status that began <see cref="RateLimited"/>: 429, or 503 with a pause.</summary>
    public int LimitStatus { get; init; }

    /// <summary>How many different tasks in a row were refused for their content.</summary>
    public int ContentRefusals { get; init; }

    /// <summary>The last of those tasks; null if it is not known.</summary>
    public int? RefusedTask { get; init; }

    /// <summary>
    /// The cooldown after failures, or the wait for a trial's outcome. It stays while the circuit is half open; null if all is well.
    /// </summary>
    public Cooldown? Failing { get; init; }

    /// <summary>Whether <see cref="Failing"/> began with a look that found nothing at the model's endpoint.</summary>
    public bool IsUnreached { get; init; }

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

        if (OutOfCredit is { } credit && credit.IsAheadOf(now))
        {
            return new(AvailabilityState.OutOfCredit, credit.Until, "its account has nothing left to spend");
        }

        if (NotFound is { } missing && missing.IsAheadOf(now))
        {
            return new(AvailabilityState.NotFound, missing.Until, WhatIsMissing);
        }

        if (RateLimited is { } limited && limited.IsAheadOf(now))
        {
            return new(AvailabilityState.RateLimited, limited.Until, LimitReason);
        }

        return Failing is { } failing && failing.IsAheadOf(now)
            ? new(AvailabilityState.Failing, failing.Until, IsOnTrial ? $"trying one request after {Why}" : Why)
            : Availability.Available;
    }

    /// <summary>How long until time alone changes the state; null for never.</summary>
    public TimeSpan? NextChange(Moment now) =>
        Refusal is not null ? null : Ahead(OutOfCredit, now) ?? Ahead(NotFound, now) ?? Ahead(RateLimited, now) ?? Ahead(Failing, now);

    /// <summary>It failed, its cooldown is over, and nobody has tried it since.</summary>
    public bool IsHalfOpen(Moment now) => Failing is not null && At(now).State == AvailabilityState.Available;

    /// <summary>It failed a moment ago, even if only once: a caller that has a choice asks another model.</summary>
    public bool FailedLately(Moment now) => Failures > 0 && Fresh is { } fresh && fresh.IsAheadOf(now);

    /// <summary>One request tries it. No other does until its outcome is known.</summary>
    public HealthRecord WithTrial(Moment now) => this with { Failing = Cooldown.AfterFailure(now), IsOnTrial = true };

    /// <summary>The trial brought no outcome: the next request may try.</summary>
    public HealthRecord WithTrialGivenBack(Moment now) => IsOnTrial ? this with { Failing = Cooldown.Over(now), IsOnTrial = false } : this;

    /// <summary>Its endpoint was looked at. That ends what only a look has found, and no pause that a call has led to.</summary>
    public HealthRecord After(EndpointFinding finding, Moment now) =>
        finding switch
        {
            EndpointFinding.NothingThere when Failing is null || IsUnreached => this with
            {
                Failing = Cooldown.AfterLook(now),
                IsUnreached = true,
                PutOutAt = now.Elapsed,
            },
            EndpointFinding.LacksModel => Reached() with { NotFound = Cooldown.AfterNotFound(now), Missing = null, PutOutAt = now.Elapsed },
            EndpointFinding.HasModel => Reached() with { NotFound = null, Missing = null },
            EndpointFinding.Answers => Reached(),
            _ => this,
        };

    private HealthRecord Reached() => IsUnreached ? this with { Failing = null, IsUnreached = false } : this;

    public HealthRecord After(Outcome outcome, Moment now) =>
        outcome.Meaning switch
        {
            OutcomeMeaning.Success => new HealthRecord(),
            OutcomeMeaning.KeyRefused => Answered(now) with { Refusal = outcome.Status, PutOutAt = now.Elapsed },
            OutcomeMeaning.OutOfCredit => Answered(now) with { OutOfCredit = Cooldown.AfterSpending(now), PutOutAt = now.Elapsed },
            OutcomeMeaning.ModelNotFound => Answered(now) with
            {
                NotFound = Cooldown.AfterNotFound(now),
                Missing = outcome.Topic,
                PutOutAt = now.Elapsed,
            },
            OutcomeMeaning.RateLimited => Limited(outcome, now),
            OutcomeMeaning.ContentRefused => Refused(outcome, now),
            OutcomeMeaning.Failed => Failed(NameOf(outcome), now),
            _ => Answered(now), // the request was wrong for it, not the model
        };

    private string LimitReason => LimitStatus == 503 ? "overloaded (503)" : $"rate limited ({LimitStatus})";

    private string WhatIsMissing =>
        Missing switch
        {
            RefusalTopic.Address => "nothing at its address",
            RefusalTopic.Region => "not available in this country or region",
            _ => NoSuchModel,
        };

    private string Why => IsUnreached ? "nothing answers at its address" : $"{Failures} failures in a row; last: {LastFailure}";

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
                IsUnreached = false,
                IsOnTrial = false,
                ContentRefusals = 0,
                RefusedTask = null,
            };

    private static TimeSpan? Ahead(Cooldown? cooldown, Moment now) => cooldown is { } one && one.IsAheadOf(now) ? one.Left(now) : null;

    private static string NameOf(Outcome outcome) =>
        outcome switch
        {
            { NoAnswer: NoAnswer.Timeout } => "timeout",
            { Status: { } status } => $"status {status}",
            _ => "network",
        };

    /// <summary>One task that is refused says nothing of the next. Three different ones in a row are a fault of the model.</summary>
    private HealthRecord Refused(Outcome outcome, Moment now)
    {
        var isSame = outcome.Task is { } task && task == RefusedTask;
        var refusals = ContentRefusals + (isSame ? 0 : 1);
        var answered = Answered(now) with { ContentRefusals = refusals, RefusedTask = outcome.Task };
        return refusals < FailuresInARow
            ? answered
            : answered with
            {
                Failures = refusals,
                LastFailure = $"status {outcome.Status}",
                Failing = Cooldown.AfterFailure(now),
                PutOutAt = now.Elapsed,
            };
    }

    private HealthRecord Limited(Outcome outcome, Moment now)
    {
        var pause = Cooldown.AfterRateLimit(outcome.RetryAfter, RateLimits, now);
        var longest = pause.OrLater(RateLimited); // a later answer that asks for less does not shorten it
        return Answered(now) with
        {
            PutOutAt = now.Elapsed,
            RateLimited = longest,
            LimitStatus = longest == pause ? outcome.Status ?? LimitStatus : LimitStatus,
            RateLimits = outcome.RetryAfter is null ? RateLimits + 1 : RateLimits,
        };
    }

    private HealthRecord Failed(string reason, Moment now)
    {
        var next = this with
        {
            Failures = Failures + 1,
            LastFailure = reason,
            Fresh = Cooldown.AfterFailure(now),
            ContentRefusals = 0,
            RefusedTask = null,
        };
        return Failing is null && next.Failures < FailuresInARow
            ? next
            : next with
            {
                Failing = Cooldown.AfterFailure(now).OrLater(Failing),
                IsUnreached = false,
                IsOnTrial = false,
                PutOutAt = now.Elapsed,
            };
    }
}
