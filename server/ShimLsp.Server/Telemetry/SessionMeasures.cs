using System.Globalization;
using System.Text.Json;
using ShimLsp.Core.Caching;
using ShimLsp.Core.Health;
using ShimLsp.Core.Ledger;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Sessions;
using ShimLsp.Server.Telemetry.Measuring;

namespace ShimLsp.Server.Telemetry;

/// <summary>
/// What the sessions of one connection do, as measured values and spans. Values go to the process's instruments, and to a store of their
/// own if there is one. They name models, tenants, states and causes. Thread-safe.
/// </summary>
/// <param name="tenant">Whose sessions they are.</param>
/// <param name="process">The process's instruments, made when something is first measured; null for none.</param>
/// <param name="own">A store of these sessions alone; null for none.</param>
internal sealed class SessionMeasures(string tenant, Lazy<ProcessTelemetry>? process = null, MeasurementStore? own = null)
{
    /// <summary>The store of these sessions alone; null if there is none.</summary>
    public MeasurementStore? Own => own;

    /// <summary>Whose sessions they are.</summary>
    public string Tenant => tenant;

    /// <summary>Looks up what is not recorded.</summary>
    public Func<IEnumerable<Observation>> Observe { get; init; } = static () => [];

    /// <summary>Whether anybody wants to know.</summary>
    public bool IsOn => own is not null || process?.Value.Meter.IsListenedTo is true;

    /// <summary>The spans; null if nobody wants any.</summary>
    public SpanSource? Spans => process?.Value.Spans is { IsListenedTo: true } spans ? spans : null;

    /// <summary>A record of calls that is measured too.</summary>
    /// <param name="ledger">The record.</param>
    public ICallLedger Measured(ICallLedger ledger) => new Ledger(this, ledger);

    /// <summary>An observer whose session is measured too.</summary>
    /// <param name="observer">The observer.</param>
    public ISessionObserver Measured(ISessionObserver observer) => new Observer(this, observer);

    /// <summary>Takes a value.</summary>
    /// <param name="measure">What it is of.</param>
    /// <param name="value">The value.</param>
    /// <param name="tags">What it belongs to.</param>
    public void Add(Measure measure, double value, params ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        own?.Add(measure, value, tags);
        process?.Value.Meter.Add(measure, value, tags);
    }

    /// <summary>The word for a value of an enumeration.</summary>
    /// <typeparam name="T">The enumeration.</typeparam>
    /// <param name="value">The value.</param>
    public static string WordOf<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    private static KeyValuePair<string, object?> Tag(string name, object? value) => new(name, value);

    private void Called(LedgerEntry entry)
    {
        Spans?.Called(entry, tenant);
        if (!IsOn)
        {
            return;
        }

        var (provider, model) = (
            Tag(TagNames.Provider, entry.Provider.ToWireName()),
            Tag(TagNames.RequestModel, entry.ModelName ?? entry.Model.Value)
        );
        var (operation, purpose) = (Tag(TagNames.Operation, TagNames.Chat), Tag(TagNames.Purpose, WordOf(entry.Purpose)));
        Add(
            Measures.OperationDuration,
            entry.Elapsed.TotalSeconds,
            operation,
            provider,
            model,
            purpose,
            Tag(TagNames.ErrorType, ErrorOf(entry))
        );
        if (entry.FirstPiece is { } first)
        {
            Add(Measures.FirstToken, first.TotalSeconds, operation, provider, model, purpose);
        }

        if (entry is { Usage: { } usage, Outcome: CallOutcome.Answered })
        {
            // The convention wants counted tokens only.
            if (!entry.IsEstimated)
            {
                Add(Measures.TokenUsage, usage.Input, operation, provider, model, purpose, Tag(TagNames.TokenType, "input"));
                Add(Measures.TokenUsage, usage.Output, operation, provider, model, purpose, Tag(TagNames.TokenType, "output"));
            }

            AddTokens("input", usage.Input);
            AddTokens("cached_input", usage.CachedInput ?? 0);
            AddTokens("output", usage.Output);
        }

        if (entry.Cost is { } cost)
        {
            Add(Measures.Cost, cost, Tag(TagNames.Model, entry.Model.Value), Tag(TagNames.Tenant, tenant));
            Add(Measures.Saved, entry.Saved, Tag(TagNames.Tenant, tenant));
        }
    }

    /// <summary>What went wrong with a call; null if nothing did.</summary>
    /// <param name="entry">The call.</param>
    public static string? ErrorOf(LedgerEntry entry) =>
        entry switch
        {
            { Outcome: CallOutcome.Answered } => null,
            { Outcome: CallOutcome.Cancelled } => "cancelled",
            { NoAnswer: { } why } => WordOf(why),
            { Status: { } status } => Number(status),
            _ => "_OTHER",
        };

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private void AddTokens(string kind, long count)
    {
        if (count > 0)
        {
            Add(Measures.Tokens, count, Tag(TagNames.Kind, kind));
        }
    }

    private void Decided(Decision decision)
    {
        Spans?.Decided(decision, tenant);
        if (!IsOn)
        {
            return;
        }

        var source = Tag(TagNames.Source, WordOf(decision.Source));
        Add(Measures.Decisions, 1, Tag(TagNames.Model, decision.Model.Slug.Value), source);
        Add(Measures.DecisionDuration, decision.ElapsedMicroseconds / 1e6, source);
    }

    private sealed class Ledger(SessionMeasures measures, ICallLedger inner) : ICallLedger
    {
        public void Add(LedgerEntry entry)
        {
            inner.Add(entry);
            measures.Called(entry);
        }

        public Task<LedgerReport> ReadAsync(LedgerQuery query, CancellationToken cancellationToken) =>
            inner.ReadAsync(query, cancellationToken);
    }

    private sealed class Observer(SessionMeasures measures, ISessionObserver inner) : ISessionObserver
    {
        public void ActiveModelChanged(SessionSnapshot snapshot, ModelSlug previous) => inner.ActiveModelChanged(snapshot, previous);

        public void ModelsChanged(SessionSnapshot snapshot) => inner.ModelsChanged(snapshot);

        public void AvailabilityChanged(ModelSlug slug, Availability availability)
        {
            inner.AvailabilityChanged(slug, availability);
            if (measures.IsOn)
            {
                measures.Add(Measures.HealthChanges, 1, Tag(TagNames.Model, slug.Value), Tag(TagNames.State, WordOf(availability.State)));
            }
        }

        public void Routed(Decision decision)
        {
            measures.Decided(decision);
            inner.Routed(decision);
        }

        public void Invalidated(InvalidationCause cause, int dropped)
        {
            inner.Invalidated(cause, dropped);
            if (measures.IsOn)
            {
                measures.Add(Measures.Invalidations, 1, Tag(TagNames.Cause, WordOf(cause)));
            }
        }
    }
}
