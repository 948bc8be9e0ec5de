using System.Collections.Immutable;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing.Strengths;

namespace ShimLsp.Core.Routing;

/// <summary>The origin of a decision.</summary>
public enum DecisionSource
{
    /// <summary>A concrete model is active.</summary>
    Pinned,

    /// <summary>Only one candidate can do it.</summary>
    Single,

    /// <summary>The scores came from the session's cache. The choice among them is new.</summary>
    Cache,

    /// <summary>Scores that another caller had already asked for.</summary>
    Coalesced,

    /// <summary>Scores of the configured classifier.</summary>
    Classifier,

    /// <summary>Scores of the embedded scorer.</summary>
    Embedded,

    /// <summary>The conversation keeps its model, where another would have been chosen.</summary>
    Affinity,

    /// <summary>No score was usable. The catalog's default was chosen, or else the cheapest model.</summary>
    Fallback,
}

/// <summary>Why a candidate was not considered. The first four are of the request, the rest of the moment.</summary>
public enum Rejection
{
    /// <summary>The caller named the models that it wants, and this is not one of them.</summary>
    NotRequested,

    /// <summary>The request contains images, and the model cannot read them.</summary>
    NoImages,

    /// <summary>The request offers tools, and the model calls none.</summary>
    NoTools,

    /// <summary>The input is larger than the model's context window.</summary>
    ContextTooSmall,

    /// <summary>Its key is missing.</summary>
    MissingCredential,

    /// <summary>Its key was refused.</summary>
    Unauthorized,

    /// <summary>Its account has nothing left to spend.</summary>
    OutOfCredit,

    /// <summary>Its provider has no such model.</summary>
    NotFound,

    /// <summary>It asked for a pause that is not over.</summary>
    RateLimited,

    /// <summary>It failed too often in a row, a moment ago.</summary>
    Failing,

    /// <summary>It refused the content of this task.</summary>
    ContentRefused,

    /// <summary>It has a price, and a budget is spent, or reserved by calls under way.</summary>
    OverBudget,
}

/// <summary>The verdict on a candidate.</summary>
public enum Verdict
{
    /// <summary>It is the decision.</summary>
    Chosen,

    /// <summary>Good enough; another was cheaper.</summary>
    Viable,

    /// <summary>Its score is below the threshold.</summary>
    BelowThreshold,

    /// <summary>It was not considered; the rejection says why.</summary>
    Rejected,
}

/// <summary>One line of a decision's explanation.</summary>
/// <param name="Slug">The model.</param>
/// <param name="Score">Its score, 0..1; null if nothing scored it.</param>
/// <param name="Cost">Its cost, in the catalog's unit.</param>
/// <param name="Verdict">What became of it.</param>
/// <param name="Rejection">Why it was not considered; null unless rejected.</param>
/// <param name="Strength">The strength that the score rests on; null if it rests on none.</param>
public sealed record Candidate(
    ModelSlug Slug,
    double? Score,
    double Cost,
    Verdict Verdict,
    Rejection? Rejection = null,
    ModelStrength? Strength = null
);

/// <summary>A stronger model was chosen than the scores ask for, because the one at work was stuck.</summary>
/// <param name="Steps">How many models further up, by strength: 1.</param>
/// <param name="Why">What happened, such as <c>the same test failed three times</c>. It never quotes the task.</param>
public sealed record Raised(int Steps, string Why);

/// <summary>Which model takes a task, and why. The explanation is made with the decision, on the only path there is.</summary>
public sealed record Decision
{
    /// <summary>Names this decision, so that an outcome can be reported against it.</summary>
    public required string Id { get; init; }

    /// <summary>The chosen model.</summary>
    public required ModelSpec Model { get; init; }

    /// <summary>The origin of the decision.</summary>
    public required DecisionSource Source { get; init; }

    /// <summary>
    /// Why the embedded scorer answered instead of the configured classifier; null if it did not. Callers that joined that scoring have it
    /// too.
    /// </summary>
    public StandIn? StandIn { get; init; }

    /// <summary>Whether the latest message is a follow-up, so that the task that it continues was judged.</summary>
    public bool Continues { get; init; }

    /// <summary>Why a stronger model was chosen than the scores ask for; null if it was not.</summary>
    public Raised? Raised { get; init; }

    /// <summary>The decision in one sentence. It never quotes the task.</summary>
    public required string Reason { get; init; }

    /// <summary>The chosen model's score; null if nothing scored it.</summary>
    public double? Score { get; init; }

    /// <summary>The lowest score that is good enough; null if no score was asked for.</summary>
    public double? Threshold { get; init; }

    /// <summary>Every candidate: chosen, viable, below the threshold, rejected, in that order.</summary>
    public required ImmutableArray<Candidate> Candidates { get; init; }

    /// <summary>How many further candidates this copy of the decision leaves out, the last of the list; 0 for none.</summary>
    public int CandidatesOmitted { get; init; }

    /// <summary>The cache's key in lower-case hex; null when pinned.</summary>
    public string? CacheKey { get; init; }

    /// <summary>The session's generation in which the request was taken.</summary>
    public required long Generation { get; init; }

    /// <summary>From the taking of the request to the decision, in microseconds.</summary>
    public required long ElapsedMicroseconds { get; init; }

    /// <summary>What it is expected to cost; null if prices are missing.</summary>
    public CostEstimate? Estimated { get; init; }

    /// <summary>The same decision with no more than the first of its candidates.</summary>
    /// <param name="most">How many, at least 1.</param>
    internal Decision WithCandidates(int most) =>
        Candidates.Length <= most
            ? this
            : this with
            {
                Candidates = [.. Candidates.AsSpan(0, most)],
                CandidatesOmitted = Candidates.Length - most,
            };
}
