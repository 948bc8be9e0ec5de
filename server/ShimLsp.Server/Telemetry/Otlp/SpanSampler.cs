using System.Buffers.Binary;
using System.Diagnostics;

namespace ShimLsp.Server.Telemetry.Otlp;

/// <summary>Which traces are recorded.</summary>
/// <param name="FollowsParent">Whether a span is recorded exactly if its parent is.</param>
/// <param name="Ratio">The share of the other traces, 0..1.</param>
internal sealed record SpanSampler(bool FollowsParent, double Ratio)
{
    /// <summary>Whether a span is recorded. One that is not still names its trace, so that its children are not recorded either.</summary>
    /// <param name="options">What is known of it.</param>
    public ActivitySamplingResult Sample(ref ActivityCreationOptions<ActivityContext> options)
    {
        var isRecorded =
            FollowsParent && options.Parent != default
                ? options.Parent.TraceFlags.HasFlag(ActivityTraceFlags.Recorded)
                : IsWithin(options.TraceId);
        return isRecorded ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.PropagationData;
    }

    // The trace's own bytes decide, so that every process decides the same.
    private bool IsWithin(ActivityTraceId trace)
    {
        Span<byte> bytes = stackalloc byte[16];
        trace.CopyTo(bytes);
        return Ratio >= 1 || (BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]) >> 1) < Ratio * long.MaxValue;
    }
}
