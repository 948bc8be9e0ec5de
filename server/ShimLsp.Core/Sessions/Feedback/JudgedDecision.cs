using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;

namespace ShimLsp.Core.Sessions.Feedback;

/// <summary>What feedback must know of a decision, and the verdict on it.</summary>
/// <param name="Number">The decision's number in its session, from 1.</param>
/// <param name="Id">Its id.</param>
/// <param name="Chosen">The chosen model.</param>
/// <param name="ByThreshold">Whether a threshold made it.</param>
/// <param name="MayRise">Whether a candidate that could take the task scores higher.</param>
/// <param name="MayFall">Whether a candidate that could take the task is cheaper.</param>
internal readonly record struct JudgedDecision(long Number, string Id, ModelSlug Chosen, bool ByThreshold, bool MayRise, bool MayFall)
{
    /// <summary>The verdict; null for none.</summary>
    public FeedbackVerdict? Verdict { get; init; }

    /// <summary>Whether the verdict was inferred.</summary>
    public bool IsInferred { get; init; }

    /// <summary>How many steps the verdict moved the offset.</summary>
    public int Moved { get; init; }

    /// <summary>Why the verdict did not move it; null if it did, or if nothing had to move.</summary>
    public Unmoved? Unmoved { get; init; }

    /// <summary>Takes note of a decision.</summary>
    /// <param name="number">Its number in the session.</param>
    /// <param name="decision">The decision.</param>
    public static JudgedDecision Of(long number, Decision decision)
    {
        var (mayRise, mayFall) = (false, false);
        if (decision.Threshold is not null)
        {
            foreach (var candidate in decision.Candidates)
            {
                var couldTake = candidate.Verdict is not Routing.Verdict.Rejected;
                mayRise |= couldTake && candidate.Score > decision.Score;
                mayFall |= couldTake && candidate.Cost < decision.Model.Cost;
            }
        }

        return new(number, decision.Id, decision.Model.Slug, decision.Threshold is not null, mayRise, mayFall);
    }

    /// <summary>Why a verdict cannot move the threshold; null if it can, or if nothing has to move.</summary>
    /// <param name="verdict">The verdict.</param>
    public Unmoved? Hinders(FeedbackVerdict verdict) =>
        verdict switch
        {
            FeedbackVerdict.Right => null,
            _ when !ByThreshold => Feedback.Unmoved.NoThreshold,
            FeedbackVerdict.TooWeak when !MayRise => Feedback.Unmoved.Strongest,
            FeedbackVerdict.TooStrong when !MayFall => Feedback.Unmoved.Cheapest,
            _ => null,
        };

    /// <summary>The same decision without a verdict.</summary>
    public JudgedDecision Unjudged() => this with { Verdict = null, IsInferred = false, Moved = 0, Unmoved = null };
}
