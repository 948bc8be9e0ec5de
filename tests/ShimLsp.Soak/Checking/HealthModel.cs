using ShimLsp.Soak.Transcript;

namespace ShimLsp.Soak.Checking;

/// <summary>What a session must know about its models' health, as far as this can be known from outside.</summary>
internal sealed class HealthModel
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan FailingPause = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, Record> records = [];

    /// <summary>Takes an outcome into account.</summary>
    public void Report(ReportCall call, Moment now)
    {
        var record = records.GetValueOrDefault(call.Slug) ?? new Record();
        records[call.Slug] = call switch
        {
            { Status: >= 200 and < 300 } => new Record(),
            { Status: 401 or 403 } => record with { IsRefused = true, Failures = 0 },
            { Status: 429 } => Paused(record, call.RetryAfter, now),
            { Status: null or 408 or >= 500 } => Failed(record, now),
            _ => record with { Failures = 0 },
        };
    }

    /// <summary>The catalog or the configuration changed: refusals are forgotten, pauses are not, models that are gone are.</summary>
    /// <param name="exists">Whether a model exists now.</param>
    /// <param name="at">By when, at the latest.</param>
    public void Renew(Func<string, bool> exists, DateTimeOffset at)
    {
        foreach (var (slug, record) in records.ToArray())
        {
            if (exists(slug))
            {
                records[slug] = record with { IsRefused = false, RefusedBefore = record.IsRefused ? at : record.RefusedBefore };
            }
            else
            {
                records.Remove(slug);
            }
        }
    }

    /// <summary>Whether its key was refused, and nothing has happened since that may have mended it.</summary>
    public bool IsRefused(string slug) => records.GetValueOrDefault(slug) is { IsRefused: true };

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
        if (state is null)
        {
            return record.MustBeOut(now) is { } why ? $"{slug} is used though it is {why}" : null;
        }

        switch (state)
        {
            case "unauthorized":
                return record.IsRefused || now.Earliest <= record.RefusedBefore ? null : $"{slug} is unauthorized though no refusal stands";
            case "rateLimited" when record.PausedUntil is not { } pause || pause.IsBefore(now):
                return $"{slug} is rateLimited though no pause lasts";
            case "rateLimited" when until is { } end:
                if (!record.PausedUntil.Value.Covers(end))
                {
                    return $"{slug} is rateLimited until {end:O}, which must lie in {record.PausedUntil}";
                }

                records[slug] = record with { PausedUntil = new(end, end) };
                return null;

            // After its pause one trial decides, and until it is decided the model may be out for everybody else.
            case "failing" when record.FailingUntil is null:
                return $"{slug} is failing though it did not fail three times in a row";
            case "rateLimited" or "failing":
                return null;
            default:
                return $"{slug} is {state}, which nothing here can bring about";
        }
    }

    private static Record Paused(Record record, TimeSpan? retryAfter, Moment now)
    {
        var doubled = TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, FirstPause.Ticks << Math.Min(record.Pauses, 16)));
        var end = now.After(retryAfter ?? doubled);
        return record with
        {
            PausedUntil = record.PausedUntil is { } earlier ? end.Later(earlier) : end,
            Pauses = record.Pauses + (retryAfter is null ? 1 : 0),
            Failures = 0,
        };
    }

    private static Record Failed(Record record, Moment now)
    {
        var end = now.After(FailingPause);
        return record with
        {
            Failures = record.Failures + 1,
            FailingUntil =
                record.Failures + 1 < 3 ? record.FailingUntil
                : record.FailingUntil is { } earlier ? end.Later(earlier)
                : end,
        };
    }

    private sealed record Record
    {
        public bool IsRefused { get; init; }

        /// <summary>When the last refusal was forgotten, at the latest; null for never.</summary>
        public DateTimeOffset? RefusedBefore { get; init; }

        public Moment? PausedUntil { get; init; }

        public int Pauses { get; init; }

        public Moment? FailingUntil { get; init; }

        public int Failures { get; init; }

        /// <summary>Why it must not be used at that moment; null if it may.</summary>
        public string? MustBeOut(Moment now) =>
            IsRefused ? "unauthorized"
            : PausedUntil is { } pause && now.IsBefore(pause) ? $"rateLimited until {pause}"
            : FailingUntil is { } failing && now.IsBefore(failing) ? $"failing until {failing}"
            : null;
    }
}
