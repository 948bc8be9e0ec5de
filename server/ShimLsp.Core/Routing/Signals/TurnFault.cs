using System.Text.Json;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Routing.Signals;

/// <summary>
/// Where a request that says nothing went wrong. Parts of an unknown kind are passed over while it is read; only when nothing is left
/// to route by is it worth saying which field had the wrong type.
/// </summary>
internal static class TurnFault
{
    /// <summary>The first field of the turns that has the wrong type, as the end of a path; null where none has.</summary>
    /// <param name="turns">Messages or items.</param>
    public static (string Path, string Message)? Find(JsonElement turns)
    {
        if (turns.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var i = 0;
        foreach (var turn in turns.EnumerateArray())
        {
            if (Find(turn, $"[{i++}]") is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    private static (string Path, string Message)? Find(JsonElement turn, string path)
    {
        if (turn.ValueKind != JsonValueKind.Object)
        {
            return (path, "Must be an object.");
        }

        if (LenientJson.Find(turn, "role"u8) is { ValueKind: not JsonValueKind.String })
        {
            return ($"{path}.role", "Must be a string.");
        }

        return LenientJson.Find(turn, "content"u8) is { ValueKind: not (JsonValueKind.String or JsonValueKind.Array) }
            ? ($"{path}.content", "Must be a string or an array of parts.")
            : null;
    }
}
