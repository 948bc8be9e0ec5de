using ShimLsp.Core.Models;

namespace ShimLsp.Core.Spending;

/// <summary>What a call may cost, before it is made.</summary>
public static class CallCost
{
    /// <summary>
    /// The longest reply that is reserved for if neither the request nor the model's row states one, in tokens. Then the estimate is no
    /// upper bound.
    /// </summary>
    public const int AssumedOutput = 8_192;

    // The input is estimated by its length. The error is a few per cent, up to about a seventh.
    private const double InputMargin = 1.15;

    /// <summary>
    /// What a call may cost at most, in US dollars: the input as if none of it were cached, and the longest reply that the request and the
    /// row allow. 0 for a model without a price.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="inputTokens">The size of the input, estimated.</param>
    /// <param name="mostOutput">The longest reply that the request allows, in tokens; null if it does not say.</param>
    public static double AtMost(ModelSpec model, long inputTokens, int? mostOutput)
    {
        if (model.Pricing is not { } price)
        {
            return 0;
        }

        var output = Math.Min(mostOutput ?? int.MaxValue, model.MaxOutputTokens ?? int.MaxValue);
        var usage = new TokenUsage((long)(inputTokens * InputMargin), CachedInput: null, output is int.MaxValue ? AssumedOutput : output);
        return price.CostOf(usage);
    }
}
