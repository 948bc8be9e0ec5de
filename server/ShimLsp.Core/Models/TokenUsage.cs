namespace ShimLsp.Core.Models;

/// <summary>How many tokens a call used, as its provider counted them.</summary>
/// <param name="Input">All input tokens, including those from the provider's prompt cache.</param>
/// <param name="CachedInput">The input tokens from the prompt cache; null if the provider does not say.</param>
/// <param name="Output">The output tokens.</param>
public sealed record TokenUsage(long Input, long? CachedInput, long Output)
{
    /// <summary>The sum of both. If only one of them states cached input, that one counts.</summary>
    /// <param name="other">Another call's usage.</param>
    public TokenUsage Plus(TokenUsage other) =>
        new(Input + other.Input, CachedInput is null ? other.CachedInput : CachedInput + (other.CachedInput ?? 0), Output + other.Output);
}
