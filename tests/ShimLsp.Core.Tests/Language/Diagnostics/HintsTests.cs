using ShimLsp.Core.Models;
using static ShimLsp.Core.Tests.Language.Diagnostics.DiagnosticsCheck;

namespace ShimLsp.Core.Tests.Language.Diagnostics;

/// <summary>
/// What is right by itself and changes nothing, because of something else, or can be written better. In each text, » and « are around it.
/// </summary>
/// <remarks>A list of problems is without them: <see cref="A_list_of_problems_has_no_hints"/>.</remarks>
public class HintsTests
{
    private const string Two = """
        { "model": "a", "provider": "ollama", "cost": 1 }, { "model": "b", "provider": "ollama", "cost": 2 }
        """;

    [Theory]
    // the router is off
    [InlineData("\"enabled\": false, »\"threshold\": 0.8«")]
    [InlineData("\"enabled\": false, »\"classifier\": \"a\"«")]
    [InlineData("\"enabled\": false, »\"affinity\": \"none\"«")]
    // nobody is asked
    [InlineData("»\"timeout\": 3«")]
    [InlineData("»\"maxTokens\": 3«")]
    // nothing is remembered
    [InlineData("\"cache\": false, »\"cache_capacity\": 3«")]
    [InlineData("\"cache\": false, »\"cacheTtlSeconds\": 3«")]
    // there is no choice
    [InlineData("\"candidates\": [\"a\"], »\"threshold\": 0.8«")]
    [InlineData("\"candidates\": [\"a\"], »\"classifier\": \"b\"«")]
    public void A_field_of_the_router_that_changes_nothing_is_a_note(string router) =>
        Found($$"""{ "models": [{{Two}}], "router": { {{router}} } }""", "noEffect").IsUnnecessary.Should().BeTrue();

    [Theory]
    [InlineData("\"threshold\": 0.8")]
    [InlineData("\"enabled\": false, \"default\": \"b\", \"slug\": \"any\"")]
    [InlineData("\"classifier\": \"a\", \"timeout\": 3, \"max_tokens\": 3")]
    [InlineData("\"cache_capacity\": 3, \"cache_ttl_seconds\": 3")]
    [InlineData("\"enabled\": false, \"threshold\": null")]
    public void A_field_of_the_router_that_is_read_is_not(string router) =>
        Codes($$"""{ "models": [{{Two}}], "router": { {{router}} } }""").Should().BeEmpty();

    [Theory]
    [InlineData("\"display_name\": \"a\", »\"name\": \"a\"«")]
    [InlineData("\"supports_images\": true, »\"no_image_support\": false«")]
    [InlineData("\"api_key\": \"${env:K}\", »\"api_key_env\": \"K\"«")]
    [InlineData("»\"api_key\": \"${env:K}\"«, \"extra_headers\": { \"authorization\": \"Basic ${env:B}\" }")]
    public void A_second_word_for_the_same_is_a_note(string fields) =>
        Found($$"""[{ "model": "m", "provider": "ollama", {{fields}} }]""", "noEffect").IsUnnecessary.Should().BeTrue();

    [Fact]
    public void A_cost_is_not_read_if_only_the_prices_are_complete() =>
        Found(
            """
            [
              { "model": "a", "provider": "ollama", »"cost": 1«, "pricing": { "input": 1, "output": 1 } },
              { "model": "b", "provider": "ollama", "pricing": { "input": 1, "output": 1 } }
            ]
            """,
            "noEffect"
        )
            .Message.Should()
            .Contain("\"b\" has none");

    [Fact]
    public void A_candidate_whose_own_row_excludes_it_is_a_problem() =>
        Found(
            """
            { "models": ["a", "b", { "model": "c", "provider": "ollama", "candidate": false }],
              "router": { "candidates": ["a", "b", { "slug": »"c"« }] } }
            """,
            "noEffect"
        )
            .Message.Should()
            .Contain("candidate: false");

    [Theory]
    [InlineData("\"card\": »\"Good.\"«")]
    [InlineData("\"card\": »\"Fast and cheap\"«")]
    [InlineData("\"card\": »\"速い\"«")]
    [InlineData("\"card\": »\"strong at edits of one FILE\"«")]
    public void A_card_that_tells_a_classifier_nothing_is_a_note(string card) => Found(Cards(card), "vagueCard");

    [Theory]
    [InlineData("\"strength\": 0.5")]
    [InlineData("\"card\": \"Strong at design.\"")]
    [InlineData("\"card\": \"設計が得意。\"")]
    public void A_card_that_tells_it_something_is_not(string card) => Codes(Cards(card)).Should().BeEmpty();

    [Theory]
    [InlineData("openai", "https://h/v1/chat/completions")]
    [InlineData("openai", "https://h/v1/responses/")]
    [InlineData("anthropic", "https://h/v1/messages")]
    public void An_address_that_contains_its_call_works_and_can_be_shorter(string provider, string address) =>
        Found(Hosted(provider, $"»\"{address}\"«"), "endpointInBaseUrl").Severity.Should().Be(ProblemSeverity.Info);

    [Theory]
    [InlineData("openai", "https://h/v1/embeddings")]
    [InlineData("generic-chat-completion-api", "https://h/v1/completions")]
    [InlineData("generic-chat-completion-api", "https://h/v1/models/")]
    public void An_address_of_another_call_does_not_work(string provider, string address) =>
        Found(Hosted(provider, $"»\"{address}\"«"), "endpointInBaseUrl").Severity.Should().Be(ProblemSeverity.Warning);

    [Theory]
    [InlineData("generic-chat-completion-api", "https://openrouter.ai", "/api/v1")]
    [InlineData("openai", "https://api.openai.com/", "/v1")]
    public void The_root_of_a_host_that_serves_below_a_path_does_not_work(string provider, string address, string path) =>
        Found(Hosted(provider, $"»\"{address}\"«"), "incompleteBaseUrl").Message.Should().Contain($" {path}.");

    [Theory]
    [InlineData("anthropic", "https://openrouter.ai/api")]
    [InlineData("generic-chat-completion-api", "https://x.services.ai.azure.com/models")]
    [InlineData("generic-chat-completion-api", "https://llm.example.com")]
    [InlineData("openai", "https://api.openai.com/v1")]
    public void An_address_that_may_be_right_is_not_a_problem(string provider, string address) =>
        Codes(Hosted(provider, $"\"{address}\"")).Should().BeEmpty();

    [Fact]
    public void A_list_of_problems_has_no_hints() =>
        CatalogParser
            .Parse(
                """
                {
                  "models": [{ "model": "m", "provider": "openai", "base_url": "https://h/v1/chat/completions", "name": "a",
                      "display_name": "a" }],
                  "router": { "threshold": 0.7, "timeout": 3 }
                }
                """u8
            )
            .Problems.Should()
            .BeEmpty();

    private static string Hosted(string provider, string address) =>
        $$"""[{ "model": "m", "provider": "{{provider}}", "base_url": {{address}} }]""";

    private static string Cards(string card) =>
        $$"""
            {
              "models": [
                { "model": "a", "provider": "ollama", "cost": 1, "card": "Strong at edits of one file" },
                { "model": "b", "provider": "ollama", "cost": 1, {{card}} }
              ],
              "router": { "classifier": "a" }
            }
            """;
}
