using ShimLsp.Core.Routing;

namespace ShimLsp.Core.Sessions.Feedback;

/// <summary>What a person says about a decision.</summary>
public enum FeedbackVerdict
{
    /// <summary>The model was too weak for the task: the threshold goes up a step.</summary>
    TooWeak,

    /// <summary>A cheaper model would have done: the threshold goes down a step.</summary>
    TooStrong,

    /// <summary>The model was right. The threshold stays where it is, and an earlier verdict on the same decision is taken back.</summary>
    Right,
}

/// <summary>Why a verdict did not move the threshold.</summary>
public enum Unmoved
{
    /// <summary>No threshold made the decision: it was pinned, the only candidate, or had no usable score.</summary>
    NoThreshold,

    /// <summary>It was too weak, and no candidate that could take the task scores higher.</summary>
    Strongest,

    /// <summary>It was too strong, and no candidate that could take the task is cheaper.</summary>
    Cheapest,

    /// <summary>The offset is at its bound.</summary>
    Bound,
}

/// <summary>The threshold after feedback.</summary>
/// <param name="Offset">How far feedback has moved it.</param>
/// <param name="Threshold">The threshold in force, 0..1.</param>
/// <param name="Unmoved">Why this verdict did not move it; null if it did, or if nothing had to move.</param>
public sealed record FeedbackResult(ThresholdOffset Offset, double Threshold, Unmoved? Unmoved = null);

/// <summary>The feedback of a session since it opened, or since the last reset.</summary>
/// <param name="Offset">How far it has moved the threshold.</param>
/// <param name="Threshold">The threshold in force, 0..1.</param>
/// <param name="Counts">The verdicts.</param>
public sealed record FeedbackStats(ThresholdOffset Offset, double Threshold, FeedbackCounts Counts);

/// <summary>How many decisions have which verdict.</summary>
/// <param name="TooWeak">Too weak, given or inferred.</param>
/// <param name="TooStrong">Too strong.</param>
/// <param name="Right">Right.</param>
/// <param name="Inferred">How many of those too weak were inferred from a switch to a stronger model.</param>
public readonly record struct FeedbackCounts(int TooWeak, int TooStrong, int Right, int Inferred)
{
    /// <summary>Whether there is no verdict.</summary>
    public bool IsEmpty => TooWeak + TooStrong + Right == 0;

    /// <summary>The counts with more of one verdict.</summary>
    /// <param name="verdict">Which; null for no change.</param>
    /// <param name="isInferred">Whether it was inferred.</param>
    /// <param name="more">How many more.</param>
    internal FeedbackCounts Plus(FeedbackVerdict? verdict, bool isInferred, int more) =>
        new(
            TooWeak + (verdict is FeedbackVerdict.TooWeak ? more : 0),
            TooStrong + (verdict is FeedbackVerdict.TooStrong ? more : 0),
            Right + (verdict is FeedbackVerdict.Right ? more : 0),
            Inferred + (isInferred ? more : 0)
        );
}
