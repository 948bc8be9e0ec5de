using System.Text.Json;
using ShimLsp.Core.Models;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Server.Providers.Replies;

/// <summary>
/// Counts of tokens as upstreams tell them. A count that cannot be true (negative, a fraction, absurdly large) counts as not told: it
/// must neither become money nor cost the reply.
/// </summary>
internal static class TokenCount
{
    // A thousand times the largest context window of today.
    private const long Most = 1_000_000_000;

    /// <summary>A count; null if it is not told, or cannot be true.</summary>
    /// <param name="holder">The object that holds it; null for none.</param>
    /// <param name="name">The field.</param>
    public static long? In(JsonElement? holder, ReadOnlySpan<byte> name) =>
        holder is { ValueKind: JsonValueKind.Object } counts
        && LenientJson.Find(counts, name) is { ValueKind: JsonValueKind.Number } number
        && number.TryGetDouble(out var count)
        && count is >= 0 and <= Most
        && double.IsInteger(count)
            ? (long)count
            : null;

    /// <summary>What a call took; null if either count is not known.</summary>
    /// <param name="input">All of the input.</param>
    /// <param name="cached">What of the input the prompt cache had.</param>
    /// <param name="output">The output.</param>
    public static TokenUsage? Of(long? input, long? cached, long? output) =>
        input is { } all && output is { } written ? new(all, cached <= all ? cached : null, written) : null;
}
