using System.Collections.Immutable;
using ShimLsp.Core.Caching;
using ShimLsp.Core.Classifying;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Sessions.Feedback;
using ShimLsp.Core.Spending;

namespace ShimLsp.Core.Sessions;

/// <summary>Counts of one session since it opened.</summary>
/// <param name="Snapshot">The session now.</param>
/// <param name="Cache">Its cache's counts.</param>
/// <param name="Bypassed">Decisions that did not ask the cache: pinned, single, noCache, cache off.</param>
/// <param name="Classifier">The classifier's counts.</param>
/// <param name="Decisions">Decisions by model.</param>
/// <param name="Fallbacks">Decisions made without a usable score, and failed calls that another model took over.</param>
/// <param name="Savings">What routing saved.</param>
/// <param name="Recent">The most recent decisions, newest first, each with at most its first 20 candidates.</param>
/// <param name="Feedback">The verdicts on decisions, and how far they have moved the threshold.</param>
/// <param name="LearnedQuirks">The options that models refused and that requests leave out since, by slug.</param>
public sealed record SessionStats(
    SessionSnapshot Snapshot,
    CacheStats Cache,
    long Bypassed,
    ClassifierStats Classifier,
    ImmutableSortedDictionary<string, long> Decisions,
    long Fallbacks,
    SavingsStats Savings,
    ImmutableArray<Decision> Recent,
    FeedbackStats Feedback,
    ImmutableSortedDictionary<string, ImmutableSortedSet<string>> LearnedQuirks
)
{
    /// <summary>How far each budget that applies is spent; empty for none.</summary>
    public ImmutableArray<BudgetStanding> Budget { get; init; } = [];

    /// <summary>hits + misses + coalesced + bypassed.</summary>
    public long Requests => Cache.Hits + Cache.Misses + Cache.Coalesced + Bypassed;
}

/// <summary>Counts decisions, and keeps the newest. What it keeps does not grow with the catalog. Thread-safe.</summary>
internal sealed class DecisionLog
{
    private const int MostRecent = 50;
    private const int MostCandidates = 20;

    private readonly Lock gate = new();
    private readonly Dictionary<ModelSlug, long> bySlug = [];
    private readonly Queue<Decision> recent = new(); // the oldest first; it grows as it fills, since most sessions route little
    private long fallbacks;
    private long bypassed;

    public void Record(Decision decision)
    {
        lock (gate)
        {
            bySlug[decision.Model.Slug] = bySlug.GetValueOrDefault(decision.Model.Slug) + 1;
            recent.Enqueue(decision.WithCandidates(MostCandidates));
            if (recent.Count > MostRecent)
            {
                recent.Dequeue();
            }

            fallbacks += decision.Source == DecisionSource.Fallback ? 1 : 0;
        }
    }

    public void RecordBypass()
    {
        lock (gate)
        {
            bypassed++;
        }
    }

    public void RecordTakeover()
    {
        lock (gate)
        {
            fallbacks++;
        }
    }

    public SessionStats Read(
        SessionSnapshot snapshot,
        CacheStats cache,
        ClassifierStats classifier,
        SavingsStats savings,
        FeedbackStats feedback,
        ImmutableSortedDictionary<string, ImmutableSortedSet<string>> learnedQuirks
    )
    {
        lock (gate)
        {
            return new(
                snapshot,
                cache,
                bypassed,
                classifier,
                bySlug.ToImmutableSortedDictionary(pair => pair.Key.Value, pair => pair.Value, StringComparer.Ordinal),
                fallbacks,
                savings,
                [.. recent.Reverse()],
                feedback,
                learnedQuirks
            );
        }
    }
}
