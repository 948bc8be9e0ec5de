using System.Collections.Immutable;
using ShimLsp.Core.Conversation.Housekeeping;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing.Signals;

namespace ShimLsp.Core.Routing;

/// <summary>Chooses for what a client asks for itself, such as a title: any model does it well enough, so the cheapest does it.</summary>
public static class HousekeepingPolicy
{
    // A summary has to fit behind what it is of, and estimates of long inputs err by about a tenth.
    private const int SummaryTokens = 4_000;
    private const double Margin = 1.1;

    /// <summary>The candidates that can take it. A summary goes to those whose window has room for it, if there are any.</summary>
    /// <param name="candidates">The catalog's candidates.</param>
    /// <param name="signal">What was read of the request.</param>
    /// <param name="requested">The only models the caller wants; null for all.</param>
    public static Eligibility Able(ImmutableArray<ModelSpec> candidates, TaskSignal signal, ImmutableArray<ModelSlug>? requested)
    {
        if (signal.Housekeeping is HousekeepingKind.Summary)
        {
            var needed = (int)Math.Min(int.MaxValue, (signal.InputTokens * Margin) + SummaryTokens);
            if (Eligibility.ForRequest(candidates, signal with { InputTokens = needed }, requested) is { ByRequest.IsEmpty: false } roomy)
            {
                return roomy;
            }
        }

        return Eligibility.ForRequest(candidates, signal, requested);
    }

    /// <summary>Scores by which another model takes over if the first does not answer: each is good enough.</summary>
    /// <param name="able">The candidates that can take it.</param>
    public static Scoring Scores(Eligibility able) =>
        new(new ScoreSheet([.. able.ByRequest.Select(model => new Score(model.Slug, 1))], Because: null), ByClassifier: false);

    /// <summary>Chooses the cheapest; among equal costs the first by slug.</summary>
    /// <param name="kind">What is asked for.</param>
    /// <param name="eligibility">At least one model in <see cref="Eligibility.Now"/>.</param>
    public static Choice Choose(HousekeepingKind kind, Eligibility eligibility)
    {
        var ranked = eligibility
            .Now.OrderBy(model => model.Cost)
            .ThenBy(model => model.Slug.Value, StringComparer.Ordinal)
            .Select((model, at) => (Model: model, Verdict: at == 0 ? Verdict.Chosen : Verdict.Viable))
            .ToArray();
        return new(
            ranked[0].Model,
            Score: null,
            Fallback: false,
            $"housekeeping: {kind.Name()} goes to the cheapest model that can take it",
            [.. ranked.Select(row => new Candidate(row.Model.Slug, null, row.Model.Cost, row.Verdict)), .. eligibility.Rejected]
        );
    }
}
