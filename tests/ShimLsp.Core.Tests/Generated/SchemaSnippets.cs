using System.Text.Json.Nodes;
using ShimLsp.Core.Models.Fields;

namespace ShimLsp.Core.Tests.Generated;

/// <summary>
/// What an editor writes for a person who begins. In a body <c>${1:text}</c> is a place to type at; a text that starts with <c>^</c> is
/// inserted as it is, without quotes of its own. There <c>\$</c> is a dollar sign.
/// </summary>
internal static class SchemaSnippets
{
    /// <summary>A whole file.</summary>
    public static JsonArray OfFile() =>
        [
            Snippet(
                "A new catalog",
                "A local model, a hosted one, and Auto.",
                new()
                {
                    ["models"] = new JsonArray(
                        Row("local-small", "qwen3.5:9b", "ollama", from: 1, cost: "0.05"),
                        Row("haiku", "claude-haiku-5-5", "anthropic", from: 4, key: "ANTHROPIC_API_KEY", cost: "1")
                    ),
                    ["router"] = Router(8, "local-small"),
                }
            ),
        ];

    /// <summary>The values of a field; null if it has none of its own.</summary>
    public static JsonArray? Of(Field field) =>
        field == FileFields.Router ? [Snippet("A router block", "How Auto chooses among the models.", Router(1, ""))]
        : field == RowFields.ApiKey
            ?
            [
                Key("env", "ANTHROPIC_API_KEY", "The key is in an environment variable."),
                Key("file", "~/.keys/anthropic", "The key is in a file of its own."),
                Key("secret", "anthropic", "The key is in the editor's secret storage."),
            ]
        : field == RowFields.Pricing
            ? [Snippet("Prices", "US dollars per million tokens.", new() { ["input"] = Number(1, "1"), ["output"] = Number(2, "5") })]
        : field == RowFields.ExtraHeaders ? [Snippet("A header", "Sent with each request.", new() { ["${1:x-team}"] = "${2:core}" })]
        : field == GatewayFields.Aliases
            ? [Snippet("An alias", "Which model takes a name that a client uses.", new() { ["${1:claude-haiku-*}"] = "${2:auto}" })]
        : null;

    /// <summary>An item of a list; null if it has none of its own.</summary>
    public static JsonArray? OfItem(FieldType.List list) =>
        list.Fields == RowFields.Table
            ?
            [
                Snippet("An Anthropic model", "With its key in ANTHROPIC_API_KEY.", Hosted("sonnet", "claude-sonnet-5-5", "anthropic")),
                Snippet("An OpenAI model", "With its key in OPENAI_API_KEY.", Hosted("gpt-sol", "gpt-6.2-sol", "openai")),
                Snippet("An Ollama model", "On this machine; it needs no key.", Row("local-large", "qwen3-coder:30b", "ollama", from: 1)),
                Snippet(
                    "A model at another endpoint",
                    "Anything that speaks chat completions or Responses.",
                    Row("mine", "NAME", "generic-chat-completion-api", from: 1, address: "https://llm.example.com/v1", key: "MY_KEY")
                ),
            ]
        : list.Fields == CandidateFields.Table
            ? [Snippet("A candidate with its cost", "", new() { ["slug"] = "${1:haiku}", ["cost"] = Number(2, "1") })]
        : null;

    private static JsonObject Hosted(string slug, string model, string provider)
    {
        var row = Row(slug, model, provider, from: 1, key: $"{provider.ToUpperInvariant()}_API_KEY");
        row["pricing"] = new JsonObject { ["input"] = Number(4, "2"), ["output"] = Number(5, "10") };
        return row;
    }

    private static JsonObject Row(
        string slug,
        string model,
        string provider,
        int from,
        string? address = null,
        string? key = null,
        string? cost = null
    )
    {
        var next = from;
        var row = new JsonObject
        {
            ["slug"] = $"${{{next++}:{slug}}}",
            ["model"] = $"${{{next++}:{model}}}",
            ["provider"] = provider,
        };
        if (address is not null)
        {
            row["base_url"] = $"${{{next++}:{address}}}";
        }

        if (key is not null)
        {
            row["api_key"] = Reference("env", next++, key);
        }

        if (cost is not null)
        {
            row["cost"] = Number(next, cost);
        }

        return row;
    }

    private static JsonObject Router(int from, string standard) =>
        new() { ["threshold"] = Number(from, "0.7"), ["default"] = $"${{{from + 1}:{standard}}}" };

    private static string Number(int place, string value) => $"^${{{place}:{value}}}";

    private static string Reference(string kind, int place, string name) => $"^\"\\${{{kind}:${{{place}:{name}}}}}\"";

    private static JsonObject Key(string kind, string name, string description) =>
        new()
        {
            ["label"] = $"\"${{{kind}:{(kind == "file" ? "/path" : "NAME")}}}\"",
            ["description"] = description,
            ["body"] = Reference(kind, 1, name),
        };

    private static JsonObject Snippet(string label, string description, JsonObject body)
    {
        var snippet = new JsonObject { ["label"] = label };
        if (description.Length > 0)
        {
            snippet["description"] = description;
        }

        snippet["body"] = body;
        return snippet;
    }
}
