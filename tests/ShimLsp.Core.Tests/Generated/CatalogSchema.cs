using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ShimLsp.Core.Models.Fields;

namespace ShimLsp.Core.Tests.Generated;

/// <summary>The table of fields as a JSON schema, draft 7, with VS Code's own keywords for completion and hover.</summary>
internal static class CatalogSchema
{
    public static JsonObject Of(FieldTable file)
    {
        var properties = Properties(file, "#");
        properties.Insert(0, "$schema", new JsonObject { ["description"] = "This schema.", ["type"] = "string" });
        var models = (JsonObject)properties[FileFields.Models.Name]!;
        return new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["title"] = "ShimLsp models.json",
            ["description"] = "The language models that a person has configured, and how Auto chooses among them. JSON with comments.",
            ["type"] = new JsonArray("object", "array"),
            ["allowTrailingCommas"] = true,
            ["items"] = models["items"]!.DeepClone(),
            ["properties"] = properties,
        };
    }

    /// <summary>What a value of that type may be.</summary>
    public static JsonObject Shape(FieldType type, bool isNullable, string pointer = "#") =>
        type switch
        {
            FieldType.Text { Pattern: { } pattern } => new() { ["type"] = Type("string", isNullable), ["pattern"] = pattern },
            FieldType.Text or FieldType.ModelName => isNullable
                ? new() { ["type"] = Type("string", true) }
                : new() { ["type"] = "string", ["minLength"] = 1 },
            FieldType.Flag => new() { ["type"] = Type("boolean", isNullable) },
            FieldType.Number { Range: var range } => new()
            {
                ["type"] = Type(range.IsWhole ? "integer" : "number", isNullable),
                ["minimum"] = range.Least,
                ["maximum"] = range.Most,
            },
            FieldType.Choice { Words: var words } => new()
            {
                ["enum"] = new JsonArray([.. words.Select(word => JsonValue.Create(word.Name)), .. Null(isNullable)]),
                ["enumDescriptions"] = new JsonArray([.. words.Select(word => JsonValue.Create(word.Meaning)), .. NotSet(isNullable)]),
            },
            FieldType.Map => new()
            {
                ["type"] = Type("object", isNullable),
                ["additionalProperties"] = new JsonObject { ["type"] = Type("string", true) },
            },
            FieldType.Aliases => new()
            {
                ["type"] = Type("object", isNullable),
                ["additionalProperties"] = new JsonObject
                {
                    ["anyOf"] = new JsonArray(
                        Described("The slug of a model, or of Auto.", new() { ["type"] = "string", ["minLength"] = 1 }),
                        Described(
                            "Auto chooses among these models.",
                            new()
                            {
                                ["type"] = "array",
                                ["minItems"] = 1,
                                ["items"] = new JsonObject { ["type"] = "string" },
                            }
                        )
                    ),
                },
            },
            FieldType.Choices { Words: var words } => new()
            {
                ["type"] = Type("array", isNullable),
                ["items"] = Shape(new FieldType.Choice(words), isNullable: false),
            },
            FieldType.Object { Fields: var fields } => ObjectOf(fields, isNullable, pointer),
            FieldType.List list => new()
            {
                ["type"] = Type("array", isNullable),
                ["items"] = new JsonObject
                {
                    ["anyOf"] = new JsonArray(
                        Described(list.Item, ObjectOf(list.Fields, isNullable: false, $"{pointer}/items/anyOf/0")),
                        Described(list.Bare, new() { ["type"] = "string", ["minLength"] = 1 })
                    ),
                },
            },
            _ => throw new NotSupportedException($"A schema for {type}."),
        };

    private static JsonObject ObjectOf(FieldTable table, bool isNullable, string pointer)
    {
        var shape = new JsonObject { ["type"] = Type("object", isNullable) };
        var required = table.Fields.Where(field => field.Need == FieldNeed.Required).ToList();
        if (required.Any(field => !field.Aliases.IsEmpty))
        {
            shape["anyOf"] = new JsonArray([
                .. required.Single().Names.Select(name => new JsonObject { ["required"] = new JsonArray(name) }),
            ]);
        }
        else if (required.Count > 0)
        {
            shape["required"] = new JsonArray([.. required.Select(field => (JsonNode)field.Name)]);
        }

        shape["properties"] = Properties(table, pointer);
        return shape;
    }

    private static JsonObject Properties(FieldTable table, string pointer)
    {
        var properties = new JsonObject();
        foreach (var field in table.Fields)
        {
            var at = $"{pointer}/properties/{field.Name}";
            properties[field.Name] = Property(table, field, at);
            foreach (var alias in field.Aliases)
            {
                // Accepted but not offered: completion should write the canonical name. Draft 7 ignores everything beside a $ref.
                properties[alias] = new JsonObject
                {
                    ["description"] = $"Alias of `{field.Name}`.",
                    ["doNotSuggest"] = true,
                    ["allOf"] = new JsonArray(new JsonObject { ["$ref"] = at }),
                };
            }
        }

        return properties;
    }

    private static JsonObject Property(FieldTable table, Field field, string pointer)
    {
        var absent = field.Need == FieldNeed.Optional ? table.Absent ?? field.Absent : field.Absent;
        var markdown = absent.Length > 0 ? $"{field.Summary}\n\nIf absent: {absent}." : field.Summary;
        var property = new JsonObject { ["description"] = Plain(markdown), ["markdownDescription"] = markdown };
        foreach (var (name, value) in Shape(field.Type, field.Need == FieldNeed.Optional, pointer).ToList())
        {
            property[name] = value?.DeepClone();
        }

        if (table.Absent is null && field.Default is { } standard)
        {
            property["default"] = JsonNode.Parse(standard);
        }

        if (field.Example is { } example)
        {
            property["examples"] = new JsonArray(JsonNode.Parse(example));
        }

        return property;
    }

    private static JsonObject Described(string description, JsonObject shape)
    {
        shape.Insert(0, "description", description);
        return shape;
    }

    private static JsonNode?[] Null(bool isNullable) => isNullable ? [null] : [];

    private static JsonNode[] NotSet(bool isNullable) => isNullable ? ["Not set."] : [];

    private static JsonNode Type(string name, bool isNullable) => isNullable ? new JsonArray(name, "null") : name;

    private static string Plain(string markdown) => Regex.Replace(markdown, "\\s+", " ").Replace("`", "", StringComparison.Ordinal);
}
