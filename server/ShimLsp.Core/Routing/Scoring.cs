using ShimLsp.Core.Models;

namespace ShimLsp.Core.Routing;

/// <summary>The scores for one request, and which scorer gave them.</summary>
/// <param name="Sheet">The scores.</param>
/// <param name="ByClassifier">Whether the configured classifier gave them. If not, the embedded scorer did.</param>
/// <param name="StandIn">
/// Why the embedded scorer answered instead of the configured classifier. Such scores serve this request and are never stored. Null if the
/// classifier answered, or if none is configured.
/// </param>
public sealed record Scoring(ScoreSheet Sheet, bool ByClassifier, StandIn? StandIn = null)
{
    /// <summary>Whether another gateway scored the task while this one waited.</summary>
    public bool IsOfAnother { get; init; }
}

/// <summary>The embedded scorer answered instead of the configured classifier.</summary>
/// <param name="For">The classifier's model.</param>
/// <param name="Why">Why it did not answer.</param>
/// <param name="Detail">
/// What went wrong and what to do, in our own words. It never quotes the task or a reply. Null if the reason says it all.
/// </param>
public sealed record StandIn(ModelSlug For, StandInReason Why, string? Detail = null);

/// <summary>Why the configured classifier did not answer.</summary>
public enum StandInReason
{
    /// <summary>Its time limit ran out. The time it waited for its turn counts.</summary>
    Timeout,

    /// <summary>The call failed, or an earlier call showed that its key is rejected.</summary>
    Error,

    /// <summary>It answered, but its reply contains no scores.</summary>
    Unusable,

    /// <summary>It was not called: it pauses after a timeout, a rate limit or repeated failures.</summary>
    Cooldown,

    /// <summary>It was not called: too many requests already wait for it.</summary>
    QueueFull,

    /// <summary>It was not called: its key is missing.</summary>
    MissingCredential,

    /// <summary>It was not called: it has a price, and a budget is spent.</summary>
    OverBudget,
}
