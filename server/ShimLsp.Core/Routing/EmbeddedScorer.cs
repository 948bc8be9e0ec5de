using System.Collections.Immutable;
using ShimLsp.Core.Models;

namespace ShimLsp.Core.Routing;

/// <summary>
/// Scores with no network, no key and no model: a few counts over the task's text give its difficulty, a table gives each model's
/// strength, and the score is the chance that the model does no worse than the strongest candidate would.
/// </summary>
public sealed class EmbeddedScorer : IScorer
{
    /// <inheritdoc/>
    /// <remarks>Raise the number with every change to the words, the weights, the formula or the strength table.</remarks>
    public string Identity => "embedded/1";

    /// <inheritdoc/>
    public ValueTask<ScoreSheet> ScoreAsync(TaskSignal signal, ImmutableArray<ModelSpec> candidates, CancellationToken cancellationToken)
    {
        var difficulty = Difficulty.Of(TaskScan.Read(signal.Text));
        var strengths = candidates.Select(model => StrengthTable.Of(model, candidates).Value).ToArray();
        var strongest = strengths.Max();
        return ValueTask.FromResult(new ScoreSheet(
            [.. candidates.Zip(strengths, (model, strength) => new Score(model.Slug, Adequacy.Of(strength, strongest, difficulty.Value)))],
            difficulty.Because));
    }
}
