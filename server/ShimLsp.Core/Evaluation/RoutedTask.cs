using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Routing.Signals;

namespace ShimLsp.Core.Evaluation;

/// <summary>A row that has been scored. Its text is gone.</summary>
/// <param name="Bench">What it is part of.</param>
/// <param name="Id">Its name in there.</param>
/// <param name="Pair">Its two models.</param>
/// <param name="Sheet">Their scores.</param>
/// <param name="Outcome">The weak one's score, and how well both did.</param>
/// <param name="Price">What either model would have cost; null if a price is not known.</param>
public sealed record RoutedTask(string Bench, string Id, ModelPair Pair, ScoreSheet Sheet, EvaluatedTask Outcome, PairPrice? Price)
{
    /// <summary>Scores a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="id">Its name if the row states none.</param>
    /// <param name="pair">Its two models.</param>
    public static RoutedTask Of(EvaluationRow row, string id, ModelPair pair)
    {
        var sheet = pair.Score(row.Signal);
        var outcome = new EvaluatedTask(sheet.Of(pair.Candidates[0].Slug), row.Weak.Score, row.Strong.Score);
        return new(row.Bench, row.Id ?? id, pair, sheet, outcome, PairPrice.Of(pair, row.Signal));
    }
}

/// <summary>What a task would have cost with either model, in one unit.</summary>
/// <param name="Weak">With the weak one.</param>
/// <param name="Strong">With the strong one.</param>
public readonly record struct PairPrice(double Weak, double Strong)
{
    /// <summary>
    /// Estimates in US dollars, as for any decision: the input from the task's length, the output as the model's own limit, at most 1,000
    /// tokens. Null without both prices.
    /// </summary>
    /// <param name="pair">The models.</param>
    /// <param name="signal">What routing reads of the task.</param>
    public static PairPrice? Of(ModelPair pair, TaskSignal signal) =>
        Of(pair.Weak, signal) is { } weak && Of(pair.Strong, signal) is { } strong ? new(weak, strong) : null;

    private static double? Of(ModelSpec model, TaskSignal signal) =>
        model.Pricing?.CostOf(new(signal.InputTokens, CachedInput: null, CostEstimate.OutputTokensOf(model)));
}
