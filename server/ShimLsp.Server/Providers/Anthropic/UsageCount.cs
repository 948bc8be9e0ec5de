using Microsoft.Extensions.AI;

namespace ShimLsp.Server.Providers.Anthropic;

/// <summary>
/// Counts of the Messages shape in the terms of all shapes: there, what the prompt cache had or took counts as input too.
/// </summary>
internal static class UsageCount
{
    /// <summary>The counts.</summary>
    /// <param name="usage">What the provider counted.</param>
    public static UsageDetails Of(WireUsage usage) =>
        new()
        {
            InputTokenCount = (usage.InputTokens ?? 0) + (usage.CacheReadInputTokens ?? 0) + (usage.CacheCreationInputTokens ?? 0),
            CachedInputTokenCount = usage.CacheReadInputTokens,
            OutputTokenCount = usage.OutputTokens ?? 0,
        };

    /// <summary>The later counts, and of the earlier ones what the later do not repeat.</summary>
    /// <param name="earlier">What was counted at the start; null for nothing.</param>
    /// <param name="later">What was counted at the end.</param>
    public static WireUsage Merge(WireUsage? earlier, WireUsage later) =>
        new(
            later.InputTokens ?? earlier?.InputTokens,
            later.CacheReadInputTokens ?? earlier?.CacheReadInputTokens,
            later.CacheCreationInputTokens ?? earlier?.CacheCreationInputTokens,
            later.OutputTokens ?? earlier?.OutputTokens
        );
}
