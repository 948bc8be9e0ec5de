using Microsoft.Extensions.AI;

namespace ShimLsp.Server.Providers.Anthropic;

/// <summary>
/// Converts counts of the Messages shape to those of all shapes. There, tokens that the prompt cache held or stored count as input too.
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

    /// <summary>The later counts, with the earlier ones for those that the later do not repeat.</summary>
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
