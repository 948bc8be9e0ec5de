using System.Text.Json;

namespace ShimLsp.ScriptedUpstream;

/// <summary>The tools and their results in a request of any of the three shapes.</summary>
internal static class ToolResults
{
    /// <summary>Whether a request offers tools.</summary>
    /// <param name="request">The request's body.</param>
    public static bool AreOffered(JsonElement request) =>
        (request.TryGetProperty("tools", out var tools) && tools.GetArrayLength() > 0)
        || (request.TryGetProperty("input", out var input) && Items(input).Any(item => Is(item, "type", "additional_tools")));

    /// <summary>The names of the custom tools that a request of the Responses shape offers.</summary>
    /// <param name="request">The request's body.</param>
    public static HashSet<string> CustomToolsOf(JsonElement request) =>
        [.. Of(request, "tools").Where(tool => Is(tool, "type", "custom")).Select(tool => tool.GetProperty("name").GetString()!)];

    /// <summary>How many results a request brings.</summary>
    /// <param name="request">The request's body.</param>
    public static int CountIn(JsonElement request) =>
        Of(request, "input").Count(item => Is(item, "type", "function_call_output") || Is(item, "type", "custom_tool_call_output"))
        + Of(request, "messages")
            .Sum(message =>
                Is(message, "role", "tool") ? 1
                : Is(message, "role", "user") ? Of(message, "content").Count(block => Is(block, "type", "tool_result"))
                : 0
            );

    private static JsonElement.ArrayEnumerator Of(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var items) ? Items(items) : default;

    private static JsonElement.ArrayEnumerator Items(JsonElement items) =>
        items.ValueKind is JsonValueKind.Array ? items.EnumerateArray() : default;

    private static bool Is(JsonElement item, string name, string value) =>
        item.ValueKind is JsonValueKind.Object && item.TryGetProperty(name, out var text) && text.ValueEquals(value);
}
