using System.Text.Json.Nodes;
using ShimLsp.Core.Models;
using ShimLsp.Core.Models.Fields;

namespace ShimLsp.Core.Tests.Generated;

/// <summary>Which fields an object must state, as the parser has it.</summary>
internal static class SchemaRules
{
    /// <summary>An address that is Ollama's, so that its row needs no provider: <c>AddressParser.IsOllamas</c>.</summary>
    private const string OllamaAddress =
        @"^\s*([hH][tT][tT][pP][sS]?://([^/?#]*@)?([^/?#@]*[oO][lL][lL][aA][mM][aA]|[^/?#@]*:0*11434([/?#]|\s*$))"
        + @"|(([^/?#@:]*\.)?[lL][oO][cC][aA][lL][hH][oO][sS][tT]|127\.[0-9.]+|0\.0\.0\.0|\[::1?\]):0*11434([/?#]|\s*$))";

    public static JsonObject Of(FieldTable table)
    {
        var required = table.Fields.Where(field => field.Need == FieldNeed.Required).ToList();
        if (required.SingleOrDefault(field => !field.Aliases.IsEmpty) is { } aliased)
        {
            return new()
            {
                ["if"] = new JsonObject { ["anyOf"] = new JsonArray([.. aliased.Aliases.Select(Requires)]) },
                ["else"] = Requires(aliased.Name),
            };
        }

        var rules = new JsonObject();
        if (required.Count > 0)
        {
            rules["required"] = new JsonArray([.. required.Select(field => (JsonNode)field.Name)]);
        }

        if (table == RowFields.Table)
        {
            rules["allOf"] = new JsonArray(
                If(
                    Address(new JsonObject { ["type"] = "string", ["pattern"] = OllamaAddress }),
                    otherwise: Requires(RowFields.Provider.Name)
                ),
                If(
                    IsGeneric(),
                    // Any value will do here: what is wrong with one that is there, its own schema or the server says.
                    then: If(Address(true), otherwise: Requires(RowFields.BaseUrl.Name))
                )
            );
        }

        return rules;
    }

    private static JsonObject If(JsonObject condition, JsonObject? then = null, JsonObject? otherwise = null)
    {
        var rule = new JsonObject { ["if"] = condition };
        if (then is not null)
        {
            rule["then"] = then;
        }

        if (otherwise is not null)
        {
            rule["else"] = otherwise;
        }

        return rule;
    }

    private static JsonObject Requires(string name) => new() { ["required"] = new JsonArray(name) };

    /// <summary>
    /// Whether an address, by any of its names, is such a value. Said by two negations: a schema that is negated offers no completion.
    /// </summary>
    private static JsonObject Address(JsonNode value) =>
        new()
        {
            ["not"] = new JsonObject
            {
                ["patternProperties"] = new JsonObject
                {
                    [$"^({string.Join('|', RowFields.BaseUrl.Names)})$"] =
                        value is JsonObject ? new JsonObject { ["not"] = value } : (JsonNode)false,
                },
            },
        };

    private static JsonObject IsGeneric() =>
        new()
        {
            ["required"] = new JsonArray(RowFields.Provider.Name),
            ["properties"] = new JsonObject
            {
                [RowFields.Provider.Name] = new JsonObject
                {
                    ["doNotSuggest"] = true,
                    ["type"] = "string",
                    ["pattern"] = ValueSchema.Spelled(
                        [.. ModelProviderNames.Words.Where(word => ModelProviderNames.Parse(word.Name)!.Value.DefaultBaseUrl() is null)],
                        isAnyCase: true,
                        isOptional: false
                    ),
                },
            },
        };
}
