using System.Collections.Immutable;
using ShimLsp.Core.Models;

namespace ShimLsp.Core.Routing;

/// <summary>What the chosen model would cost for this request, and what the strongest would have, in US dollars.</summary>
/// <param name="InputTokens">The input's size, estimated.</param>
/// <param name="OutputTokens">A stated guess: the model's own limit, at most 1,000.</param>
/// <param name="Cost">With the chosen model.</param>
/// <param name="BaselineCost">With the strongest eligible candidate.</param>
public sealed record CostEstimate(int InputTokens, int OutputTokens, double Cost, double BaselineCost)
{
    private const int MostOutputTokens = 1_000;

    /// <summary>The difference; never claimed where prices are missing.</summary>
    public double Saved => Rounded(BaselineCost - Cost);

    /// <summary>Estimates; null where the prices of either model are not stated.</summary>
    /// <param name="signal">What was read of the request.</param>
    /// <param name="chosen">The chosen model.</param>
    /// <param name="byStrength">The candidates, the most capable first.</param>
    /// <param name="eligible">Those that can take the task now.</param>
    public static CostEstimate? Of(TaskSignal signal, ModelSpec chosen, ImmutableArray<ModelSpec> byStrength, ImmutableArray<ModelSpec> eligible)
    {
        var strongest = Strongest(byStrength, eligible) ?? chosen;
        if (chosen.Pricing is not { } price || strongest.Pricing is not { } baseline)
        {
            return null;
        }

        var output = OutputTokensOf(chosen);
        return new(signal.InputTokens, output, Dollars(price, signal.InputTokens, output), Dollars(baseline, signal.InputTokens, output));
    }

    /// <summary>How much a model is expected to answer, in tokens: a guess, its own limit, at most 1,000.</summary>
    internal static int OutputTokensOf(ModelSpec model) => Math.Min(model.MaxOutputTokens ?? MostOutputTokens, MostOutputTokens);

    // Most often it is the first. Where many of the first cannot take the task, a set keeps that from costing all times all.
    private static ModelSpec? Strongest(ImmutableArray<ModelSpec> byStrength, ImmutableArray<ModelSpec> eligible)
    {
        if (byStrength.Length > 0 && eligible.Any(candidate => ReferenceEquals(candidate, byStrength[0])))
        {
            return byStrength[0];
        }

        var able = eligible.ToHashSet<ModelSpec>(ReferenceEqualityComparer.Instance);
        return byStrength.FirstOrDefault(able.Contains);
    }

    private static double Dollars(Pricing price, int input, int output) => Rounded(((price.Input * input) + (price.Output * output)) / 1_000_000);

    // To a millionth of a millionth: beyond that stands what binary fractions leave behind, such as 0.22000000000000003.
    private static double Rounded(double dollars) => Math.Round(dollars, 12);
}
