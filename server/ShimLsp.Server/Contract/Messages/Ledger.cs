using ShimLsp.Core.Ledger;

namespace ShimLsp.Server.Contract.Messages;

/// <summary>Parameters of <c>ledger</c>.</summary>
public sealed record LedgerParams : SessionParams
{
    /// <summary>The first day: <c>2026-11-01</c>, or a number of days up to today, such as <c>7d</c>. Without it, 30 days.</summary>
    public string? Since { get; init; }

    /// <summary>What each row is of. Without it, a model.</summary>
    public LedgerGroup? By { get; init; }
}

/// <summary>The answer of <c>ledger</c>.</summary>
/// <param name="Since">The first day, as <c>2026-11-01</c>. Days are of the machine's time zone.</param>
/// <param name="By">What each row is of.</param>
/// <param name="Rows">Days in order; all others by cost and then by calls, most first.</param>
/// <param name="Total">All of them.</param>
/// <param name="Problem">Why the record cannot be read, and what to do; absent if it was read. Then nothing is summed.</param>
public sealed record LedgerResult(
    string Since,
    LedgerGroup By,
    IReadOnlyList<LedgerRowInfo> Rows,
    LedgerSumInfo Total,
    string? Problem = null
);

/// <summary>One row of it.</summary>
public sealed record LedgerRowInfo : LedgerSumInfo
{
    /// <summary>The day, the model's slug, the folder (empty for none), or the tenant.</summary>
    public required string Key { get; init; }
}

/// <summary>What some calls took.</summary>
public record LedgerSumInfo
{
    /// <summary>Calls to models, failed ones and those of the classifier among them.</summary>
    public required long Calls { get; init; }

    /// <summary>Those that failed.</summary>
    public required long Failed { get; init; }

    /// <summary>Those that the client gave up.</summary>
    public required long Cancelled { get; init; }

    /// <summary>Answered calls without a known cost; <see cref="Cost"/> lacks them.</summary>
    public required long Unpriced { get; init; }

    /// <summary>Input tokens, cached ones among them.</summary>
    public required long Input { get; init; }

    /// <summary>Input tokens that the provider read from its cache.</summary>
    public required long CachedInput { get; init; }

    /// <summary>Output tokens.</summary>
    public required long Output { get; init; }

    /// <summary>In US dollars, at the catalog's prices when the calls were made.</summary>
    public required double Cost { get; init; }

    /// <summary>What the strongest candidates would have cost more, minus what the classifier cost.</summary>
    public required double Saved { get; init; }

    /// <summary>The median time of an answered call, in milliseconds; absent if none was answered.</summary>
    public double? MedianMs { get; init; }
}
