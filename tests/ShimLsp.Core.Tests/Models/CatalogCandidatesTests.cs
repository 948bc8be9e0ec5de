using ShimLsp.Core.Models;
using static ShimLsp.Core.Tests.Models.CatalogCheck;

namespace ShimLsp.Core.Tests.Models;

public class CatalogCandidatesTests
{
    [Theory]
    [InlineData("", "a*, b*")]
    [InlineData("\"candidates\": []", "a*, b*")]
    [InlineData("\"candidates\": null", "a*, b*")]
    [InlineData("\"candidates\": [\"b\"]", "a, b*")]
    [InlineData("\"candidates\": [{ \"id\": \"a\" }]", "a*, b")]
    [InlineData("\"candidates\": [{ \"slug\": \"model-b\" }]", "a, b*")]
    public void Candidates_are_the_named_models_or_all(string router, string expected) =>
        Clean(Two("", "", router)).Models.Select(model => model.Slug + (model.IsCandidate ? "*" : "")).Should().Equal(expected.Split(", "));

    [Theory]
    [InlineData("", "a, b*")]
    [InlineData("\"candidates\": [\"a\", \"b\"]", "a, b*")]
    public void A_row_may_take_itself_out_of_Auto(string router, string expected) =>
        Clean(Two("\"candidate\": false", "\"candidate\": true", router))
            .Models.Select(model => model.Slug + (model.IsCandidate ? "*" : ""))
            .Should()
            .Equal(expected.Split(", "));

    [Fact]
    public void If_the_only_named_candidate_takes_itself_out_Auto_cannot_choose() =>
        Parse(Two("\"candidate\": false", "", "\"candidates\": [\"a\"]"))
            .Problems.Should()
            .ContainSingle()
            .Which.Should()
            .Match<CatalogProblem>(problem => problem.Code == "noCandidates" && problem.Path == "router.candidates");

    [Fact]
    public void If_every_named_candidate_is_unknown_there_is_none() =>
        Parse(Two("", "", "\"candidates\": [\"nobody\"]"))
            .Catalog!.Candidates.Should()
            .BeEmpty("who lists candidates did not ask for the others' bills");

    [Theory]
    [InlineData("", "", "text tools")]
    [InlineData("\"supports_images\": true, \"supports_tools\": false", "", "images -")]
    [InlineData("\"no_image_support\": false", "", "images tools")]
    [InlineData("\"no_image_support\": true", "", "text tools")]
    [InlineData("\"supports_images\": true", "\"supports_images\": false", "text tools")]
    [InlineData("\"supports_images\": true", "\"noImageSupport\": true", "text tools")]
    [InlineData("\"supports_tools\": false", "\"supportsTools\": true", "text tools")]
    [InlineData("\"card\": \"row\"", "", "text tools row")]
    [InlineData("\"card\": \"row\"", "\"card\": \"candidate\"", "text tools candidate")]
    public void A_candidate_overrides_its_row(string row, string candidate, string expected)
    {
        var model = Clean(
            Two(
                row,
                "",
                $$"""
                "candidates": [{ "slug": "a" {{(candidate.Length > 0 ? "," : "")}} {{candidate}} }]
                """
            )
        ).Models[0];

        $"{(model.SupportsImages ? "images" : "text")} {(model.SupportsTools ? "tools" : "-")} {model.Card}".Trim().Should().Be(expected);
    }

    [Theory]
    [InlineData("\"cost\": 2", "\"cost\": 5", "", 2, 5)]
    [InlineData("\"cost\": 2", "\"cost\": 5", "\"candidates\": [{ \"slug\": \"a\", \"cost\": 9 }, \"b\"]", 9, 5)]
    [InlineData("\"cost\": 2", "PRICED", "\"candidates\": [{ \"slug\": \"a\" }, { \"slug\": \"b\", \"cost\": 0 }]", 2, 0)]
    [InlineData("PRICED", "PRICED", "", 6, 6)]
    [InlineData("\"cost\": 2, PRICED", "PRICED", "", 6, 6)]
    [InlineData("PRICED", "", "\"candidates\": [\"a\"]", 6, 1)]
    [InlineData("\"cost\": 2", "PRICED", "\"candidates\": [\"a\"]", 2, 1)]
    public void Costs_are_relative_if_all_candidates_have_one_and_prices_otherwise(
        string a,
        string b,
        string router,
        double costOfA,
        double costOfB
    ) => Clean(Two(a, b, router, cost: false)).Models.Select(model => model.Cost).Should().Equal(costOfA, costOfB);

    [Theory]
    [InlineData("", "")]
    [InlineData("\"cost\": 2", "PRICED")]
    [InlineData("PRICED", "")]
    public void With_neither_for_all_every_model_costs_1_and_a_problem_says_so(string a, string b)
    {
        var parse = Problems(Two(a, b, "", cost: false).Replace("[{", "»[{", StringComparison.Ordinal), "info noCostBasis models");

        parse.Catalog!.Models.Should().OnlyContain(model => model.Cost == 1);
    }

    [Fact]
    public void The_problem_names_a_model_that_lacks_its_cost() =>
        Parse(Two("\"cost\": 2", "PRICED", "", cost: false)).Problems.Should().ContainSingle().Which.Message.Should().Contain("\"b\"");

    [Fact]
    public void A_classifier_and_a_default_may_go_by_a_models_name()
    {
        var router = Clean(Two("", "", "\"classifier\": \"model-a\", \"default\": \"b\"")).Router;

        (router.Classifier?.Value, router.Default?.Value).Should().Be(("a", "b"));
    }

    private static string Two(string a, string b, string router, bool cost = true) =>
        $$"""
            { "models": [{ "slug": "a", "model": "model-a", "provider": "ollama" {{Fields(a, cost)}} },
                         { "slug": "b", "model": "model-b", "provider": "ollama" {{Fields(b, cost)}} }],
              "router": { {{router}} } }
            """;

    private static string Fields(string fields, bool cost) =>
        (cost ? ", \"cost\": 1" : "")
        + (fields.Length > 0 ? ", " : "")
        + fields.Replace("PRICED", "\"pricing\": { \"input\": 1, \"output\": 5 }", StringComparison.Ordinal);
}
