using ShimLsp.Core.Models;

namespace ShimLsp.Core.Evaluation.Replaying;

/// <summary>
/// What recorded requests would have cost with other models: the same tokens, at the catalog's prices. A model that had the conversation's
/// request before reads from its prompt cache what the record says was cached; another reads all of it at the full price.
/// </summary>
/// <param name="recorded">Finds the models that ran.</param>
/// <param name="strongest">The strongest candidate; null if there is none.</param>
/// <param name="tally">Takes the sums.</param>
internal sealed class CostReplay(RecordedModels recorded, ModelSpec? strongest, ReplayTally tally)
{
    private ModelSlug? last;

    /// <summary>A session begins: nothing is known of its prompt caches but what the record says.</summary>
    public void Begin() => last = null;

    /// <summary>Counts a request.</summary>
    /// <param name="routed">The model that would have had it.</param>
    /// <param name="ran">The recorded name of the model that had it; null if the record does not say.</param>
    /// <param name="usage">Its tokens.</param>
    public void Add(ModelSpec routed, string? ran, TokenUsage usage)
    {
        var isWarm = last is null || last == routed.Slug;
        last = routed.Slug;
        var model = tally.Of(routed.Slug);
        model.Requests++;
        var cost = routed.Pricing?.CostOf(isWarm ? usage : usage with { CachedInput = 0 });
        model.Cost += cost ?? 0;
        if (cost is { } priced && strongest?.Pricing is { } baseline)
        {
            Add(tally.Strongest, priced, baseline.CostOf(usage));
        }

        if (ran is null)
        {
            return;
        }

        if (recorded.Find(ran) is not { } known)
        {
            tally.UnknownModels[ran] = tally.UnknownModels.GetValueOrDefault(ran) + 1;
        }
        else if (cost is { } here && known.Pricing is { } paid)
        {
            Add(tally.AsRun, here, paid.CostOf(usage));
        }
    }

    private static void Add(CostTally tally, double routed, double otherwise)
    {
        tally.Requests++;
        tally.Routed += routed;
        tally.Otherwise += otherwise;
    }
}
