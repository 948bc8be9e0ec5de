using System.Text.Json;
using ShimLsp.Core.Conversation;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Server.Providers.Rules;

/// <summary>The schema of a tool's arguments: providers want an object's, and say so by refusing one that has no <c>type</c>.</summary>
internal static class SchemaRules
{
    /// <summary>The tool with a schema that has a type.</summary>
    /// <param name="tool">The tool.</param>
    public static OfferedTool Of(OfferedTool tool) =>
        tool.Kind is not ToolKind.Function || LenientJson.Find(tool.Schema, "type"u8) is { ValueKind: JsonValueKind.String }
            ? tool
            : tool with
            {
                Schema = WithType(tool.Schema),
            };

    private static JsonElement WithType(JsonElement schema)
    {
        var raw = JsonText.Raw(schema).AsSpan().TrimStart()[1..];
        var rest = raw.TrimStart();
        return JsonElement.Parse(rest[0] == '}' ? """{"type":"object","properties":{}}""" : string.Concat("{\"type\":\"object\",", rest));
    }
}
