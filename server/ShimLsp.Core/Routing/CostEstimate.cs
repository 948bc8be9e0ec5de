using System.Collections.Immutable;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing.Signals;

namespace ShimLsp.Core.Routing;

/// <summary>What the chosen model would cost for this request, and what the strongest one would cost, in US dollars.</summary>
/// <param name="InputTokens">The input's size, estimated.</param>
/// <param name="OutputTokens">A stated guess: the model's own limit, at most 1,000.</param>
/// <param name="Cost">With the chosen model.</param>
/// <param name="BaselineCost">With the strongest eligible candidate.</param>
public sealed record CostEstimate(int InputTokens, int OutputTokens, double Cost, double BaselineCost)
{
    private const int MostOutputTokens = 1_000;

    /// <summary>The difference. It is not claimed if prices are missing.</summary>
    public double Saved => Pricing.Rounded(BaselineCost - Cost);

    /// <summary>Estimates; null if the prices of either model are not stated.</summary>
    /// <param name="signal">What was read of the request.</param>
    /// <param name="chosen">The chosen model.</param>
    /// <param name="byStrength">The candidates, the most capable first.</param>
    /// <param name="eligible">Those that can take the task now.</param>
    public static CostEstimate? Of(
        TaskSignal signal,
        ModelSpec chosen,
        ImmutableArray<ModelSpec> byStrength,
        ImmutableArray<ModelSpec> eligible
    )
    {
        var strongest = Strongest(byStrength, eligible) ?? chosen;
        if (chosen.Pricing is not { } price || strongest.Pricing is not { } baseline)
        {
            return null;
        }

        var output = OutputTokensOf(chosen);
        var usage = new TokenUsage(signal.InputTokens, CachedInput: null, output);
        return new(signal.InputTokens, output, price.CostOf(usage), baseline.CostOf(usage));
    }

    /// <summary>How many tokens a model is expected to write: an estimate, up to its own limit and at most 1,000.</summary>
    internal static int OutputTokensOf(ModelSpec model) => Math.Min(model.MaxOutputTokens ?? MostOutputTokens, MostOutputTokens);

    /// <summary>The most capable of those that can take a task; null if none can.</summary>
    /// <param name="byStrength">The candidates, the most capable first.</param>
    /// <param name="eligible">Those that can take the task now.</param>
    internal static ModelSpec? Strongest(ImmutableArray<ModelSpec> byStrength, ImmutableArray<ModelSpec> eligible)
    {
        if (byStrength.Length > 0 && eligible.Any(candidate => ReferenceEquals(candidate, byStrength[0])))
        {
            return byStrength[0];
        }

        // Where many of the first cannot take the task, a set keeps this from costing all times all.
        var able = eligible.ToHashSet<ModelSpec>(ReferenceEqualityComparer.Instance);
        return byStrength.FirstOrDefault(able.Contains);
    }
}
