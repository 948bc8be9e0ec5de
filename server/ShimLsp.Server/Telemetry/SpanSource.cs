using System.Diagnostics;
using ShimLsp.Core.Ledger;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;

namespace ShimLsp.Server.Telemetry;

/// <summary>
/// Makes spans. Those of calls and decisions are made when these are over, with the times that they had: so nothing is made on the way to
/// a model, and if nobody listens, nothing at all.
/// </summary>
/// <param name="name">The source's name.</param>
/// <param name="version">The program's version.</param>
/// <param name="clock">Time.</param>
internal sealed class SpanSource(string name, string version, TimeProvider clock) : IDisposable
{
    /// <summary>The source.</summary>
    public ActivitySource Source { get; } = new(name, version);

    /// <summary>Whether anything listens.</summary>
    public bool IsListenedTo => Source.HasListeners();

    /// <summary>Begins the span of a request to the gateway. What happens in it becomes its child.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="route">The path, one of a few.</param>
    /// <param name="traceParent">The header <c>traceparent</c>; null for none.</param>
    /// <param name="traceState">The header <c>tracestate</c>; null for none.</param>
    /// <returns>The span; null if it is not wanted.</returns>
    public Activity? Request(string method, string route, string? traceParent, string? traceState)
    {
        // A header that is no such thing is as good as none.
        _ = ActivityContext.TryParse(traceParent, traceState, isRemote: true, out var parent);
        return Source.StartActivity(
            ActivityKind.Server,
            parent,
            [new(TagNames.Method, method), new(TagNames.Route, route)],
            links: null,
            clock.GetUtcNow(),
            $"{method} {route}"
        );
    }

    /// <summary>Ends the span of a request.</summary>
    /// <param name="span">The span.</param>
    /// <param name="status">The HTTP status; null if the client has gone before.</param>
    public void End(Activity span, int? status)
    {
        if (status is { } code)
        {
            span.SetTag(TagNames.StatusCode, code);
        }

        // By the convention, a 4xx is the client's error and not the server's.
        if (status is null or >= 500)
        {
            span.SetTag(TagNames.ErrorType, status is { } failed ? $"{failed}" : "cancelled").SetStatus(ActivityStatusCode.Error);
        }

        span.SetEndTime(clock.GetUtcNow().UtcDateTime);
        span.Dispose();
    }

    /// <summary>A call to a model has ended.</summary>
    /// <param name="entry">The call.</param>
    /// <param name="tenant">Whose it was.</param>
    public void Called(LedgerEntry entry, string tenant)
    {
        var model = entry.ModelName ?? entry.Model.Value;
        using var span = Source.StartActivity(
            ActivityKind.Client,
            default,
            [
                new(TagNames.Operation, TagNames.Chat),
                new(TagNames.Provider, entry.Provider.ToWireName()),
                new(TagNames.RequestModel, model),
                new(TagNames.Model, entry.Model.Value),
                new(TagNames.Purpose, SessionMeasures.WordOf(entry.Purpose)),
                new(TagNames.Tenant, tenant),
                new(TagNames.Attempt, entry.Attempt),
            ],
            links: null,
            entry.Ended - entry.Elapsed,
            $"{TagNames.Chat} {model}"
        );
        if (span is null)
        {
            return;
        }

        span.SetEndTime(entry.Ended.UtcDateTime);
        if (span.IsAllDataRequested)
        {
            Describe(span, entry);
        }
    }

    /// <summary>A decision was made.</summary>
    /// <param name="decision">The decision.</param>
    /// <param name="tenant">Whose it was.</param>
    public void Decided(Decision decision, string tenant)
    {
        var now = clock.GetUtcNow();
        using var span = Source.StartActivity(
            ActivityKind.Internal,
            default,
            [
                new(TagNames.Model, decision.Model.Slug.Value),
                new(TagNames.Source, SessionMeasures.WordOf(decision.Source)),
                new(TagNames.Tenant, tenant),
            ],
            links: null,
            now - TimeSpan.FromMicroseconds(decision.ElapsedMicroseconds),
            "route"
        );
        if (span is null)
        {
            return;
        }

        span.SetEndTime(now.UtcDateTime);
        if (span.IsAllDataRequested)
        {
            span.SetTag(TagNames.Decision, decision.Id);
            span.SetTag(TagNames.Score, decision.Score);
            span.SetTag(TagNames.Threshold, decision.Threshold);
            span.SetTag(TagNames.Candidates, decision.Candidates.Length + decision.CandidatesOmitted);
            span.SetTag(TagNames.Generation, decision.Generation);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Source.Dispose();

    private static void Describe(Activity span, LedgerEntry entry)
    {
        if (entry.Source is { } source)
        {
            span.SetTag(TagNames.Source, SessionMeasures.WordOf(source));
        }

        if (entry is { Usage: { } usage, IsEstimated: false })
        {
            span.SetTag(TagNames.InputTokens, usage.Input);
            span.SetTag(TagNames.OutputTokens, usage.Output);
            span.SetTag(TagNames.CachedTokens, usage.CachedInput);
        }

        span.SetTag(TagNames.StatusCode, entry.Status);
        span.SetTag(TagNames.Cost, entry.Cost);
        span.SetTag(TagNames.FirstPiece, entry.FirstPiece?.TotalSeconds);
        if (SessionMeasures.ErrorOf(entry) is { } error)
        {
            span.SetTag(TagNames.ErrorType, error).SetStatus(ActivityStatusCode.Error);
        }
    }
}
