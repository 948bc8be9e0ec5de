using System.Text.Json;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Conversation;

/// <summary>What the <c>type</c> of a part means, for the signal and the conversation alike.</summary>
internal static class PartTypes
{
    /// <summary>Whether a part of that type is text. One without a type is.</summary>
    /// <param name="type">The type; null for none.</param>
    public static bool IsText(JsonElement? type) =>
        type is not { } given
        || LenientJson.Is(given, "text"u8) // chat completions, Messages
        || LenientJson.Is(given, "input_text"u8) // Responses
        || LenientJson.Is(given, "output_text"u8);
}
