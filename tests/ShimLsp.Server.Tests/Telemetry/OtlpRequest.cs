using System.Text;

namespace ShimLsp.Server.Tests.Telemetry;

/// <summary>What a collector was sent.</summary>
/// <param name="Path">The path.</param>
/// <param name="Headers">The headers, by name in any case.</param>
/// <param name="Body">The body, decompressed.</param>
internal sealed record OtlpRequest(string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    /// <summary>The body where it can be read by eye.</summary>
    public string Latin1 => Encoding.Latin1.GetString(Body);

    /// <summary>The resource's attributes.</summary>
    public IReadOnlyDictionary<string, object> Resource => Attributes(ProtoMessage.Parse(Body).One(1).One(1), 1);

    /// <summary>The scope's name.</summary>
    public string Scope => ProtoMessage.Parse(Body).One(1).One(2).One(1).Text(1);

    /// <summary>The metrics, by name.</summary>
    public IReadOnlyDictionary<string, OtlpMetric> Metrics =>
        ProtoMessage.Parse(Body).One(1).One(2).All(2).Select(OtlpMetric.Of).ToDictionary(metric => metric.Name);

    /// <summary>The spans.</summary>
    public IReadOnlyList<OtlpSpan> Spans => [.. ProtoMessage.Parse(Body).One(1).One(2).All(2).Select(OtlpSpan.Of)];

    /// <summary>Attributes of a message.</summary>
    public static IReadOnlyDictionary<string, object> Attributes(ProtoMessage message, int field) =>
        message.All(field).ToDictionary(one => one.Text(1), one => Value(one.One(2)));

    private static object Value(ProtoMessage any) =>
        any.Has(1) ? any.Text(1)
        : any.Has(2) ? any.Number(2) == 1
        : any.Has(3) ? any.Number(3)
        : (object)any.Double(4);
}

/// <summary>A metric.</summary>
internal sealed record OtlpMetric(
    string Name,
    string Unit,
    string Kind,
    long Temporality,
    bool IsMonotonic,
    IReadOnlyList<OtlpPoint> Points
)
{
    public static OtlpMetric Of(ProtoMessage metric)
    {
        var (kind, field) =
            metric.Has(5) ? ("gauge", 5)
            : metric.Has(7) ? ("sum", 7)
            : ("histogram", 9);
        var data = metric.One(field);
        return new(
            metric.Text(1),
            metric.Text(3),
            kind,
            data.Number(2),
            data.Number(3) == 1,
            [.. data.All(1).Select(point => OtlpPoint.Of(point, isHistogram: field == 9))]
        );
    }

    /// <summary>The point with these attributes, and maybe others.</summary>
    public OtlpPoint Point(params (string Name, object Value)[] tags) =>
        Points
            .Where(point => tags.All(tag => point.Tags.GetValueOrDefault(tag.Name)?.Equals(tag.Value) is true))
            .Should()
            .ContainSingle("of {0}", string.Join("; ", Points.Select(point => string.Join(", ", point.Tags))))
            .Subject;
}

/// <summary>A point of a metric.</summary>
internal sealed record OtlpPoint(IReadOnlyDictionary<string, object> Tags, long Start, long Time, double Value, long Count)
{
    public IReadOnlyList<long> Buckets { get; private init; } = [];

    public IReadOnlyList<double> Bounds { get; private init; } = [];

    public static OtlpPoint Of(ProtoMessage point, bool isHistogram) =>
        isHistogram
            ? new(OtlpRequest.Attributes(point, 9), point.Number(2), point.Number(3), point.Double(5), point.Number(4))
            {
                Buckets = point.Packed(6),
                Bounds = [.. point.Packed(7).Select(BitConverter.Int64BitsToDouble)],
            }
            : new(
                OtlpRequest.Attributes(point, 7),
                point.Number(2),
                point.Number(3),
                point.Has(4) ? point.Double(4) : point.Number(6),
                Count: 1
            );
}

/// <summary>A span.</summary>
internal sealed record OtlpSpan(string Trace, string Id, string Parent, string Name, long Kind, long Begun, long Ended)
{
    public const long Internal = 1;
    public const long Server = 2;
    public const long Client = 3;

    public required string TraceState { get; init; }

    public required long Status { get; init; }

    public required long Flags { get; init; }

    public required IReadOnlyDictionary<string, object> Tags { get; init; }

    public static OtlpSpan Of(ProtoMessage span) =>
        new(span.Hex(1), span.Hex(2), span.Hex(4), span.Text(5), span.Number(6), span.Number(7), span.Number(8))
        {
            TraceState = span.Text(3),
            Status = span.Has(15) ? span.One(15).Number(3) : 0,
            Flags = span.Number(16),
            Tags = OtlpRequest.Attributes(span, 9),
        };
}
