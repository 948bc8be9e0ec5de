using ShimLsp.Core.Models;

namespace ShimLsp.Core.Routing;

/// <summary>
/// Whether it pays to leave a model in mid-conversation. Providers keep the prompt of a conversation for a while and read it again for
/// less; another model reads all of it at the full price.
/// </summary>
internal static class NextTurn
{
    /// <summary>
    /// The price of cached input as a share of other input, if no prices are known: a tenth, the rate that Anthropic publishes for reading
    /// its prompt cache.
    /// </summary>
    private const double CachedShare = 0.1;

    /// <summary>
    /// Whether the next turn is cheaper with another model, which must read the context again, than with the same one, which has it in its
    /// prompt cache.
    /// </summary>
    /// <param name="other">The model to move to.</param>
    /// <param name="same">The model that the conversation is with.</param>
    /// <param name="inputTokens">The size of the whole context.</param>
    public static bool IsCheaperWith(ModelSpec other, ModelSpec same, int inputTokens)
    {
        // Dollars are compared with dollars, and the catalog's own unit with itself. A price list without cached input promises no
        // discount.
        var (cold, warm) =
            other.Pricing is { } theirs && same.Pricing is { } ours ? (theirs, ours) : (RelativePrice(other), RelativePrice(same));
        return (cold.Input * inputTokens) + (cold.Output * CostEstimate.OutputTokensOf(other))
            < ((warm.CachedInput ?? warm.Input) * inputTokens) + (warm.Output * CostEstimate.OutputTokensOf(same));
    }

    private static Pricing RelativePrice(ModelSpec model) => new(model.Cost, model.Cost * CachedShare, model.Cost);
}
