using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Server.Gateway.Work.Requests;

/// <summary>
/// Requests that a client makes for itself: a title, a summary that makes the conversation shorter, notes for its memory. The person
/// did not write them, so they neither use nor change the model that the conversation has.
/// </summary>
internal static class Housekeeping
{
    // What the clients of today were seen to say in such a request, and what older ones say.
    private static readonly SearchValues<string> Phrases = SearchValues.Create(
        [
            "your task is to create a detailed summary", // Claude Code
            "create a detailed summary of the conversation",
            "context checkpoint compaction", // Codex
            "summary for continuing our conversation", // opencode
            "prompt for continuing our conversation",
            "you are a title generator",
            "generate a title for this conversation",
            "write a short title",
            "concise, sentence-case title", // Claude Code
            "state_snapshot", // Qwen, Gemini
            "context summarization", // opencode's agent, pi's assistant
            "create a new anchored summary", // opencode
            "structured context checkpoint summary",
            "memory extraction", // Qwen
            "extract memories",
        ],
        StringComparison.OrdinalIgnoreCase
    );

    // Such an instruction is short, and stands at the beginning of a prompt.
    private const int LongestLook = 4000;

    // Agents that offer tools with whatever a person asks. They ask without for a title, opencode for a summary too.
    private static readonly ImmutableArray<string> OfToolUsers = ["x-claude-code-session-id", "x-session-affinity"];

    /// <summary>Whether a request is of that kind.</summary>
    /// <param name="headers">The request's headers.</param>
    /// <param name="body">The request.</param>
    public static bool Is(IHeaderDictionary headers, JsonElement body) =>
        IsByHeader(headers["x-codex-turn-metadata"].ToString())
        || (OfToolUsers.Any(headers.ContainsKey) && !OffersTools(body))
        || AsksFor(LenientJson.Find(body, "system"u8), isLast: false)
        || AsksFor(LenientJson.Find(body, "messages"u8) ?? LenientJson.Find(body, "input"u8), isLast: true);

    private static bool IsByHeader(string metadata)
    {
        if (metadata.Length == 0)
        {
            return false;
        }

        try
        {
            var told = JsonElement.Parse(metadata);
            return told.ValueKind is JsonValueKind.Object
                && (
                    LenientJson.Find(told, "request_kind"u8) is { ValueKind: JsonValueKind.String } kind && !kind.ValueEquals("turn"u8)
                    || LenientJson.Find(told, "thread_source"u8) is { ValueKind: JsonValueKind.String } source
                        && source.ValueEquals("thread_title"u8)
                );
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool OffersTools(JsonElement body) =>
        LenientJson.Find(body, "tools"u8) is { ValueKind: JsonValueKind.Array } tools && tools.GetArrayLength() > 0;

    /// <summary>Looks into the system prompts in front and the last message; or into a system prompt of its own.</summary>
    private static bool AsksFor(JsonElement? turns, bool isLast)
    {
        if (turns is not { ValueKind: JsonValueKind.Array } items || items.GetArrayLength() is 0)
        {
            return turns is { ValueKind: JsonValueKind.String } text && Says(text);
        }

        if (!isLast)
        {
            return items.EnumerateArray().Any(Holds);
        }

        var last = items.GetArrayLength() - 1;
        while (last > 0 && IsSystem(items[last]))
        {
            last--; // Claude Code tells of its environment behind what it asks
        }

        return (IsSystem(items[0]) && Holds(items[0])) || Holds(items[last]);
    }

    private static bool IsSystem(JsonElement item) =>
        item.ValueKind is JsonValueKind.Object
        && LenientJson.Find(item, "role"u8) is { ValueKind: JsonValueKind.String } role
        && (role.ValueEquals("system"u8) || role.ValueEquals("developer"u8));

    private static bool Holds(JsonElement item)
    {
        if (item.ValueKind is JsonValueKind.String)
        {
            return Says(item);
        }

        if (item.ValueKind is not JsonValueKind.Object)
        {
            return false;
        }

        return (LenientJson.Find(item, "text"u8) ?? LenientJson.Find(item, "content"u8)) switch
        {
            { ValueKind: JsonValueKind.String } text => Says(text),
            { ValueKind: JsonValueKind.Array } parts when parts.GetArrayLength() > 0 => Holds(parts[parts.GetArrayLength() - 1]),
            _ => false,
        };
    }

    private static bool Says(JsonElement text)
    {
        var said = LenientJson.Text(text, LenientJson.Parts(text, LongestLook) is [var first, ..] ? first : default);
        return said.AsSpan().ContainsAny(Phrases);
    }
}
