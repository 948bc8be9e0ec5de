using System.Text.Json;
using ShimLsp.Core.Conversation.Measuring;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Conversation.Asking;

/// <summary>What the model said last before a message of the person.</summary>
internal enum LastWords
{
    /// <summary>Nothing: the message is the first.</summary>
    None,

    /// <summary>Something that ends in a question.</summary>
    Question,

    /// <summary>Something else.</summary>
    Statement,
}

/// <summary>Finds the model's words in a conversation.</summary>
internal static class ModelsWords
{
    /// <summary>What the model said last before a turn.</summary>
    /// <param name="turns">The turns of the request, oldest first.</param>
    /// <param name="before">The index of the person's message.</param>
    public static LastWords Before(List<JsonElement> turns, int before)
    {
        for (var at = before - 1; at >= 0; at--)
        {
            var turn = turns[at];
            if (IsModels(turn))
            {
                return UserWords.HasText(turn) && IsQuestion(UserWords.Of(turn)) ? LastWords.Question : LastWords.Statement;
            }

            if (UserWords.IsUserMessage(turn) && UserWords.HasText(turn) && UserWords.HasAny(turn))
            {
                break;
            }
        }

        return LastWords.None;
    }

    private static bool IsQuestion(string text) => text.AsSpan().TrimEnd("*_`)\"' \r\n") is [.., '?' or '？' or '؟'];

    /// <summary>Whether the model said or did something after a turn.</summary>
    /// <param name="turns">The turns of the request, oldest first.</param>
    /// <param name="after">The index of the person's message.</param>
    public static bool Follow(List<JsonElement> turns, int after)
    {
        for (var at = after + 1; at < turns.Count; at++)
        {
            if (IsModels(turns[at]))
            {
                return true;
            }
        }

        return false;
    }

    // Items of Responses that a model made, such as calls, have no role.
    private static bool IsModels(JsonElement turn) =>
        turn.ValueKind == JsonValueKind.Object
        && (
            LenientJson.Find(turn, "role"u8) is { } role
                ? LenientJson.Is(role, "assistant"u8)
                : LenientJson.Find(turn, "type"u8) is { } type && LenientJson.Is(type, "function_call"u8)
        );
}
