using System.Text.Json;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Server.Providers.Replies;

/// <summary>Why a reply ended, in the words that a client of any model gets.</summary>
internal static class FinishReason
{
    private const int LongestWord = 40;

    /// <summary>Whether the reply broke off at the provider: OpenRouter and DeepSeek say so by a reason of its own.</summary>
    /// <param name="reason">The reason, as <see cref="Of"/> gives it.</param>
    public static bool IsFailure(string reason) => reason is "error" or "insufficient_system_resource";

    /// <summary>The reason that a client gets. It goes on with tools only if the reason says so, and some servers say "stop".</summary>
    /// <param name="told">What the provider told; null for nothing.</param>
    /// <param name="calls">Whether the reply calls a tool.</param>
    public static string OfReply(string? told, bool calls) => calls && told is (null or "stop") ? "tool_calls" : told ?? "stop";

    /// <summary>The reason; null if the field tells none. A provider's own word stays; what is not a word is <c>stop</c>.</summary>
    /// <param name="field">The value of <c>finish_reason</c> or <c>stop_reason</c>; null for none.</param>
    public static string? Of(JsonElement? field) =>
        field is { ValueKind: JsonValueKind.String } told
            ? LenientJson.Text(told).ToLowerInvariant() switch
            {
                "" => null,
                "eos" or "eos_token" => "stop",
                "function_call" or "tool_use" => "tool_calls",
                "max_tokens" or "max_output_tokens" or "model_context_window_exceeded" => "length",
                "refusal" => "content_filter",
                "end_turn" or "stop_sequence" or "pause_turn" => "stop",
                var word when word.Length <= LongestWord && word.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-') =>
                    word,
                _ => "stop",
            }
            : null;
}
