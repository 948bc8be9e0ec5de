using ShimLsp.Core.Health;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;

namespace ShimLsp.Core.Classifying;

/// <summary>The result of asking a classifier.</summary>
public abstract record Classification
{
    private Classification() { }

    /// <summary>It scored the task.</summary>
    /// <param name="Sheet">The scores.</param>
    /// <param name="Usage">The tokens that the call used; null if the provider did not say.</param>
    public sealed record Answered(ScoreSheet Sheet, TokenUsage? Usage = null) : Classification;

    /// <summary>It replied, but the reply contains no scores. The model works, and the call still costs money.</summary>
    /// <param name="Usage">The tokens that the call used; null if the provider did not say.</param>
    public sealed record Unusable(TokenUsage? Usage = null) : Classification;

    /// <summary>It gave no reply in time.</summary>
    public sealed record TimedOut : Classification;

    /// <summary>The call failed.</summary>
    /// <param name="Outcome">The outcome of the call.</param>
    /// <param name="Message">What went wrong and what to do, in our own words.</param>
    public sealed record Failed(Outcome Outcome, string Message) : Classification;

    /// <summary>There was no call: while the request waited for its turn, the model became unavailable.</summary>
    /// <param name="Why">Why it may not be called now.</param>
    public sealed record NotAsked(StandInReason Why) : Classification;
}
