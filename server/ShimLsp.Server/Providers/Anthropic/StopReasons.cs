using Microsoft.Extensions.AI;

namespace ShimLsp.Server.Providers.Anthropic;

/// <summary>Why a reply of the Messages shape ended, in the words that a client of any model gets.</summary>
internal static class StopReasons
{
    /// <summary>The reason; one that is not known is the provider's own word, if it is a word.</summary>
    /// <param name="reason">Anthropic's word.</param>
    public static ChatFinishReason Of(string reason) =>
        reason switch
        {
            "max_tokens" or "model_context_window_exceeded" => ChatFinishReason.Length,
            "tool_use" => ChatFinishReason.ToolCalls,
            "refusal" => ChatFinishReason.ContentFilter,
            "end_turn" or "stop_sequence" or "pause_turn" => ChatFinishReason.Stop,
            _ when reason.Length <= 40 && reason.All(letter => char.IsAsciiLetterLower(letter) || letter == '_') && reason.Length > 0 =>
                new(reason),
            _ => ChatFinishReason.Stop,
        };
}
