using ShimLsp.Soak.Transcript;

namespace ShimLsp.Soak.Checking;

/// <summary>What a session must know about its models' health, as far as this can be known from outside.</summary>
internal sealed class HealthModel
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan FailingPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan NotFoundPause = TimeSpan.FromMinutes(5);

    private readonly Dictionary<string, Record> records = [];

    /// <summary>Takes an outcome into account.</summary>
    public void Report(ReportCall call, Moment now)
    {
        var record = records.GetValueOrDefault(call.Slug) ?? new Record();
        var next = After(record, call, now);

        // The renewal may still be to come, and then it takes this outcome back too.
        records[call.Slug] =
            record is { Before: { } before, RenewedBy: { } renewed } && now.Earliest <= renewed
                ? next with
                {
                    Before = After(before, call, now),
                    RenewedBy = renewed,
                    MayBeWiped = true,
                }
                : next;
    }

    /// <summary>The catalog or the configuration changed: everything is forgotten.</summary>
    /// <param name="exists">Whether a model exists now.</param>
    /// <param name="at">By when, at the latest.</param>
    public void Renew(Func<string, bool> exists, DateTimeOffset at)
    {
        foreach (var (slug, record) in records.ToArray())
        {
            if (exists(slug))
            {
                records[slug] = new Record { Before = record with { Before = null }, RenewedBy = at };
            }
            else
            {
                records.Remove(slug);
            }
        }
    }

    /// <summary>
    /// What is wrong with a state that the server gave for a model; null if it may be so. What it says of the end is learnt.
    /// </summary>
    /// <param name="slug">The model.</param>
    /// <param name="state">The state; null for available.</param>
    /// <param name="until">When the server says that it ends; null if it does not say.</param>
    /// <param name="now">When it said so.</param>
    public string? Fault(string slug, string? state, DateTimeOffset? until, Moment now)
    {
        var record = records.GetValueOrDefault(slug) ?? new Record();
        var fault = record.Fault(slug, state, until, now);
        if (fault is null && state == "rateLimited" && until is { } end && !record.MayBeWiped)
        {
            records[slug] = record with { PausedUntil = new(end, end) };
        }

        var isBefore = now.Earliest <= record.RenewedBy && record.Before is { } before && before.Fault(slug, state, until, now) is null;
        return isBefore ? null : fault;
    }

    private static Record After(Record record, ReportCall call, Moment now) =>
        call switch
        {
            { Status: >= 200 and < 300 } => new Record { Before = record.Before, RenewedBy = record.RenewedBy },
            { Status: 401 } => Answered(record) with { IsRefused = true },
            { Status: 403 } => ContentRefused(record, now),
            { Status: 404 } => Answered(record) with { NotFoundUntil = now.After(NotFoundPause) },
            { Status: 429 } => Paused(record, call.RetryAfter, now),
            { Status: null or 408 or >= 500 } => Failed(record, now),
            _ => Answered(record),
        };

    private static Record Answered(Record record) => record with { Failures = 0, ContentRefusals = 0 };

    /// <summary>A refused task is no fault of the model, but three in a row are.</summary>
    private static Record ContentRefused(Record record, Moment now) =>
        record with
        {
            Failures = 0,
            ContentRefusals = record.ContentRefusals + 1,
            FailingUntil = record.ContentRefusals + 1 < 3 ? record.FailingUntil : Later(record.FailingUntil, now.After(FailingPause)),
        };

    private static Moment Later(Moment? earlier, Moment end) => earlier is { } known ? end.Later(known) : end;

    private static Record Paused(Record record, TimeSpan? retryAfter, Moment now)
    {
        var doubled = TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, FirstPause.Ticks << Math.Min(record.Pauses, 16)));
        var end = now.After(retryAfter ?? doubled);
        return record with
        {
            PausedUntil = Later(record.PausedUntil, end),
            Pauses = record.Pauses + (retryAfter is null ? 1 : 0),
            Failures = 0,
            ContentRefusals = 0,
        };
    }

    private static Record Failed(Record record, Moment now)
    {
        var end = now.After(FailingPause);
        return record with
        {
            Failures = record.Failures + 1,
            ContentRefusals = 0,
            FailingUntil = record.Failures + 1 < 3 ? record.FailingUntil : Later(record.FailingUntil, end),
        };
    }

    private sealed record Record
    {
        public bool IsRefused { get; init; }

        public Moment? NotFoundUntil { get; init; }

        public Moment? PausedUntil { get; init; }

        public int Pauses { get; init; }

        public Moment? FailingUntil { get; init; }

        public int Failures { get; init; }

        public int ContentRefusals { get; init; }

        /// <summary>What was known before the last renewal; null if there was none.</summary>
        public Record? Before { get; init; }

        /// <summary>When the last renewal was over, at the latest; null if there was none.</summary>
        public DateTimeOffset? RenewedBy { get; init; }

        /// <summary>Whether an outcome in this may have been forgotten by the renewal: it came while that was under way.</summary>
        public bool MayBeWiped { get; init; }

        /// <summary>What is wrong with a state; null if it may be so.</summary>
        public string? Fault(string slug, string? state, DateTimeOffset? until, Moment now) =>
            state switch
            {
                null => !MayBeWiped && MustBeOut(now) is { } why ? $"{slug} is used though it is {why}" : null,
                "unauthorized" => IsRefused ? null : $"{slug} is unauthorized though no refusal stands",
                "notFound" => Lasts(NotFoundUntil, now) ? null : $"{slug} is notFound though no such answer counts",
                "rateLimited" when !Lasts(PausedUntil, now) => $"{slug} is rateLimited though no pause lasts",
                "rateLimited" => MayBeWiped || until is not { } end || PausedUntil!.Value.Covers(end)
                    ? null
                    : $"{slug} is rateLimited until {end:O}, which must lie in {PausedUntil}",

                // After its pause one trial decides, and until it is decided the model may be out for everybody else.
                "failing" => FailingUntil is null ? $"{slug} is failing though it did not fail three times in a row" : null,
                _ => $"{slug} is {state}, which nothing here can bring about",
            };

        private static bool Lasts(Moment? end, Moment now) => end is { } moment && !moment.IsBefore(now);

        /// <summary>Why it must not be used at that moment; null if it may.</summary>
        private string? MustBeOut(Moment now) =>
            IsRefused ? "unauthorized"
            : NotFoundUntil is { } missing && now.IsBefore(missing) ? $"notFound until {missing}"
            : PausedUntil is { } pause && now.IsBefore(pause) ? $"rateLimited until {pause}"
            : FailingUntil is { } failing && now.IsBefore(failing) ? $"failing until {failing}"
            : null;
    }
}
