using System.Diagnostics;
using System.Globalization;
using ShimLsp.Server.Telemetry.Measuring;

namespace ShimLsp.Server.Telemetry;

/// <summary>One request to the gateway. Its span is what calls and decisions in it become children of.</summary>
internal sealed class MeasuredRequest
{
    private readonly SessionMeasures measures;
    private readonly TimeProvider clock;
    private readonly string method;
    private readonly string? route;
    private readonly string scheme;
    private readonly SpanSource? spans;
    private readonly Activity? span;
    private readonly long begun;

    /// <summary>Begins it.</summary>
    /// <param name="measures">The session's measures.</param>
    /// <param name="clock">Time.</param>
    /// <param name="method">The HTTP method.</param>
    /// <param name="route">The path, one of a few; null for one that is not measured by itself.</param>
    /// <param name="scheme">How it came: <c>http</c> or <c>https</c>.</param>
    /// <param name="traceParent">The header <c>traceparent</c>; null for none.</param>
    /// <param name="traceState">The header <c>tracestate</c>; null for none.</param>
    public MeasuredRequest(
        SessionMeasures measures,
        TimeProvider clock,
        string method,
        string? route,
        string scheme,
        string? traceParent,
        string? traceState
    )
    {
        (this.measures, this.clock, this.method, this.route, this.scheme) = (measures, clock, method, route, scheme);
        spans = route is null ? null : measures.Spans;
        span = spans?.Request(method, route!, traceParent, traceState);
        span?.SetTag(TagNames.Tenant, measures.Tenant).SetTag(TagNames.Scheme, scheme);
        begun = clock.GetTimestamp();
        measures.Add(Measures.InFlight, 1);
    }

    /// <summary>Ends it.</summary>
    /// <param name="shape">The client's format.</param>
    /// <param name="status">The HTTP status; null if the client has gone before.</param>
    public void End(string shape, int? status)
    {
        measures.Add(Measures.InFlight, -1);
        if (status is { } code)
        {
            measures.Add(
                Measures.Requests,
                1,
                new(TagNames.Shape, shape),
                new(TagNames.Status, code.ToString(CultureInfo.InvariantCulture))
            );
        }

        if (route is not null && status is { } answered)
        {
            measures.Add(
                Measures.RequestDuration,
                clock.GetElapsedTime(begun).TotalSeconds,
                new(TagNames.Method, method),
                new(TagNames.Route, route),
                new(TagNames.StatusCode, (long)answered),
                new(TagNames.Scheme, scheme)
            );
        }

        if (span is not null)
        {
            spans!.End(span, status);
        }
    }
}
