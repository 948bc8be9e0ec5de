using System.Collections.Immutable;
using ShimLsp.Core.Models;

namespace ShimLsp.Core.Routing;

/// <summary>
/// How capable a model is, 0..1: as the catalog states, else by its family (a table of November 2026, our own judgement and not
/// measured), else by the size in its name, else by where its cost stands among the others.
/// </summary>
public static class StrengthTable
{
    // Where only cost is known it says little: the cheapest is taken for a small local model, the dearest for a good hosted one.
    private const double OfCheapest = 0.30;
    private const double OfDearest = 0.90;

    /// <summary>The strength of a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="all">The models it stands among, itself included; they matter only where nothing but its cost is known.</param>
    public static ModelStrength Of(ModelSpec model, ImmutableArray<ModelSpec> all)
    {
        if (model.Strength is { } stated && !double.IsNaN(stated))
        {
            return new ModelStrength(Math.Clamp(stated, 0, 1), StrengthSource.Catalog);
        }

        var billions = ModelSize.Billions(model.Model);
        if (ModelFamilies.Find(model.Model, billions) is { } byFamily)
        {
            return new ModelStrength(Math.Clamp(byFamily, 0, 1), StrengthSource.Family);
        }

        return billions is { } size
            ? new ModelStrength(ModelSize.Strength(size), StrengthSource.Size)
            : new ModelStrength(OfCheapest + ((OfDearest - OfCheapest) * CostRank(model, all)), StrengthSource.Cost);
    }

    /// <summary>The strongest of some models; on equal strength the cheaper, then by slug, so that it never depends on order.</summary>
    /// <param name="models">At least one.</param>
    public static ModelSpec Strongest(ImmutableArray<ModelSpec> models)
    {
        var best = models[0];
        var bestStrength = Of(best, models).Value;
        foreach (var model in models.AsSpan()[1..])
        {
            var strength = Of(model, models).Value;
            var order = bestStrength.CompareTo(strength);
            order = order != 0 ? order : model.Cost.CompareTo(best.Cost);
            order = order != 0 ? order : string.CompareOrdinal(model.Slug.Value, best.Slug.Value);
            if (order < 0)
            {
                (best, bestStrength) = (model, strength);
            }
        }

        return best;
    }

    /// <summary>The share of the others that cost less, those of the same cost counting half; a half where there are no others.</summary>
    private static double CostRank(ModelSpec model, ImmutableArray<ModelSpec> all)
    {
        var below = 0.0;
        var others = 0;
        foreach (var other in all)
        {
            if (other.Slug != model.Slug)
            {
                others++;
                below += other.Cost < model.Cost ? 1 : other.Cost == model.Cost ? 0.5 : 0;
            }
        }

        return others == 0 ? 0.5 : below / others;
    }
}
