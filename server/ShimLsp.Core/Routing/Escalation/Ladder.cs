using System.Collections.Immutable;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing.Strengths;

namespace ShimLsp.Core.Routing.Escalation;

/// <summary>The candidates of a catalog by their strength.</summary>
internal sealed class Ladder
{
    private readonly Dictionary<ModelSlug, double> strengths;

    /// <summary>Sorts them.</summary>
    /// <param name="candidates">All candidates of the catalog: a strength may depend on the others.</param>
    public Ladder(ImmutableArray<ModelSpec> candidates)
    {
        strengths = new(candidates.Length);
        foreach (var (model, strength) in candidates.Zip(StrengthTable.OfAll(candidates)))
        {
            strengths[model.Slug] = strength.Value;
        }
    }

    /// <summary>Whether a model is stronger than another.</summary>
    public bool IsAbove(ModelSlug model, ModelSlug other) => Of(model) > Of(other);

    /// <summary>The next stronger model; among equals the cheapest, then by slug. Null if none is stronger.</summary>
    /// <param name="model">The model to leave.</param>
    /// <param name="now">Those that can take the request now.</param>
    public ModelSpec? NextAbove(ModelSlug model, ImmutableArray<ModelSpec> now) =>
        now.Where(other => IsAbove(other.Slug, model))
            .OrderBy(other => Of(other.Slug))
            .ThenBy(other => other.Cost)
            .ThenBy(other => other.Slug.Value, StringComparer.Ordinal)
            .FirstOrDefault();

    private double Of(ModelSlug model) => strengths.GetValueOrDefault(model);
}
