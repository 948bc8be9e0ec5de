using System.Collections.Immutable;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Routing.Signals;
using ShimLsp.Core.Routing.Strengths;

namespace ShimLsp.Core.Evaluation;

/// <summary>
/// The two models of a row as a catalog of two candidates. Both are taken to be able to do the task, since both have done it, and the
/// weak one to be the cheaper: that is its role.
/// </summary>
public sealed class ModelPair
{
    /// <summary>The smallest difference of two models' strengths that is used. Below it, their roles decide.</summary>
    public const double LeastGap = 0.05;

    private const double WeakByRole = 0.60;
    private const double StrongByRole = WeakByRole + StrengthTable.ReferenceGap;

    private ModelPair(ModelSpec weak, ModelSpec strong, PairPrice? relativeCost, bool isByRole)
    {
        RelativeCost = relativeCost;
        Weak = weak;
        Strong = strong;
        IsByRole = isByRole;
        Candidates = [Candidate(weak, "weak", cost: 0), Candidate(strong, "strong", cost: 1)];
        Strengths = StrengthTable.OfAll(Candidates);
    }

    /// <summary>The weak model: the catalog's row, or its name alone.</summary>
    public ModelSpec Weak { get; }

    /// <summary>The strong one.</summary>
    public ModelSpec Strong { get; }

    /// <summary>
    /// Whether their strengths come from their roles in the file, one reference gap apart. This is so if the known figures do not put the
    /// strong model at least <see cref="LeastGap"/> above the weak one.
    /// </summary>
    public bool IsByRole { get; }

    /// <summary>Their costs in the catalog's own unit; null unless both are in the catalog, and the weak one costs less.</summary>
    public PairPrice? RelativeCost { get; }

    /// <summary>The router's candidates: the weak one, then the strong one.</summary>
    public ImmutableArray<ModelSpec> Candidates { get; }

    /// <summary>Their strengths, in that order.</summary>
    public ImmutableArray<ModelStrength> Strengths { get; }

    /// <summary>Finds them.</summary>
    /// <param name="weak">The weak model: a slug of the catalog, a <c>model</c> of it, or any name that a provider knows it by.</param>
    /// <param name="strong">The strong one.</param>
    /// <param name="catalog">The catalog in force.</param>
    public static ModelPair Of(string weak, string strong, Catalog catalog)
    {
        var (listedWeak, listedStrong) = (Find(weak, catalog), Find(strong, catalog));
        PairPrice? cost = listedWeak?.Cost < listedStrong?.Cost ? new(listedWeak.Cost, listedStrong.Cost) : null;
        var (lower, upper) = (listedWeak ?? Named(weak), listedStrong ?? Named(strong));
        var known = new ModelPair(lower, upper, cost, isByRole: false);
        var isApart =
            known.Strengths.All(strength => strength.Source is not StrengthSource.Cost) // of a pair, cost says no more than the roles
            && known.Strengths[1].Value - known.Strengths[0].Value >= LeastGap - 1e-9; // 0.60 - 0.55 is a little less than 0.05
        return isApart ? known : new(lower with { Strength = WeakByRole }, upper with { Strength = StrongByRole }, cost, isByRole: true);
    }

    /// <summary>Scores a task for both.</summary>
    /// <param name="signal">What routing reads of it.</param>
    public ScoreSheet Score(TaskSignal signal) => EmbeddedScorer.Score(signal, Candidates);

    /// <summary>Whether the router gives the task to the strong one.</summary>
    /// <param name="sheet">Its scores.</param>
    /// <param name="threshold">The lowest score that is good enough, 0..1.</param>
    public bool GoesToStrong(ScoreSheet sheet, double threshold) =>
        Router.Choose(new(threshold, Default: null), new(Candidates, Candidates, []), sheet).Model.Slug == Candidates[1].Slug;

    private static ModelSpec? Find(string name, Catalog catalog) =>
        catalog.Find(new(name)) ?? catalog.Models.FirstOrDefault(model => model.Model == name);

    private static ModelSpec Named(string name) =>
        new()
        {
            Slug = new(name),
            Model = name,
            DisplayName = name,
            Provider = ModelProvider.GenericChatCompletionApi,
            BaseUrl = new("http://localhost"), // nothing is ever asked of it
        };

    // The slug is the role, because both roles may be the same row of the catalog.
    private static ModelSpec Candidate(ModelSpec model, string role, double cost) =>
        model with
        {
            Slug = new(role),
            Cost = cost,
            ContextWindow = null,
            SupportsImages = true,
            SupportsTools = true,
        };
}
