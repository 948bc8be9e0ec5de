using System.Collections.Immutable;
using System.Diagnostics;
using ShimLsp.Server.Telemetry.Measuring;

namespace ShimLsp.Server.Telemetry.Otlp;

/// <summary>
/// The two messages of OTLP that are sent, by the field numbers of opentelemetry-proto 1.x:
/// <c>ExportMetricsServiceRequest</c> and <c>ExportTraceServiceRequest</c>.
/// </summary>
/// <param name="resource">What the process is.</param>
/// <param name="scope">The name of the meter and of the source.</param>
/// <param name="version">Its version.</param>
internal sealed class OtlpMessages(ImmutableArray<KeyValuePair<string, string>> resource, string scope, string version)
{
    private const int Cumulative = 2;
    private const int ErrorCode = 2;
    private const uint HasIsRemote = 0x100;
    private const uint IsRemote = 0x200;

    /// <summary>Writes metrics.</summary>
    /// <param name="recorded">What was recorded.</param>
    /// <param name="observed">What was looked up now.</param>
    /// <param name="now">Now.</param>
    public ReadOnlyMemory<byte> Metrics(MeasurementStore recorded, MeasurementStore observed, DateTimeOffset now)
    {
        var to = new ProtoWriter();
        var ends = Begin(to);
        foreach (var family in recorded.Read().Concat(observed.Read()))
        {
            Metric(to, family, NanosecondsOf(recorded.Since), NanosecondsOf(now));
        }

        End(to, ends);
        return to.Written;
    }

    /// <summary>Writes spans.</summary>
    /// <param name="spans">The spans.</param>
    public ReadOnlyMemory<byte> Traces(IEnumerable<Activity> spans)
    {
        var to = new ProtoWriter();
        var ends = Begin(to);
        foreach (var span in spans)
        {
            Span(to, span);
        }

        End(to, ends);
        return to.Written;
    }

    // ResourceMetrics and ResourceSpans have the same shape, as far as the list in their scope.
    private (int Resource, int Scope) Begin(ProtoWriter to)
    {
        var outer = to.Begin(1);
        var about = to.Begin(1);
        foreach (var (name, value) in resource)
        {
            Attribute(to, 1, name, value);
        }

        to.End(about);
        var inner = to.Begin(2);
        var named = to.Begin(1);
        to.Text(1, scope);
        to.Text(2, version);
        to.End(named);
        return (outer, inner);
    }

    private static void End(ProtoWriter to, (int Resource, int Scope) begun)
    {
        to.End(begun.Scope);
        to.End(begun.Resource);
    }

    private static void Metric(ProtoWriter to, MeasuredFamily family, long since, long now)
    {
        var (measure, series) = family;
        var metric = to.Begin(2);
        to.Text(1, measure.Name);
        to.Text(2, measure.Description);
        to.Text(3, measure.Unit);
        var data = to.Begin(
            measure.Kind switch
            {
                MeasureKind.Gauge => 5,
                MeasureKind.Histogram => 9,
                _ => 7,
            }
        );
        foreach (var one in series)
        {
            var point = to.Begin(1);
            if (measure.Kind is not MeasureKind.Gauge)
            {
                to.Fixed64(2, since);
            }

            to.Fixed64(3, now);
            if (measure.Kind is MeasureKind.Histogram)
            {
                HistogramPoint(to, measure, one);
            }
            else if (measure.IsWhole)
            {
                to.Fixed64(6, (long)one.Sum);
            }
            else
            {
                to.Double(4, one.Sum);
            }

            Attributes(to, measure.Kind is MeasureKind.Histogram ? 9 : 7, one.Tags);
            to.End(point);
        }

        if (measure.Kind is not MeasureKind.Gauge)
        {
            to.Varint(2, Cumulative);
        }

        if (measure.Kind is MeasureKind.Counter)
        {
            to.Varint(3, 1); // it only grows
        }

        to.End(data);
        to.End(metric);
    }

    private static void HistogramPoint(ProtoWriter to, Measure measure, MeasuredSeries one)
    {
        to.Fixed64(4, one.Buckets.Sum());
        to.Double(5, one.Sum);
        to.PackedFixed64(6, one.Buckets.AsSpan());
        to.PackedDoubles(7, measure.Bounds.AsSpan());
        to.Double(11, one.Range.Least);
        to.Double(12, one.Range.Most);
    }

    private static void Span(ProtoWriter to, Activity activity)
    {
        var span = to.Begin(2);
        Span<byte> id = stackalloc byte[16];
        activity.TraceId.CopyTo(id);
        to.Bytes(1, id);
        activity.SpanId.CopyTo(id[..8]);
        to.Bytes(2, id[..8]);
        if (activity.TraceStateString is { Length: > 0 } state)
        {
            to.Text(3, state);
        }

        if (activity.ParentSpanId != default)
        {
            activity.ParentSpanId.CopyTo(id[..8]);
            to.Bytes(4, id[..8]);
        }

        to.Text(5, activity.DisplayName);
        to.Varint(6, (int)activity.Kind + 1); // the enumeration of OTLP begins with "unspecified"
        var begun = NanosecondsOf(activity.StartTimeUtc);
        to.Fixed64(7, begun);
        to.Fixed64(8, begun + (activity.Duration.Ticks * 100));
        foreach (var (name, value) in activity.TagObjects)
        {
            Attribute(to, 9, name, value);
        }

        if (activity.Status is ActivityStatusCode.Error)
        {
            var status = to.Begin(15);
            to.Varint(3, ErrorCode);
            to.End(status);
        }

        to.Fixed32(16, (uint)activity.ActivityTraceFlags | HasIsRemote | (activity.HasRemoteParent ? IsRemote : 0));
        to.End(span);
    }

    private static void Attributes(ProtoWriter to, int field, TagSet tags)
    {
        foreach (var (name, value) in tags.Tags)
        {
            Attribute(to, field, name, value);
        }
    }

    private static void Attribute(ProtoWriter to, int field, string name, object? value)
    {
        if (value is null)
        {
            return;
        }

        var attribute = to.Begin(field);
        to.Text(1, name);
        var any = to.Begin(2);
        switch (value)
        {
            case bool flag:
                to.Varint(2, flag ? 1 : 0);
                break;
            case int number:
                to.Varint(3, number);
                break;
            case long number:
                to.Varint(3, number);
                break;
            case double number:
                to.Double(4, number);
                break;
            default:
                to.Text(1, value.ToString() ?? "");
                break;
        }

        to.End(any);
        to.End(attribute);
    }

    private static long NanosecondsOf(DateTimeOffset moment) => (moment.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) * 100;
}
