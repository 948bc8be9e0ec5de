using System.Collections.Immutable;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing.Embedded;
using ShimLsp.Core.Routing.Signals;
using ShimLsp.Core.Routing.Strengths;

namespace ShimLsp.Core.Routing;

/// <summary>
/// Scores without a network, a key or a model. Trained weights estimate how much a strong model gains on the task, and a table states how
/// strong each model is. The score is the chance that the model does no worse than the strongest candidate.
/// </summary>
public sealed class EmbeddedScorer : IScorer
{
    /// <inheritdoc/>
    /// <remarks>Raise the number with every change to the words, the weights, the formula or the strength table.</remarks>
    public string Identity => "embedded/3";

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
            [
                .. candidates.Zip(
                    strengths,
                    (model, strength) => new Score(model.Slug, Adequacy.Of(reading.Adequacy, strongest - strength.Value), strength.Shown())
                ),
            ],
            reading.Because
        );
    }
}
