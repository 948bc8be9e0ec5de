using static ShimLsp.Core.Tests.Models.CatalogCheck;

namespace ShimLsp.Core.Tests.Models;

/// <summary>What a problem covers: » and « are around it, ‹ and › around the other place that belongs to it.</summary>
public class CatalogRangesTests
{
    private const string Local = "\"model\": \"m\", \"provider\": \"ollama\"";

    [Theory]
    // a value
    [InlineData("[{ LOCAL, \"strength\": »12.5« }]", "outOfRange")]
    [InlineData("[{ LOCAL, \"strength\": »\"0.5\"« }]", "numberAsString")]
    [InlineData("[{ \"model\": \"m\", \"provider\": »\"opn\\u0061i\"« }]", "unknownProvider")]
    // a name
    [InlineData("[{ LOCAL, »\"api\\u005fkye\"«: \"${K}\" }]", "unknownField")]
    [InlineData("[{ LOCAL, »\"streng\\\"th\"« : 0.5 }]", "unknownField")]
    // an object or an array shows its bracket: it may be long
    [InlineData("[\n  »{«\n    \"provider\": \"ollama\"\n  }\n]", "missingField")]
    [InlineData("{ \"models\": »[«\n] }", "noModels")]
    [InlineData("»7«", "notACatalog")]
    // columns are UTF-16, bytes are UTF-8; a line ends with any of three
    [InlineData("/* é🤖 */ [{ LOCAL, \"display_name\": \"é🤖\", \"card\": »[«] }]", "wrongType")]
    [InlineData("[\r\n{ LOCAL,\r\n\"slug\": »\"é 🤖\"« }]", "invalidSlug")]
    [InlineData("[\r{ LOCAL,\r\"slug\": »\"é 🤖\"« }]", "invalidSlug")]
    [InlineData("\uFEFF[{ LOCAL, \"slug\": »\"é 🤖\"« }]", "invalidSlug")]
    // where a text breaks off
    [InlineData("[{ LOCAL»« \"cost\": 1 }]", "invalidJson")]
    [InlineData("[{ LOCAL, »cost«: 1 }]", "invalidJson")]
    [InlineData("»[«\n", "invalidJson")]
    [InlineData("»«", "emptyFile")]
    public void A_problem_covers_what_is_wrong(string marked, string code) => Check(marked, code);

    [Theory]
    [InlineData("[{ LOCAL, \"slug\": ‹\"a\"› }, { LOCAL, \"slug\": »\"a\"« }]", "duplicateSlug")]
    [InlineData("{ \"router\": { \"slug\": »\"a\"« }, \"models\": [{ LOCAL, \"slug\": ‹\"a\"› }] }", "duplicateSlug")]
    [InlineData("{ \"router\": { \"candidates\": [‹\"m\"›, { \"slug\": »\"m\"« }] }, \"models\": [\"m\"] }", "duplicateCandidate")]
    [InlineData("[{ LOCAL, \"strength\": ‹0.5›, »\"strength\"«: 0.6 }]", "duplicateProperty")]
    [InlineData("[{ LOCAL, »\"name\"«: \"a\", \"display_name\": ‹\"b\"› }]", "conflictingAliases")]
    [InlineData("[{ LOCAL, \"max_output_tokens\": »9«, \"max_context_limit\": ‹8› }]", "outputAboveContext")]
    public void The_other_place_that_belongs_to_it_is_named(string marked, string code) => Check(marked, code);

    [Theory]
    // the schema says it too
    [InlineData(true, "[{ LOCAL, \"strength\": 12.5 }]", "outOfRange")]
    [InlineData(true, "[{ LOCAL, \"strength\": \"0.5\" }]", "numberAsString")]
    [InlineData(true, "[{ LOCAL, \"omit\": [\"x\"] }]", "unknownValue")]
    [InlineData(true, "[{ \"model\": \"m\", \"provider\": \"x\" }]", "unknownProvider")]
    [InlineData(true, "[{ \"provider\": \"ollama\" }]", "missingField")]
    [InlineData(true, "[{ LOCAL, \"cost\": 1, \"cost\": 1 }]", "duplicateProperty")]
    [InlineData(true, "[{ LOCAL, \"base_url\": \"llm.example.com/v1\" }]", "invalidBaseUrl")]
    [InlineData(true, "[{ LOCAL, \"slug\": \"a b\" }]", "invalidSlug")]
    [InlineData(true, "[{ LOCAL, \"api_key\": 5 }]", "invalidCredential")]
    [InlineData(true, "[{ \"model\": \" \", \"provider\": \"ollama\" }]", "missingField")]
    [InlineData(true, "[{ \"model\": \"m\" }]", "missingField")]
    [InlineData(true, "[{ \"model\": \"m\", \"provider\": null }]", "missingField")]
    [InlineData(true, "[{ \"model\": \"m\", \"provider\": \"generic-chat-completion-api\" }]", "missingField")]
    [InlineData(
        true,
        "[{ \"model\": \"m\", \"provider\": \"generic-chat-completion-api\", \"host\": \"http://10.0.0.5:8000\" }]",
        "invalidBaseUrl"
    )]
    [InlineData(true, "[\" \"]", "missingField")]
    [InlineData(true, "{ \"models\": [\"m\"], \"router\": { \"candidates\": [\"m\", { \"slug\": \" \" }] } }", "missingField")]
    [InlineData(true, "{ \"models\": [\"m\"], \"router\": { \"candidates\": [\"m\", { \"slug\": 7 }] } }", "wrongType")]
    // it does not: the schema knows no more than a pattern
    [InlineData(false, "[{ LOCAL, \"base_url\": \"http://\" }]", "invalidBaseUrl")]
    [InlineData(false, "[{ LOCAL, \"base_url\": \"https://${env:HOST}/v1\" }]", "invalidBaseUrl")]
    [InlineData(false, "[{ LOCAL, \"api_key\": \"${env:}\" }]", "invalidCredential")]
    [InlineData(false, "[{ LOCAL, \"extra_headers\": { \"X-A\": \"a\", \"x-a\": \"b\" } }]", "duplicateProperty")]
    [InlineData(false, "[{ \"model\": \"m\", \"provider\": \"generic-chat-completion-api\", \"base_url\": null }]", "missingField")]
    [InlineData(false, "[{ \"model\": \"m\", \"provider\": \"openai\", \"host\": \"http://10.0.0.5:8000\" }]", "invalidBaseUrl")]
    [InlineData(false, "[{ LOCAL, \"api_key\": \"sk-plain\" }]", "literalCredential")]
    public void It_says_whether_the_schema_says_it_too(bool expected, string text, string code) =>
        Parse(Row(text)).Problems.Should().ContainSingle(problem => problem.Code == code).Which.IsInSchema.Should().Be(expected);

    private static void Check(string marked, string code) => Range(Row(marked), code);

    private static string Row(string text) => text.Replace("LOCAL", Local, StringComparison.Ordinal);
}
