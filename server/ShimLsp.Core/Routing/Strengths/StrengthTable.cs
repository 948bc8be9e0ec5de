using System.Collections.Immutable;
using ShimLsp.Core.Models;

namespace ShimLsp.Core.Routing.Strengths;

/// <summary>
/// How capable a model is, 0..1. The first of these that exists is used: the catalog's figure; its family's (a table of November 2026,
/// computed from published benchmark results: docs/strengths.md); the size in its name; its cost among the others.
/// </summary>
public static class StrengthTable
{
    /// <summary>
    /// The difference of strength by which scores are calibrated: a hundred points of an Elo-like rating, so that people prefer the
    /// stronger model's answer in 64 of 100 comparisons. It is about the mean of two gaps: that between Mixtral 8x7B and GPT-4 (1106), and
    /// that between Claude 3 Haiku and Gemini 2.0 Flash.
    /// </summary>
    public const double ReferenceGap = 0.20;

    /// <summary>The lowest strength, in the table and for any guess by size: a model that answers at all has some worth.</summary>
    internal const double Lowest = 0.05;

    /// <summary>No figure of the table, and no guess by size, is higher.</summary>
    internal const double Highest = 0.97;

    // If only the cost is known, it says little: the cheapest counts as a small local model, the most expensive as a good hosted one.
    private const double OfCheapest = 0.30;
    private const double OfDearest = 0.90;

    /// <summary>The strengths of models that stand among each other, in their order. Of many, none takes longer than of few.</summary>
    /// <param name="models">The models.</param>
    public static ImmutableArray<ModelStrength> OfAll(ImmutableArray<ModelSpec> models)
    {
        double[]? costs = null;
        var strengths = ImmutableArray.CreateBuilder<ModelStrength>(models.Length);
        foreach (var model in models)
        {
            strengths.Add(Stated(model) ?? ByCost(CostRank(model.Cost, costs ??= [.. models.Select(other => other.Cost).Order()])));
        }

        return strengths.MoveToImmutable();
    }

    /// <summary>The strength from the catalog or from the model's name; null if only its cost is known.</summary>
    private static ModelStrength? Stated(ModelSpec model)
    {
        if (model.Strength is { } stated && !double.IsNaN(stated))
        {
            return new(Math.Clamp(stated, 0, 1), StrengthSource.Catalog);
        }

        var billions = ModelSize.Billions(model.Model);
        if (ModelFamilies.Find(model.Model, billions) is { } byFamily)
        {
            return new(byFamily, StrengthSource.Family);
        }

        return billions is { } size ? new(ModelSize.Strength(size), StrengthSource.Size) : null;
    }

    private static ModelStrength ByCost(double rank) => new(OfCheapest + ((OfDearest - OfCheapest) * rank), StrengthSource.Cost);

    /// <summary>
    /// The share of the other models that cost less. A model of equal cost counts half. 0.5 if there are no other models.
    /// </summary>
    /// <param name="cost">A model's cost.</param>
    /// <param name="sorted">The costs of all, the model's own included, rising.</param>
    private static double CostRank(double cost, double[] sorted)
    {
        var below = FirstNotBelow(sorted, cost);
        var same = FirstNotBelow(sorted, Math.BitIncrement(cost)) - below;
        return sorted.Length < 2 ? 0.5 : (below + (0.5 * (same - 1))) / (sorted.Length - 1);
    }

    private static int FirstNotBelow(double[] sorted, double cost)
    {
        var (from, to) = (0, sorted.Length);
        while (from < to)
        {
            var middle = (from + to) / 2;
            (from, to) = sorted[middle] < cost ? (middle + 1, to) : (from, middle);
        }

        return from;
    }
}
