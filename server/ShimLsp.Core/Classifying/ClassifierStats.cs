using ShimLsp.Core.Models;

namespace ShimLsp.Core.Classifying;

/// <summary>Counts of the classifier's use since its session opened.</summary>
/// <param name="Calls">Calls that were begun.</param>
/// <param name="Failures">Calls that failed or gave an unusable reply.</param>
/// <param name="Timeouts">Requests whose time limit passed, including the time in the queue.</param>
/// <param name="QueueRejected">Requests that found the queue full.</param>
/// <param name="LatencyP50">Median latency in milliseconds of the most recent 256 answers; null before the first.</param>
/// <param name="LatencyP99">The 99th percentile of the same.</param>
public sealed record ClassifierStats(long Calls, long Failures, long Timeouts, long QueueRejected, double? LatencyP50, double? LatencyP99)
{
    /// <summary>The tokens of all calls together; null if no provider has stated any.</summary>
    public TokenUsage? Usage { get; init; }
}
