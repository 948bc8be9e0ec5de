using System.Collections.Immutable;
using ShimLsp.Core.Health;
using ShimLsp.Core.Ledger;
using ShimLsp.Core.Models;
using ShimLsp.Core.Upstream;

namespace ShimLsp.Core.Sessions;

/// <summary>
/// Asks one model of the session the smallest real question, because a person wishes it. The call is like any other: what became of it
/// is recorded, and its cost counts.
/// </summary>
public sealed class SessionProbe
{
    private static readonly Outcome Success = new(200);

    private readonly SessionPorts ports;
    private readonly Func<SessionSnapshot> now;
    private readonly Savings savings;
    private readonly SessionSpending spending;
    private readonly Action<SessionSnapshot, ModelSlug, Outcome, long> report;

    /// <summary>Makes it.</summary>
    /// <param name="ports">The outside.</param>
    /// <param name="now">The session now.</param>
    /// <param name="savings">Where the cost goes.</param>
    /// <param name="spending">Where the cost is counted that budgets limit.</param>
    /// <param name="report">Takes what became of a call that was made on a snapshot.</param>
    internal SessionProbe(
        SessionPorts ports,
        Func<SessionSnapshot> now,
        Savings savings,
        SessionSpending spending,
        Action<SessionSnapshot, ModelSlug, Outcome, long> report
    ) => (this.ports, this.now, this.savings, this.spending, this.report) = (ports, now, savings, spending, report);

    /// <summary>Asks a model: one call, or none if it has no key. It is asked whatever its health.</summary>
    /// <param name="slug">The model.</param>
    /// <param name="cancellationToken">Ends it, upstream at once.</param>
    public async Task<ProbeResult> AskAsync(ModelSlug slug, CancellationToken cancellationToken)
    {
        var at = now();
        if (at.Catalog.Find(slug) is not { } model)
        {
            return at.IsReadable
                ? new ProbeResult.UnknownModel(slug, NearestNames.Of(slug, at.Catalog.Models.Select(each => each.Slug)))
                : new ProbeResult.NoCatalog(at.Problems);
        }

        if (at.CredentialOf(slug) is { IsResolved: false } credential)
        {
            return new ProbeResult.NoKey(model, credential.Missing);
        }

        var call = new RecordedCall(ports.Ledger, ports.Clock, CallPurpose.Probe, model);
        try
        {
            var usage = await ProbeCall.AskAsync(ports.Upstream, model, ports.Clock, cancellationToken).ConfigureAwait(false);
            report(at, slug, Success, call.Begun);
            spending.Add(model, usage);
            var cost = savings.AddChat(model, strongest: model, usage)?.Cost;
            call.Answered(usage, cost, saved: 0);
            return new ProbeResult.Answered(model, ports.Clock.GetElapsedTime(call.Begun), usage, cost);
        }
        catch (UpstreamException failed)
        {
            report(at, slug, failed.Outcome, call.Begun);
            call.Failed(failed.Outcome);
            return new ProbeResult.Failed(model, failed.Outcome, failed.Message);
        }
        catch (OperationCanceledException)
        {
            call.Cancelled();
            throw;
        }
    }
}

/// <summary>The result of a probe.</summary>
public abstract record ProbeResult
{
    private ProbeResult() { }

    /// <summary>The model answered.</summary>
    /// <param name="Model">The model.</param>
    /// <param name="Elapsed">How long it took.</param>
    /// <param name="Usage">The tokens that it took; null if the provider did not say.</param>
    /// <param name="Cost">What it cost, in US dollars; null if the tokens or the prices are not known.</param>
    public sealed record Answered(ModelSpec Model, TimeSpan Elapsed, TokenUsage? Usage, double? Cost) : ProbeResult;

    /// <summary>The model did not answer.</summary>
    /// <param name="Model">The model.</param>
    /// <param name="Outcome">What happened instead.</param>
    /// <param name="Message">The same in words, with what to do.</param>
    public sealed record Failed(ModelSpec Model, Outcome Outcome, string Message) : ProbeResult;

    /// <summary>The model has no key, so it was not asked.</summary>
    /// <param name="Model">The model.</param>
    /// <param name="Reason">Says what is missing and what to do; null if that is not known.</param>
    public sealed record NoKey(ModelSpec Model, string? Reason) : ProbeResult;

    /// <summary>There is no such model.</summary>
    /// <param name="Slug">The name.</param>
    /// <param name="Suggestions">The nearest names, best first.</param>
    public sealed record UnknownModel(ModelSlug Slug, ImmutableArray<ModelSlug> Suggestions) : ProbeResult;

    /// <summary>The catalog cannot be read, and there is no earlier good one.</summary>
    /// <param name="Problems">Why.</param>
    public sealed record NoCatalog(ImmutableArray<CatalogProblem> Problems) : ProbeResult;
}
