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

/// <summary>Counts the classifier's use. Thread-safe.</summary>
internal sealed class ClassifierCounts
{
    private readonly Lock gate = new();
    private readonly LatencyWindow latencies = new();
    private long calls;
    private long failures;
    private long timeouts;
    private long rejected;
    private TokenUsage? used;

    public void AddCall() => Count(ref calls);

    public void AddFailure() => Count(ref failures);

    public void AddTimeout() => Count(ref timeouts);

    public void AddRejected() => Count(ref rejected);

    /// <summary>Counts what came of a call that was begun.</summary>
    /// <param name="classification">What came of it.</param>
    /// <param name="latency">How long it took.</param>
    public void Add(Classification classification, TimeSpan latency)
    {
        lock (gate)
        {
            switch (classification)
            {
                case Classification.Answered answered:
                    latencies.Add(latency);
                    Add(answered.Usage);
                    break;
                case Classification.Unusable unusable:
                    failures++;
                    Add(unusable.Usage);
                    break;
                case Classification.TimedOut:
                    timeouts++;
                    break;
                case Classification.NotAsked:
                    calls--; // it was not begun after all
                    break;
                default:
                    failures++;
                    break;
            }
        }
    }

    /// <summary>The counts now.</summary>
    public ClassifierStats Read()
    {
        lock (gate)
        {
            return new(calls, failures, timeouts, rejected, latencies.Percentile(50), latencies.Percentile(99)) { Usage = used };
        }
    }

    private void Add(TokenUsage? usage) => used = usage is null ? used : used?.Plus(usage) ?? usage;

    private void Count(ref long counter)
    {
        lock (gate)
        {
            counter++;
        }
    }
}
