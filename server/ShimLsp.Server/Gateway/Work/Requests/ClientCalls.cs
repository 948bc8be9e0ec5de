using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using ShimLsp.Core.Conversation.Housekeeping;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Server.Gateway.Work.Requests;

/// <summary>What only the headers say of requests that a client makes for itself. The body says the rest to the router.</summary>
internal static class ClientCalls
{
    // Agents that offer tools with whatever a person asks. They ask without for a title, opencode for a summary too.
    private static readonly ImmutableArray<string> OfToolUsers = ["x-claude-code-session-id", "x-session-affinity"];

    /// <summary>What Codex says that a request is for; null if it is a turn, or another client's.</summary>
    /// <param name="headers">The request's headers.</param>
    public static HousekeepingKind? KindOf(IHeaderDictionary headers)
    {
        if (headers["x-codex-turn-metadata"].ToString() is not { Length: > 0 } metadata)
        {
            return null;
        }

        try
        {
            var said = JsonElement.Parse(metadata);
            return said.ValueKind is not JsonValueKind.Object ? null
                : Is(said, "thread_source"u8, "thread_title"u8) ? HousekeepingKind.Title
                : Is(said, "request_kind"u8, "compaction"u8) ? HousekeepingKind.Summary
                : Is(said, "request_kind"u8, "prewarm"u8) ? HousekeepingKind.Probe
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>
    /// Whether a request offers no tools though its client always does for a person: it neither uses nor changes the model of the
    /// conversation.
    /// </summary>
    /// <param name="headers">The request's headers.</param>
    /// <param name="body">The request.</param>
    public static bool IsWithoutTools(IHeaderDictionary headers, JsonElement body) =>
        OfToolUsers.Any(headers.ContainsKey) && !OffersTools(body);

    private static bool OffersTools(JsonElement body) =>
        LenientJson.Find(body, "tools"u8) is { ValueKind: JsonValueKind.Array } tools && tools.GetArrayLength() > 0;

    private static bool Is(JsonElement said, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value) =>
        LenientJson.Find(said, name) is { ValueKind: JsonValueKind.String } field && field.ValueEquals(value);
}
