using System.Text.Json;

namespace ShimLsp.Server.Contract.Messages;

/// <summary>The answer of <c>invalidateCache</c>.</summary>
/// <param name="Generation">The session's new generation.</param>
/// <param name="Evicted">How many cached entries were dropped.</param>
public sealed record InvalidateCacheResult(long Generation, int Evicted);

/// <summary>Parameters of <c>setTrust</c>.</summary>
public sealed record SetTrustParams : SessionParams
{
    /// <summary>Whether the workspace is trusted, for this run.</summary>
    public bool? Trusted { get; init; }
}

/// <summary>An answer that says which generation began.</summary>
/// <param name="Generation">The session's generation.</param>
public sealed record GenerationResult(long Generation);

/// <summary>Percentiles in milliseconds; 0 before the first answer.</summary>
/// <param name="P50">The median.</param>
/// <param name="P99">The 99th percentile.</param>
public sealed record LatencyInfo(double P50, double P99);

/// <summary>Counts of the classifier's use.</summary>
/// <param name="Calls">Classifications begun.</param>
/// <param name="Failures">Those that failed or gave an unusable reply.</param>
/// <param name="Timeouts">Requests whose time ran out, waiting included.</param>
/// <param name="QueueRejected">Requests that found the queue full.</param>
/// <param name="LatencyMs">Latencies of the most recent answers.</param>
public sealed record ClassifierInfo(long Calls, long Failures, long Timeouts, long QueueRejected, LatencyInfo LatencyMs);

/// <summary>What routing saved in <c>chat</c>, in US dollars.</summary>
/// <param name="Spent">What the calls cost.</param>
/// <param name="Baseline">What the strongest candidate would have cost.</param>
/// <param name="Classifier">What the classifier cost.</param>
/// <param name="Net">Baseline minus spent minus classifier.</param>
public sealed record SavingsInfo(double Spent, double Baseline, double Classifier, double Net);

/// <summary>The answer of <c>status</c>: requests = hits + misses + coalesced + bypassed.</summary>
public sealed record StatsInfo
{
    /// <summary>The session's generation.</summary>
    public required long Generation { get; init; }

    /// <summary>The active model's slug.</summary>
    public required string Active { get; init; }

    /// <summary>Entries in the cache.</summary>
    public required int Entries { get; init; }

    /// <summary>The most it may hold.</summary>
    public required int Capacity { get; init; }

    /// <summary>Routed requests.</summary>
    public required long Requests { get; init; }

    /// <summary>Answered from an entry.</summary>
    public required long Hits { get; init; }

    /// <summary>Answered by a classification of their own.</summary>
    public required long Misses { get; init; }

    /// <summary>Answered by a classification they joined.</summary>
    public required long Coalesced { get; init; }

    /// <summary>Pinned, single, noCache, or the cache is off.</summary>
    public required long Bypassed { get; init; }

    /// <summary>Entries that made room for a newer one.</summary>
    public required long Evictions { get; init; }

    /// <summary>Entries found past their time to live.</summary>
    public required long Expired { get; init; }

    /// <summary>Events that dropped everything, by cause.</summary>
    public required IReadOnlyDictionary<string, long> Invalidations { get; init; }

    /// <summary>The classifier's counts.</summary>
    public required ClassifierInfo Classifier { get; init; }

    /// <summary>Decisions by model.</summary>
    public required IReadOnlyDictionary<string, long> Decisions { get; init; }

    /// <summary>Decisions made without a usable score.</summary>
    public required long Fallbacks { get; init; }

    /// <summary>What routing saved; counts <c>chat</c> only.</summary>
    public required SavingsInfo Savings { get; init; }

    /// <summary>The most recent decisions, newest first; no task text.</summary>
    public required IReadOnlyList<DecisionInfo> Recent { get; init; }

    /// <summary>The verdicts on decisions, and the threshold that follows; absent if there is none.</summary>
    public FeedbackStatsInfo? Feedback { get; init; }

    /// <summary>The budgets that apply, and how far they are spent; absent if there is none.</summary>
    public IReadOnlyList<BudgetInfo>? Budget { get; init; }

    /// <summary>The options that models refused and that requests leave out since, by slug; absent if there is none.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? LearnedQuirks { get; init; }
}

/// <summary>Parameters of <c>configure</c> (plain front).</summary>
public sealed record ConfigureParams
{
    /// <summary>The section <c>shim</c>, or an object that contains it.</summary>
    public JsonElement? Settings { get; init; }
}

/// <summary>Parameters of <c>openFolder</c> and <c>closeFolder</c> (plain front).</summary>
public sealed record FolderParams
{
    /// <summary>A URI or a path.</summary>
    public string? WorkspaceFolder { get; init; }
}

/// <summary>Parameters and answer of <c>subscribe</c> (plain front).</summary>
/// <param name="Events">Names of notifications; the answer repeats those that are known.</param>
public sealed record Subscription(IReadOnlyList<string>? Events);

/// <summary>An answer that says no more than that it was done.</summary>
public sealed record Done;
