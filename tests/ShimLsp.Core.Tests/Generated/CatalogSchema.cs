using System.Text.Json.Nodes;
using ShimLsp.Core.Models.Fields;

namespace ShimLsp.Core.Tests.Generated;

/// <summary>The table of fields as a JSON schema, draft 7, with VS Code's own keywords for completion and hover.</summary>
internal static class CatalogSchema
{
    public static JsonObject Of(FieldTable file)
    {
        var properties = Properties(file, "#");
        properties.Insert(
            0,
            "$schema",
            new JsonObject { ["description"] = "The JSON schema of this file, for editors. Nothing else reads it.", ["type"] = "string" }
        );
        return new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["title"] = "ShimLsp models.json",
            ["description"] = "The language models that a person has configured, and how Auto chooses among them. JSON with comments.",
            ["type"] = new JsonArray("object", "array"),
            ["allowComments"] = true,
            ["allowTrailingCommas"] = true,
            ["defaultSnippets"] = SchemaSnippets.OfFile(),
            ["items"] = new JsonObject { ["$ref"] = $"#/properties/{FileFields.Models.Name}/items" },
            ["properties"] = properties,
        };
    }

    /// <summary>An object with those fields.</summary>
    /// <param name="table">The fields.</param>
    /// <param name="pointer">Where in the schema it is.</param>
    public static JsonObject Object(FieldTable table, string pointer)
    {
        var shape = SchemaRules.Of(table);
        shape["properties"] = Properties(table, pointer);
        return shape;
    }

    private static JsonObject Properties(FieldTable table, string pointer)
    {
        var properties = new JsonObject();
        foreach (var (order, field) in table.Fields.Index())
        {
            var at = $"{pointer}/properties/{field.Name}";
            properties[field.Name] = Property(table, field, order, at);
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

    private static JsonObject Property(FieldTable table, Field field, int order, string pointer)
    {
        var property = SchemaWords.Of(table, field);
        if (field.IsOlder)
        {
            property["doNotSuggest"] = true;
        }
        else
        {
            // Without it a completion list is in the alphabet's order, and `model` and `provider` are in its middle.
            property["suggestSortText"] = $"{order:00}";
        }

        foreach (var (name, value) in ValueSchema.Of(field, pointer).ToList())
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

        if (SchemaSnippets.Of(field) is { } snippets)
        {
            property["defaultSnippets"] = snippets;
        }

        return property;
    }
}
