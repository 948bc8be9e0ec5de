using System.Collections.Immutable;
using System.Text.Json;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Conversation.Reading;

/// <summary>
/// The choice <c>allowed_tools</c>, which no provider but OpenAI knows: the model may call some of the tools on offer. For the others the
/// rest are not on offer.
/// </summary>
internal static class AllowedTools
{
    /// <summary>Applies the choice, if it is one.</summary>
    /// <param name="choice">The value of <c>tool_choice</c>.</param>
    /// <param name="options">The options with the tools on offer.</param>
    /// <param name="faults">Receives the faults.</param>
    /// <param name="path">Where the choice is.</param>
    /// <returns>The options with the tools that are allowed; null if it is another kind of choice.</returns>
    public static ConversationOptions? Apply(JsonElement choice, ConversationOptions options, RequestFaults faults, string path)
    {
        if (
            choice.ValueKind is not JsonValueKind.Object
            || LenientJson.Find(choice, "type"u8) is not { } type
            || !LenientJson.Is(type, "allowed_tools"u8)
        )
        {
            return null;
        }

        // Chat completions keep the choice one level down.
        if (LenientJson.Find(choice, "allowed_tools"u8) is { ValueKind: JsonValueKind.Object } inner)
        {
            (choice, path) = (inner, path + ".allowed_tools");
        }

        if (LenientJson.Find(choice, "tools"u8) is not { ValueKind: JsonValueKind.Array } named)
        {
            faults.Add(path + ".tools", "must be an array.");
            return options;
        }

        ImmutableArray<OfferedTool> allowed = [.. options.Tools.Where(tool => named.EnumerateArray().Any(name => IsNamed(tool, name)))];
        var mustCall = LenientJson.Find(choice, "mode"u8) is { } mode && LenientJson.Is(mode, "required"u8);
        var kind =
            allowed.IsEmpty ? ToolChoiceKind.None
            : mustCall ? ToolChoiceKind.Required
            : ToolChoiceKind.Auto;
        return options with { Tools = allowed.IsEmpty ? options.Tools : allowed, ToolChoice = new(kind) };
    }

    private static bool IsNamed(OfferedTool tool, JsonElement named)
    {
        if (named.ValueKind is not JsonValueKind.Object || TextOf(named, "type"u8) is not { } type)
        {
            return false;
        }

        if (tool.Kind is ToolKind.Server)
        {
            return TextOf(tool.Source, "type"u8) == type
                && TextOf(named, "server_label"u8) is var label
                && (label is null || TextOf(tool.Source, "server_label"u8) == label);
        }

        var inner = LenientJson.Find(named, "function"u8) ?? LenientJson.Find(named, "custom"u8);
        var holder = inner is { ValueKind: JsonValueKind.Object } own ? own : named;
        return TextOf(holder, "name"u8) == tool.Name && TextOf(holder, "namespace"u8) == tool.Namespace;
    }

    private static string? TextOf(JsonElement holder, ReadOnlySpan<byte> name) =>
        LenientJson.Find(holder, name) is { ValueKind: JsonValueKind.String } text ? JsonText.Of(text) : null;
}
