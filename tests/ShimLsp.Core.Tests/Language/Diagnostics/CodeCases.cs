using ShimLsp.Core.Language;
using static ShimLsp.Core.Tests.Language.Diagnostics.DiagnosticsCheck;

namespace ShimLsp.Core.Tests.Language.Diagnostics;

/// <summary>A text that has a problem, and the nearest text that does not have it.</summary>
/// <param name="Code">The problem's code.</param>
/// <param name="Wrong">The text with the problem between » and «.</param>
/// <param name="Right">The text without it.</param>
internal sealed record CodeCase(string Code, string Wrong, string Right)
{
    /// <summary>What is known beside the wrong text.</summary>
    public CatalogFacts Facts { get; init; } = CatalogFacts.None;

    /// <summary>What is known beside the right text; null for the same.</summary>
    public CatalogFacts? RightFacts { get; init; }
}

/// <summary>Every code with a text that has the problem and one that does not.</summary>
internal static class CodeCases
{
    private const string Cards = "\"card\": \"Strong at edits of one file, weak at design.\"";

    private static readonly CatalogFacts Untrusted = new() { IsTrusted = false };

    public static IReadOnlyList<CodeCase> All { get; } =
    [
        // the text as a whole
        new("tooLarge", $"[{Repeated("\"a\"", 100_001)}]", $"[{Repeated("\"a\"", 3)}]"),
        new("emptyFile", "»«", "{ TWO }"),
        new("invalidJson", "[{ LOCAL, »cost«: 1 }]", "[{ LOCAL, \"cost\": 1 }]"),
        new("tooDeep", new string('[', 70) + new string(']', 70), "[[]]"),
        new("notACatalog", "»7«", "[\"a\"]"),
        new("noModels", "{ \"models\": »[«] }", "{ \"models\": [\"a\"] }"),
        // types and values
        new("wrongType", "[{ LOCAL, \"cost\": »true« }]", "[{ LOCAL, \"cost\": null }]"),
        new("outOfRange", "[{ LOCAL, \"strength\": »1.1« }]", "[{ LOCAL, \"strength\": 1 }]"),
        new("unknownValue", "[{ LOCAL, \"omit\": [»\"temprature\"«] }]", "[{ LOCAL, \"omit\": [\"temperature\"] }]"),
        new("numberAsString", "[{ LOCAL, \"cost\": »\"1\"« }]", "[{ LOCAL, \"cost\": 1 }]"),
        new("missingField", "[»{« \"provider\": \"ollama\" }]", "[{ LOCAL }]"),
        // names
        new("unknownField", "[{ LOCAL, »\"api_kye\"«: \"${K}\" }]", "[{ LOCAL, \"api_key\": \"${K}\" }]"),
        new("unreadField", "[{ LOCAL, »\"colour\": [1, 2]« }]", "[{ LOCAL, \"_colour\": [1, 2] }]"),
        new("duplicateProperty", "[{ LOCAL, \"cost\": 1, »\"cost\"«: 2 }]", "[{ LOCAL, \"cost\": 2 }]"),
        new("conflictingAliases", "[{ LOCAL, »\"name\"«: \"a\", \"display_name\": \"b\" }]", "[{ LOCAL, \"name\": \"a\" }]"),
        new("noEffect", "{ TWO, \"router\": { »\"timeout\": 3« } }", "{ TWO, \"router\": { \"timeout\": 3, \"classifier\": \"weak\" } }"),
        // what a row asks
        new("unknownProvider", "[{ \"model\": \"m\", \"provider\": »\"opnai\"« }]", "[{ \"model\": \"m\", \"provider\": \"openai\" }]"),
        new("invalidBaseUrl", "[{ LOCAL, \"base_url\": »\"ftp://h/v1\"« }]", "[{ LOCAL, \"base_url\": \"https://h/v1\" }]"),
        new("endpointInBaseUrl", Hosted("»\"https://h/v1/chat/completions\"«"), Hosted("\"https://h/v1/chat\"")),
        new("incompleteBaseUrl", Hosted("»\"https://api.mistral.ai/\"«"), Hosted("\"https://api.mistral.ai/v1\"")),
        new("unencryptedEndpoint", Hosted("»\"http://llm.example.com/v1\"«"), Hosted("\"http://192.168.1.9/v1\"")),
        new(
            "wrongProvider",
            "[{ \"model\": \"claude-haiku-5-5\", \"provider\": »\"openai\"« }]",
            "[{ \"model\": \"claude-haiku-5-5\", \"provider\": \"anthropic\" }]"
        ),
        new("wrongWire", "[{ LOCAL, \"wire\": »\"messages\"« }]", "[{ LOCAL, \"wire\": \"responses\" }]"),
        new("invalidHeader", "[{ LOCAL, \"extra_headers\": { »\"X A\"«: \"b\" } }]", "[{ LOCAL, \"extra_headers\": { \"X-A\": \"b\" } }]"),
        // keys
        new("literalCredential", "[{ LOCAL, \"api_key\": »\"sk-plain\"« }]", "[{ LOCAL, \"api_key\": \"${env:K}\" }]"),
        new("literalHeader", Header("»\"Bearer sk-0123456789\"«"), Header("\"Bearer ${env:K}\"")),
        new("invalidCredential", "[{ LOCAL, \"api_key\": »\"${env:}\"« }]", "[{ LOCAL, \"api_key\": \"${env:K}\" }]"),
        new("unresolvedCredential", "[{ LOCAL, \"api_key\": \"»${env:KEY}«\" }]", "[{ LOCAL, \"api_key\": \"${env:KEY}\" }]")
        {
            Facts = Facts("KEYS"),
            RightFacts = Facts("KEY"),
        },
        // slugs and what names them
        new("invalidSlug", "[{ LOCAL, \"slug\": »\"a b\"« }]", "[{ LOCAL, \"slug\": \"a-b\" }]"),
        new(
            "duplicateSlug",
            "[{ LOCAL, \"slug\": \"a\" }, { LOCAL, \"slug\": »\"a\"« }]",
            "[{ LOCAL, \"slug\": \"a\" }, { LOCAL, \"slug\": \"A\" }]"
        ),
        new("unknownModel", "{ TWO, \"router\": { \"default\": »\"week\"« } }", "{ TWO, \"router\": { \"default\": \"weak\" } }"),
        new("duplicateCandidate", Candidates("\"weak\", \"strong\", »\"weak\"«"), Candidates("\"weak\", \"strong\"")),
        new(
            "defaultNotCandidate",
            "{ TWO, \"router\": { \"candidates\": [\"weak\"], \"default\": »\"strong\"« } }",
            "{ TWO, \"router\": { \"candidates\": [\"weak\"], \"default\": \"weak\" } }"
        ),
        new("noCandidates", "{ \"models\": »[«{ LOCAL, \"candidate\": false }] }", "{ \"models\": [{ LOCAL, \"candidate\": true }] }"),
        // numbers
        new(
            "outputAboveContext",
            "[{ LOCAL, \"max_context_limit\": 8, \"max_output_tokens\": »9« }]",
            "[{ LOCAL, \"max_context_limit\": 9, \"max_output_tokens\": 9 }]"
        ),
        new("pricePerToken", Priced("»0.000003«"), Priced("3")),
        new("dailyAboveMonthly", Budget("\"daily\": »6«, \"monthly\": 5"), Budget("\"daily\": 5, \"monthly\": 5")),
        new("budgetWithoutPrices", "{ \"models\": [{ LOCAL }], \"budget\": »{« \"daily\": 5 } }", Budget("\"daily\": 5")),
        new("noCostBasis", "»[«\"a\", \"b\"]", "{ TWO }"),
        new("thresholdTooHigh", Threshold("»1«"), Threshold("0.9")),
        new("thresholdTooLow", Threshold("»0.001«"), Threshold("0.1")),
        // the rest
        new("vagueCard", Classified("»\"Fast and cheap.\"«"), Classified("\"Fast. Strong at edits of one file, weak at design.\"")),
        new("untrustedWorkspace", "»{« TWO }", "{ TWO }") { Facts = Untrusted, RightFacts = CatalogFacts.None },
    ];

    private static string Repeated(string item, int count) => string.Join(", ", Enumerable.Repeat(item, count));

    private static string Hosted(string address) =>
        $$"""[{ "model": "m", "provider": "generic-chat-completion-api", "base_url": {{address}} }]""";

    private static string Header(string value) => $$"""[{ LOCAL, "extra_headers": { "Authorization": {{value}} } }]""";

    private static string Candidates(string slugs) => $$"""{ TWO, "router": { "candidates": [{{slugs}}] } }""";

    private static string Priced(string input) => $$"""[{ LOCAL, "pricing": { "input": {{input}}, "output": 15 } }]""";

    private static string Budget(string fields) =>
        $$"""{ "models": [{ LOCAL, "pricing": { "input": 3, "output": 15 } }], "budget": { {{fields}} } }""";

    private static string Threshold(string threshold) => $$"""{ TWO, "router": { "threshold": {{threshold}} } }""";

    private static string Classified(string card) =>
        $$"""{ "models": [{ WEAK, "card": {{card}} }, { STRONG, {{Cards}} }], "router": { "classifier": "weak" } }""";
}
