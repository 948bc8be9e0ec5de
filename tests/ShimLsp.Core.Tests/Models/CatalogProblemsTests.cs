using System.Text;
using ShimLsp.Core.Models;
using static ShimLsp.Core.Tests.Models.CatalogCheck;

namespace ShimLsp.Core.Tests.Models;

/// <summary>In each text, » marks the position of the problem.</summary>
public class CatalogProblemsTests
{
    [Theory]
    [InlineData("»{ }", "warning noModels -")]
    [InlineData("""{ "models": »[] }""", "warning noModels models")]
    [InlineData("""{ "models": »{} }""", "error wrongType models")]
    [InlineData("""{ »"model": [], "models": ["m"] }""", "warning unknownField model")]
    [InlineData("""{ "models": ["m"], »"models": ["n"] }""", "warning duplicateProperty models")]
    [InlineData("""{ "models": ["m"], "router": »true }""", "warning wrongType router")]
    public void A_file(string text, string expected) => Problems(text, expected);

    [Theory]
    [InlineData("»1", "error wrongType [1]")]
    [InlineData("»null", "error wrongType [1]")]
    [InlineData("»\" \"", "error missingField [1]")]
    [InlineData("""»{ "provider": "openai" }""", "error missingField [1]")]
    [InlineData("""{ "model": »" ", "provider": "openai" }""", "error missingField [1].model")]
    [InlineData("""{ "model": »1, "provider": "openai" }""", "error wrongType [1].model")]
    [InlineData("""»{ "model": "m" }""", "error missingField [1]")]
    [InlineData("""{ "model": "m", "provider": »"opnai" }""", "error unknownProvider [1].provider")]
    [InlineData("""{ "model": "m", "provider": »["openai"] }""", "error wrongType [1].provider")]
    [InlineData("""»{ "model": "m", "provider": "generic-chat-completion-api" }""", "error missingField [1]")]
    [InlineData("""{ "model": "m", "provider": "openai", "base_url": »"api.openai.com" }""", "error invalidBaseUrl [1].base_url")]
    [InlineData("""{ "model": "m", "provider": "openai", "base_url": »"ftp://h/v1" }""", "error invalidBaseUrl [1].base_url")]
    [InlineData("""{ "model": "m", "provider": "openai", "base_url": »"/v1" }""", "error invalidBaseUrl [1].base_url")]
    [InlineData("""{ "model": "m", "provider": "openai", "baseUrl": »"http://" }""", "error invalidBaseUrl [1].baseUrl")]
    [InlineData("""{ "model": "m", "provider": "openai", "base_url": »5 }""", "error wrongType [1].base_url")]
    public void A_row_that_lacks_what_it_needs_is_left_out_and_no_other(string row, string expected) =>
        Problems($"""["first", {row}, "last"]""", expected)
            .Catalog!.Models.Select(model => model.Slug.Value)
            .Should()
            .Equal("first", "last");

    [Theory]
    [InlineData("\"slug\": »1", "warning wrongType [0].slug")]
    [InlineData("\"slug\": »\"my model\"", "warning invalidSlug [0].slug")]
    [InlineData("\"display_name\": »false", "warning wrongType [0].display_name")]
    [InlineData("\"card\": »[]", "warning wrongType [0].card")]
    [InlineData("\"strength\": »1.01", "warning outOfRange [0].strength")]
    [InlineData("\"strength\": »-0.1", "warning outOfRange [0].strength")]
    [InlineData("\"strength\": »1e999", "warning outOfRange [0].strength")]
    [InlineData("\"strength\": »\"high\"", "warning wrongType [0].strength")]
    [InlineData("\"strength\": »\"0.5\"", "warning numberAsString [0].strength")]
    [InlineData("\"max_context_limit\": »0", "warning outOfRange [0].max_context_limit")]
    [InlineData("\"max_context_limit\": »1.5", "warning outOfRange [0].max_context_limit")]
    [InlineData("\"max_context_limit\": »99999999999", "warning outOfRange [0].max_context_limit")]
    [InlineData("\"maxOutputTokens\": »-1", "warning outOfRange [0].maxOutputTokens")]
    [InlineData("\"supports_images\": »\"yes\"", "warning wrongType [0].supports_images")]
    [InlineData("\"supports_tools\": »1", "warning wrongType [0].supports_tools")]
    [InlineData("\"supports_images\": true, \"no_image_support\": »true", "warning conflictingAliases [0].no_image_support")]
    [InlineData("\"cost\": »-1", "warning outOfRange [0].cost")]
    [InlineData("\"pricing\": »3", "warning wrongType [0].pricing")]
    [InlineData("\"pricing\": »{ \"input\": 1 }", "warning missingField [0].pricing")]
    [InlineData("\"pricing\": { \"input\": »-1, \"output\": 1 }", "warning outOfRange [0].pricing.input")]
    [InlineData("\"pricing\": { \"input\": 1, \"cached_input\": »\"x\", \"output\": 1 }", "warning wrongType [0].pricing.cached_input")]
    [InlineData("\"pricing\": { \"input\": 1, \"output\": 1, »\"outputs\": 1 }", "warning unknownField [0].pricing.outputs")]
    [InlineData("\"extra_headers\": »\"X: y\"", "warning wrongType [0].extra_headers")]
    [InlineData("\"extra_headers\": { \"X-A\": »1 }", "warning wrongType [0].extra_headers.X-A")]
    [InlineData("\"extra_headers\": { »\"X A\": \"b\" }", "warning invalidHeader [0].extra_headers[\"X A\"]")]
    [InlineData("\"extra_headers\": { \"X-A\": »\"b\\r\\nX-B: c\" }", "warning invalidHeader [0].extra_headers.X-A")]
    // behind one address stand many
    [InlineData("\"extra_headers\": { »\"host\": \"evil.example\" }", "warning invalidHeader [0].extra_headers.host")]
    [InlineData("\"extra_headers\": { »\"Transfer-Encoding\": \"chunked\" }", "warning invalidHeader [0].extra_headers.Transfer-Encoding")]
    [InlineData("\"extra_headers\": { \"X-A\": \"b\", »\"x-a\": \"c\" }", "warning duplicateProperty [0].extra_headers.x-a")]
    [InlineData("»\"apikey\": \"${K}\"", "warning unknownField [0].apikey")]
    [InlineData("»\"max_contxt_limit\": 1", "warning unknownField [0].max_contxt_limit")]
    [InlineData("\"strength\": 0.1, »\"strength\": 0.2", "warning duplicateProperty [0].strength")]
    [InlineData("\"display_name\": \"a\", »\"name\": \"b\"", "warning conflictingAliases [0].name")]
    [InlineData("»\"name\": \"b\", \"display_name\": \"a\"", "warning conflictingAliases [0].name")]
    [InlineData("\"api_key\": \"${A}\", »\"apiKey\": \"${B}\"", "warning conflictingAliases [0].apiKey")]
    [InlineData("\"api_key\": \"${A}\", \"api_key_env\": »\"B\"", "warning conflictingAliases [0].api_key_env")]
    public void A_bad_field_costs_that_field_and_no_row(string field, string expected) =>
        Problems($$"""[{ "model": "m", "provider": "ollama", {{field}} }, "last"]""", expected).Catalog!.Models.Should().HaveCount(2);

    [Theory]
    [InlineData("\"name\": \"a\", \"display_name\": \"a\"")]
    [InlineData("\"api_key\": \"${A}\", \"apiKey\": \"${A}\"")]
    [InlineData("\"api_key\": \"${A}\", \"api_key_env\": \"A\"")]
    [InlineData("\"extra_headers\": { \"A\": \"b\" }, \"extraHeaders\": { \"A\": \"b\" }")]
    [InlineData("\"supports_images\": true, \"no_image_support\": false")]
    [InlineData("\"notes\": \"mine\", \"tags\": [1], \"reasoningEffort\": \"high\"")]
    public void Spellings_that_agree_and_fields_of_other_tools_are_not_problems(string fields) =>
        Clean($$"""[{ "model": "m", "provider": "ollama", {{fields}} }]""");

    [Theory]
    [InlineData("\"name\": \"b\", \"display_name\": \"a\"")]
    [InlineData("\"display_name\": \"a\", \"displayName\": \"b\", \"name\": \"c\"")]
    [InlineData("\"display_name\": \"z\", \"display_name\": \"a\"")]
    public void The_canonical_spelling_holds_and_of_two_equal_ones_the_last(string fields) =>
        Parse($$"""[{ "model": "m", "provider": "ollama", {{fields}} }]""").Catalog!.Models[0].DisplayName.Should().Be("a");

    [Theory]
    [InlineData("\"enabled\": »\"yes\"", "warning wrongType router.enabled")]
    [InlineData("\"threshold\": »1.5", "warning outOfRange router.threshold")]
    [InlineData("\"threshold\": »-0.0001", "warning outOfRange router.threshold")]
    [InlineData("\"threshold\": »[0.5]", "warning wrongType router.threshold")]
    [InlineData("\"cache\": »1", "warning wrongType router.cache")]
    [InlineData("\"cache_capacity\": »0", "warning outOfRange router.cache_capacity")]
    [InlineData("\"cache_capacity\": »65537", "warning outOfRange router.cache_capacity")]
    [InlineData("\"cacheCapacity\": »2.5", "warning outOfRange router.cacheCapacity")]
    [InlineData("\"cache_ttl_seconds\": »0", "warning outOfRange router.cache_ttl_seconds")]
    [InlineData("\"cache_ttl_seconds\": »-5", "warning outOfRange router.cache_ttl_seconds")]
    [InlineData("\"cache_ttl_seconds\": »1e300", "warning outOfRange router.cache_ttl_seconds")]
    [InlineData("\"timeout\": »0", "warning outOfRange router.timeout")]
    [InlineData("\"max_tokens\": »0", "warning outOfRange router.max_tokens")]
    [InlineData("\"affinity\": »\"sticky\"", "warning unknownValue router.affinity")]
    [InlineData("\"escalation\": »\"maybe\"", "warning unknownValue router.escalation")]
    [InlineData("\"learning\": »\"maybe\"", "warning unknownValue router.learning")]
    [InlineData("\"classifier\": »\"nobody\"", "warning unknownModel router.classifier")]
    [InlineData("\"default\": »\"nobody\"", "warning unknownModel router.default")]
    [InlineData("\"default\": »7", "warning wrongType router.default")]
    [InlineData("\"slug\": »\"first\"", "warning duplicateSlug router.slug")]
    [InlineData("\"slug\": »\"my auto\"", "warning invalidSlug router.slug")]
    [InlineData("»\"treshold\": 0.5", "warning unknownField router.treshold")]
    [InlineData("\"candidates\": »\"first\"", "warning wrongType router.candidates")]
    [InlineData("\"candidates\": [\"first\", »3]", "error wrongType router.candidates[1]")]
    [InlineData("\"candidates\": [\"first\", »{ \"cost\": 1 }]", "error missingField router.candidates[1]")]
    [InlineData("\"candidates\": [\"first\", { \"slug\": »\"frist\" }]", "error unknownModel router.candidates[1].slug")]
    [InlineData("\"candidates\": [\"first\", { \"id\": »\"first\" }]", "warning duplicateCandidate router.candidates[1].id")]
    [InlineData("\"candidates\": [{ \"slug\": \"first\", \"cost\": »\"x\" }]", "warning wrongType router.candidates[0].cost")]
    public void A_router_field(string field, string expected)
    {
        var parse = Problems(
            $$"""{ "models": [{ "slug": "first", "model": "m", "provider": "ollama", "cost": 1 }], "router": { {{field}} } }""",
            expected
        );

        (parse.Catalog!.Router with { Slug = new("auto") }).Should().Be(new RouterSpec(), "what cannot be read keeps its default");
    }

    [Fact]
    public void A_place_is_a_line_and_a_column_in_utf16() =>
        Problems(
            "/* é 🙂 */\r\n{ \"models\": [\r\n"
                + "  /* 🙂 */ { \"model\": \"🙂\", \"provider\": »\"x\" },\n\t{ \"model\": \"m\", \"provider\": »\"y\" } ] }",
            "error unknownProvider models[0].provider",
            "error unknownProvider models[1].provider"
        );

    [Fact]
    public void A_byte_order_mark_is_not_a_column()
    {
        var parse = CatalogParser.Parse([0xEF, 0xBB, 0xBF, .. "[1]"u8]);

        parse.Problems.Should().ContainSingle().Which.Column.Should().Be(1);
    }

    [Fact]
    public void A_lone_carriage_return_ends_a_line_as_it_does_in_lsp() =>
        Parse("[\r\r1]")
            .Problems.Should()
            .ContainSingle()
            .Which.Should()
            .Match<CatalogProblem>(problem => problem.Line == 2 && problem.Column == 0);

    [Fact]
    public void A_message_says_what_was_meant()
    {
        Parse("""[{ "model": "m", "provider": "antropic" }]""").Problems[0].Message.Should().Contain("\"anthropic\"");
        Parse("""{ "models": ["small"], "router": { "candidates": ["smal"] } }""")
            .Problems[0]
            .Message.Should()
            .Contain("Did you mean \"small\"?");
        Parse("""{ "models": ["m"], "rooter": {} }""").Problems[0].Message.Should().Contain("\"router\"");
    }

    [Fact]
    public void Problems_are_in_the_texts_order_whatever_their_severity() =>
        Problems(
            """
            ["m", { "model": "n", "provider": "ollama", "strength": »2 }, »7, { "model": "o", "provider": "ollama", "api_key": »"k" }]
            """,
            "warning outOfRange [1].strength",
            "error wrongType [2]",
            "warning literalCredential [3].api_key"
        );

    [Fact]
    public void The_search_for_typing_mistakes_tires()
    {
        var fields = Enumerable.Range(0, 300).Select(at => $"\"model{(char)('a' + (at / 26))}{(char)('a' + (at % 26))}\": 1");
        Parse($$"""[{ "model": "m", "provider": "ollama", {{string.Join(",", fields)}} }]""")
            .Problems[^1]
            .Message.Should()
            .StartWith("100 ");

        var candidates = string.Join(",", Enumerable.Range(0, 20).Select(at => $"\"small-{at}\""));
        Parse($$"""{ "models": ["small-x"], "router": { "candidates": [{{candidates}}] } }""")
            .Problems.Count(problem => problem.Message.Contains("Did you mean", StringComparison.Ordinal))
            .Should()
            .Be(10);
    }

    [Fact]
    public void Too_many_problems_are_cut_and_counted_and_errors_stay()
    {
        var text = $"[{string.Concat(Enumerable.Repeat("""{ "model": "m", "provider": "ollama", "strength": 2 },""", 300))} 1]";

        var problems = Parse(text).Problems;

        problems.Should().HaveCount(101);
        problems.Should().ContainSingle(problem => problem.Severity == ProblemSeverity.Error).Which.Path.Should().Be("[300]");
        problems[^1].Should().Match<CatalogProblem>(problem => problem.Code == "moreProblems" && problem.Message.StartsWith("202 "));
    }

    [Theory]
    [InlineData("""[{ "model": "m", "provider": "ollama", "api_key": "CANARY", "apiKey": "CANARY2" }]""")]
    [InlineData("""[{ "model": "m", "provider": "ollama", "api_key": "${CANARY-1}" }]""")]
    [InlineData("""[{ "model": "m", "provider": "ollama", "api_key": "Bearer ${env:CANARY}" }]""")]
    [InlineData("""[{ "model": "m", "provider": "ollama", "api_key": ["CANARY"] }]""")]
    [InlineData("""[{ "model": "m", "provider": "ollama", "api_key_env": "CANARY-1" }]""")]
    [InlineData("""[{ "model": "m", "provider": "ollama", "api_key": "CANARY\n" }]""")]
    [InlineData("""[{ "model": "m", "provider": "openai", "base_url": "CANARY@host" }]""")]
    [InlineData("""[{ "model": "m", "provider": "ollama", "extra_headers": { "A": "CANARY\n", "a": "CANARY", "A": "CANARY" } }]""")]
    [InlineData("""[{ "model": "m", "provider": "ollama", "extra_headers": ["CANARY"], "api_key": CANARY }]""")]
    [InlineData("""[{ "model": "m", "provider": "ollama", "api_key": "CANARY" CANARY }]""")]
    public void No_message_quotes_a_key_or_a_header_value(string text)
    {
        var parse = CatalogParser.Parse(Encoding.UTF8.GetBytes(text));

        parse.Problems.Should().NotContain(problem => problem.ToString().Contains("CANARY", StringComparison.Ordinal));
        (parse.Catalog?.Models ?? [])
            .Should()
            .NotContain(model =>
                model.ToString().Contains("CANARY", StringComparison.Ordinal)
                || model.Credential.ToString().Contains("CANARY", StringComparison.Ordinal)
            );
    }
}
