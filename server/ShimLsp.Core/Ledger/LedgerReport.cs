using System.Collections.Immutable;

namespace ShimLsp.Core.Ledger;

/// <summary>What the calls of a report are grouped by.</summary>
public enum LedgerGroup
{
    /// <summary>The day, in the time zone of the machine that made the call.</summary>
    Day,

    /// <summary>The model that was asked.</summary>
    Model,

    /// <summary>The workspace's folder.</summary>
    Workspace,

    /// <summary>The tenant.</summary>
    Tenant,
}

/// <summary>Which calls to sum, and how.</summary>
/// <param name="Since">The first day.</param>
/// <param name="By">What each row is of.</param>
public sealed record LedgerQuery(DateOnly Since, LedgerGroup By);

/// <summary>Sums of calls.</summary>
/// <param name="Query">What was asked for.</param>
/// <param name="Rows">One for each day, model, workspace or tenant. Days are in order, all others by cost, most first.</param>
/// <param name="Total">All of them.</param>
public sealed record LedgerReport(LedgerQuery Query, ImmutableArray<LedgerRow> Rows, LedgerSum Total)
{
    /// <summary>The report of no calls.</summary>
    /// <param name="query">What was asked for.</param>
    public static LedgerReport Empty(LedgerQuery query) => new(query, [], new());
}

/// <summary>One row of a report.</summary>
/// <param name="Key">The day as <c>2026-11-30</c>, the model's slug, the folder (empty for none), or the tenant.</param>
/// <param name="Sum">Its calls.</param>
public sealed record LedgerRow(string Key, LedgerSum Sum);

/// <summary>What some calls took.</summary>
public sealed record LedgerSum
{
    /// <summary>How many calls were made, failed ones and those of the classifier among them.</summary>
    public long Calls { get; init; }

    /// <summary>How many of them failed.</summary>
    public long Failed { get; init; }

    /// <summary>How many of them the client gave up.</summary>
    public long Cancelled { get; init; }

    /// <summary>How many answered without a known cost. <see cref="Cost"/> lacks them.</summary>
    public long Unpriced { get; init; }

    /// <summary>Input tokens, cached ones among them.</summary>
    public long Input { get; init; }

    /// <summary>Input tokens that the provider read from its cache.</summary>
    public long CachedInput { get; init; }

    /// <summary>Output tokens.</summary>
    public long Output { get; init; }

    /// <summary>What they cost, in US dollars at the catalog's prices of that moment.</summary>
    public double Cost { get; init; }

    /// <summary>What the strongest candidates would have cost more, minus what the classifier cost.</summary>
    public double Saved { get; init; }

    /// <summary>The median time of a call that was answered, in milliseconds; null if none was.</summary>
    public double? MedianMs { get; init; }
}
