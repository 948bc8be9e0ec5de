using System.Collections.Frozen;
using System.Text.Json;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Conversation.Reading;

/// <summary>The fields of a body that mean the same after translation, or that no model sees.</summary>
internal static class KnownFields
{
    /// <summary>Their names. <c>docs/gateway-fields.md</c> says what becomes of each.</summary>
    internal static readonly FrozenSet<string> All = FrozenSet.Create(
        StringComparer.Ordinal,
        // what is read
        "messages",
        "input",
        "system",
        "instructions",
        "tools",
        "functions",
        "tool_choice",
        "parallel_tool_calls",
        "max_tokens",
        "max_completion_tokens",
        "max_output_tokens",
        "temperature",
        "top_p",
        "top_k",
        "presence_penalty",
        "frequency_penalty",
        "seed",
        "stop",
        "stop_sequences",
        "thinking",
        "reasoning",
        "reasoning_effort",
        "response_format",
        "text",
        "output_config",
        "prompt_cache_key",
        "previous_response_id",
        "conversation",
        "prompt",
        // what only says how a provider answers, stores, bills or counts
        "model",
        "stream",
        "stream_options",
        "store",
        "include",
        "metadata",
        "client_metadata",
        "user",
        "safety_identifier",
        "anthropic_version",
        "n"
    );

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Names = All.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Counts the fields that are not known, unless they are null.</summary>
    /// <param name="body">The body, an object.</param>
    /// <param name="into">Where they are counted.</param>
    public static void CountOthers(JsonElement body, DroppedItems into)
    {
        Span<char> text = stackalloc char[DroppedItems.LongestType];
        foreach (var field in body.EnumerateObject())
        {
            var name = LenientJson.Name(field);
            var isKnown =
                name.Length <= text.Length
                && System.Text.Encoding.UTF8.TryGetChars(name, text, out var length)
                && Names.Contains(text[..length]);
            if (!isKnown && field.Value.ValueKind is not JsonValueKind.Null)
            {
                into.Add(System.Text.Encoding.UTF8.GetString(name));
            }
        }
    }
}
