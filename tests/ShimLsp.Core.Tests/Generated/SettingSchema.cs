using System.Text.Json.Nodes;
using ShimLsp.Core.Models.Fields;

namespace ShimLsp.Core.Tests.Generated;

/// <summary>What a simple value may be, in a setting of VS Code or in a catalog.</summary>
internal static class SettingSchema
{
    public static JsonObject Of(FieldType type, bool isNullable) =>
        type switch
        {
            FieldType.Text { Pattern: { } pattern, Otherwise: { } otherwise } => new()
            {
                ["type"] = Type("string", isNullable),
                ["pattern"] = pattern,
                ["patternErrorMessage"] = otherwise,
            },
            FieldType.Text or FieldType.ModelName => new() { ["type"] = Type("string", isNullable) },
            FieldType.Flag => new() { ["type"] = Type("boolean", isNullable) },
            FieldType.Number { Range: var range } => new()
            {
                ["type"] = Type(range.IsWhole ? "integer" : "number", isNullable),
                ["minimum"] = range.Least,
                ["maximum"] = range.Most,
            },
            FieldType.Choice { Words: var words } => new()
            {
                ["enum"] = new JsonArray([.. words.Select(word => (JsonNode?)word.Name), .. isNullable ? new JsonNode?[] { null } : []]),
                ["enumDescriptions"] = Meanings(words.Select(word => SchemaWords.Plain(word.Meaning)), isNullable),
                ["markdownEnumDescriptions"] = Meanings(words.Select(word => word.Meaning), isNullable),
            },
            _ => throw new NotSupportedException($"A schema for {type}."),
        };

    private static JsonArray Meanings(IEnumerable<string> meanings, bool isNullable) =>
        [.. meanings.Select(meaning => (JsonNode?)meaning), .. isNullable ? new JsonNode?[] { "Not set." } : []];

    private static JsonNode Type(string name, bool isNullable) => isNullable ? new JsonArray(name, "null") : name;
}
