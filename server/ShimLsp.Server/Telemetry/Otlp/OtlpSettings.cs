using System.Collections.Immutable;

namespace ShimLsp.Server.Telemetry.Otlp;

/// <summary>Where one kind of telemetry goes.</summary>
/// <param name="Address">The whole address.</param>
/// <param name="Headers">What each request has. Their values may be keys.</param>
/// <param name="Timeout">How long one export may take, with its repetitions.</param>
/// <param name="IsCompressed">Whether the body is compressed by gzip.</param>
internal sealed record OtlpTarget(Uri Address, ImmutableArray<KeyValuePair<string, string>> Headers, TimeSpan Timeout, bool IsCompressed);

/// <summary>What the standard variables ask for.</summary>
internal sealed record OtlpSettings
{
    /// <summary>Where metrics go; null for nowhere.</summary>
    public OtlpTarget? Metrics { get; init; }

    /// <summary>Where spans go; null for nowhere.</summary>
    public OtlpTarget? Traces { get; init; }

    /// <summary>From one export of metrics to the next.</summary>
    public required TimeSpan MetricInterval { get; init; }

    /// <summary>How long a span waits at most, before it is sent with others.</summary>
    public required TimeSpan SpanDelay { get; init; }

    /// <summary>So many spans may wait. Further ones are lost.</summary>
    public required int MostSpans { get; init; }

    /// <summary>So many spans are sent at once.</summary>
    public required int SpanBatch { get; init; }

    /// <summary>Which traces are recorded.</summary>
    public required SpanSampler Sampler { get; init; }

    /// <summary>What the process is.</summary>
    public required ImmutableArray<KeyValuePair<string, string>> Resource { get; init; }

    /// <summary>What is wrong in the variables, in sentences.</summary>
    public required ImmutableArray<string> Problems { get; init; }

    /// <summary>Reads the variables.</summary>
    /// <param name="variable">Gives a variable's value; null if it is not set.</param>
    /// <param name="version">The program's version.</param>
    /// <param name="instance">Sets this process apart from others.</param>
    /// <returns>What they ask for; null if that is nothing.</returns>
    public static OtlpSettings? Of(Func<string, string?> variable, string version, string instance)
    {
        var read = new OtlpVariables(variable);
        if (read.IsTrue("OTEL_SDK_DISABLED"))
        {
            return null;
        }

        var (metrics, traces) = (read.Target("METRICS", "v1/metrics"), read.Target("TRACES", "v1/traces"));
        if (metrics is null && traces is null && read.Problems.Count == 0)
        {
            return null;
        }

        var most = read.Whole("OTEL_BSP_MAX_QUEUE_SIZE", 2048, least: 1);
        return new()
        {
            Metrics = metrics,
            Traces = traces,
            MetricInterval = read.Milliseconds("OTEL_METRIC_EXPORT_INTERVAL", 60_000),
            SpanDelay = read.Milliseconds("OTEL_BSP_SCHEDULE_DELAY", 5_000),
            MostSpans = most,
            SpanBatch = Math.Min(read.Whole("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", 512, least: 1), most),
            Sampler = read.Sampler(),
            Resource = read.Resource(version, instance),
            Problems = [.. read.Problems],
        };
    }
}
