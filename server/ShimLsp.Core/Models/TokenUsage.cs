namespace ShimLsp.Core.Models;

/// <summary>How many tokens a call took, as its provider counted them.</summary>
/// <param name="Input">All of the input, what came from the provider's prompt cache included.</param>
/// <param name="CachedInput">What of it came from the prompt cache; null if the provider does not say.</param>
/// <param name="Output">The output.</param>
public sealed record TokenUsage(long Input, long? CachedInput, long Output)
{
    /// <summary>Both together; a cached input that was told for one of them counts.</summary>
    /// <param name="other">Another call's usage.</param>
    public TokenUsage Plus(TokenUsage other) =>
        new(Input + other.Input, CachedInput is null ? other.CachedInput : CachedInput + (other.CachedInput ?? 0), Output + other.Output);
}
