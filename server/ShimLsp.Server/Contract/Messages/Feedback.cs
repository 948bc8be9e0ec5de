using System.Text.Json.Serialization;
using ShimLsp.Core.Sessions.Feedback;

namespace ShimLsp.Server.Contract.Messages;

/// <summary>Parameters of <c>feedback</c>: a decision and a verdict, or <see cref="Reset"/> alone.</summary>
public sealed record FeedbackParams : SessionParams
{
    /// <summary>The decision, one of the session's newest 256.</summary>
    [JsonConverter(typeof(LenientStringConverter))]
    public string? DecisionId { get; init; }

    /// <summary>The verdict. A second one on the same decision replaces the first.</summary>
    public FeedbackVerdict? Verdict { get; init; }

    /// <summary>True to take all verdicts back.</summary>
    public bool? Reset { get; init; }
}

/// <summary>The answer of <c>feedback</c>.</summary>
/// <param name="Offset">How far feedback has moved the threshold, in log-odds, from -1.6 to 1.6.</param>
/// <param name="Threshold">The threshold in force from now on, 0..1.</param>
/// <param name="Unmoved">Why this verdict did not move it; absent if it did, or if nothing had to move.</param>
public sealed record FeedbackInfo(double Offset, double Threshold, Unmoved? Unmoved);

/// <summary>The feedback of a session, in <c>status</c>.</summary>
public sealed record FeedbackStatsInfo
{
    /// <summary>How far feedback has moved the threshold, in log-odds, from -1.6 to 1.6.</summary>
    public required double Offset { get; init; }

    /// <summary>The threshold in force, 0..1.</summary>
    public required double Threshold { get; init; }

    /// <summary>Decisions that were too weak, given or inferred.</summary>
    public required int TooWeak { get; init; }

    /// <summary>Decisions that were too strong.</summary>
    public required int TooStrong { get; init; }

    /// <summary>Decisions that were right.</summary>
    public required int Right { get; init; }

    /// <summary>How many of <see cref="TooWeak"/> were inferred from a switch to a stronger model.</summary>
    public required int Inferred { get; init; }
}
