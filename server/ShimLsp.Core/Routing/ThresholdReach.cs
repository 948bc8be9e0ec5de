using System.Collections.Immutable;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing.Embedded;
using ShimLsp.Core.Routing.Strengths;

namespace ShimLsp.Core.Routing;

/// <summary>Which candidates a threshold lets Auto choose among, over all tasks that the embedded scorer was fitted to.</summary>
public abstract record ThresholdReach
{
    private ThresholdReach() { }

    /// <summary>Only the strongest candidate reaches it, even on the easiest task.</summary>
    /// <param name="Model">The strongest.</param>
    public sealed record OnlyStrongest(ModelSlug Model) : ThresholdReach;

    /// <summary>A classifier scores, and only its highest score reaches it.</summary>
    public sealed record OnlyPerfect : ThresholdReach;

    /// <summary>The cheapest candidate reaches it even on the hardest task, so no other is chosen while it can be used.</summary>
    /// <param name="Model">The cheapest.</param>
    /// <param name="IsStrongest">Whether no candidate is stronger, so that no threshold would change that.</param>
    public sealed record Always(ModelSlug Model, bool IsStrongest) : ThresholdReach;

    /// <summary>What is special about a threshold; null if tasks decide, as they should.</summary>
    /// <param name="threshold">The threshold, 0..1.</param>
    /// <param name="candidates">The candidates, at least two.</param>
    /// <param name="byClassifier">Whether a model scores. Nothing is known of its scores but their range.</param>
    public static ThresholdReach? Of(double threshold, ImmutableArray<ModelSpec> candidates, bool byClassifier)
    {
        var strengths = StrengthTable.OfAll(candidates);
        var strongest = strengths.Max(strength => strength.Value);
        var cheapest = Enumerable.Range(0, candidates.Length).MinBy(at => (candidates[at].Cost, -strengths[at].Value));
        if (byClassifier)
        {
            return threshold <= 0 ? new Always(candidates[cheapest].Slug, IsStrongest: false)
                : threshold >= 1 ? new OnlyPerfect()
                : null;
        }

        if (Lowest(strongest - strengths[cheapest].Value) >= threshold)
        {
            return new Always(candidates[cheapest].Slug, strengths[cheapest].Value >= strongest);
        }

        var others = strengths.Where(strength => strength.Value < strongest).ToArray();
        return others.Length > 0 && others.All(other => Highest(strongest - other.Value) < threshold)
            ? new OnlyStrongest(candidates[strengths.IndexOf(strengths.MaxBy(strength => strength.Value))].Slug)
            : null;
    }

    private static double Lowest(double gap) => Adequacy.Of(EditorReading.OfHardest, gap);

    private static double Highest(double gap) => Adequacy.Of(EditorReading.OfEasiest, gap);
}
