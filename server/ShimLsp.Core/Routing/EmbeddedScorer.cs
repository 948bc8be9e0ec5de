using System.Collections.Immutable;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing.Embedded;

namespace ShimLsp.Core.Routing;

/// <summary>
/// Scores with no network, no key and no model: what was learnt of such texts says how much a strong model gains on the task, a table how
/// strong each model is, and the score is the chance that the model does no worse than the strongest candidate would.
/// </summary>
public sealed class EmbeddedScorer : IScorer
{
    // More would claim a precision that the scores do not have, and cost time to print.
    private const int Decimals = 4;

    /// <inheritdoc/>
    /// <remarks>Raise the number with every change to the words, the weights, the formula or the strength table.</remarks>
    public string Identity => "embedded/2";

    /// <inheritdoc/>
    /// <remarks>It waits for nothing: the task is complete when it is returned.</remarks>
    public ValueTask<ScoreSheet> ScoreAsync(TaskSignal signal, ImmutableArray<ModelSpec> candidates, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Score(signal, candidates));

    /// <summary>Scores the task, at once.</summary>
    /// <param name="signal">What was read of the request.</param>
    /// <param name="candidates">The models to score, at least one.</param>
    /// <returns>A score above 0, at most 1, for every candidate; exactly 1 for the strongest.</returns>
    public static ScoreSheet Score(TaskSignal signal, ImmutableArray<ModelSpec> candidates)
    {
        var reading = TaskReading.Of(signal.Text, ScorerWeights.BuiltIn);
        var strengths = StrengthTable.OfAll(candidates);
        var strongest = strengths.Max(strength => strength.Value);
        return new ScoreSheet(
            [.. candidates.Zip(strengths, (model, strength) => new Score(model.Slug, Adequacy(reading.Adequacy, strongest - strength.Value), strength.Shown()))],
            reading.Because);
    }

    /// <summary>
    /// From the chance that a model one reference gap below the strongest does no worse, the same chance for another gap: each further gap is
    /// another such step, and a model that is three steps below has to hold on each.
    /// </summary>
    /// <returns>Above 0, at most 1; exactly 1 for the strongest itself, and for its equals.</returns>
    private static double Adequacy(double atReferenceGap, double gap) =>
        gap <= 0 ? 1 : Math.Round(PortableMath.Power(atReferenceGap, gap / StrengthTable.ReferenceGap), Decimals);
}
