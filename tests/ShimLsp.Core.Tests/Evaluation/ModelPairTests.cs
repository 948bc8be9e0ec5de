using ShimLsp.Core.Evaluation;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Routing.Signals;
using ShimLsp.Core.Routing.Strengths;
using ShimLsp.Core.Tests.Routing;

namespace ShimLsp.Core.Tests.Evaluation;

/// <summary>What is known of the two models of a row.</summary>
public sealed class ModelPairTests
{
    private static readonly Catalog Catalog = new(
        [
            TestModels.Of("small", strength: 0.30, model: "acme/small-2", cost: 1),
            TestModels.Of("large", strength: 0.90, model: "acme/large-2", cost: 8),
            TestModels.Of("twin", strength: 0.34, model: "acme/twin-2", cost: 1),
            TestModels.Of("blank", model: "acme/blank-2", cost: 3),
        ],
        new()
    );

    [Theory]
    [InlineData("small", "large", "0.30 Catalog, 0.90 Catalog")]
    [InlineData("acme/small-2", "acme/large-2", "0.30 Catalog, 0.90 Catalog")]
    [InlineData("small", "twin", "0.60 Catalog, 0.80 Catalog by role")] // 0.04 apart
    [InlineData("large", "small", "0.60 Catalog, 0.80 Catalog by role")] // the other way round than the file says
    [InlineData("small", "small", "0.60 Catalog, 0.80 Catalog by role")]
    [InlineData("nobody", "knows", "0.60 Catalog, 0.80 Catalog by role")]
    [InlineData("nobody", "large", "0.60 Catalog, 0.80 Catalog by role")] // cost alone says nothing of a pair
    [InlineData("small", "blank", "0.60 Catalog, 0.80 Catalog by role")]
    public void Strengths_are_the_catalogs_then_the_tables_then_the_roles(string weak, string strong, string expected)
    {
        var pair = ModelPair.Of(weak, strong, Catalog);
        var (first, second) = (pair.Strengths[0], pair.Strengths[1]);
        var role = pair.IsByRole ? " by role" : "";
        FormattableString shown = $"{first.Value:0.00} {first.Source}, {second.Value:0.00} {second.Source}{role}";
        FormattableString.Invariant(shown).Should().Be(expected);
    }

    [Theory]
    [InlineData("claude-haiku-4-5", "claude-opus-4-5", StrengthSource.Family)]
    [InlineData("in-house-7b", "large", StrengthSource.Size)]
    public void Names_that_the_table_knows_need_no_catalog(string weak, string strong, StrengthSource source)
    {
        var pair = ModelPair.Of(weak, strong, Catalog);
        (pair.IsByRole, pair.Strengths[0].Source).Should().Be((false, source));
        pair.Strengths[0].Should().Be(StrengthTable.OfAll([TestModels.Of("any", model: weak)])[0]);
    }

    [Fact]
    public void Just_as_far_apart_as_is_asked_is_far_enough()
    {
        var catalog = new Catalog([TestModels.Of("a", strength: 0.55), TestModels.Of("b", strength: 0.60)], new());
        ModelPair.Of("a", "b", catalog).IsByRole.Should().BeFalse();
    }

    [Fact]
    public void Their_price_is_never_seen_by_the_scorer()
    {
        var signal = new TaskSignal("Find the race between close and the consumer.", false, false, 12);
        var dear = new Catalog(
            [.. Catalog.Models.Select(model => model with { Cost = 100 - model.Cost, Pricing = new(5, null, 5) })],
            new()
        );
        ModelPair
            .Of("small", "large", dear)
            .Score(signal)
            .Scores.Should()
            .Equal(ModelPair.Of("small", "large", Catalog).Score(signal).Scores);
    }

    [Fact]
    public void The_strong_one_takes_what_the_weak_one_falls_short_of_whatever_the_catalog_says_of_cost_and_ability()
    {
        var models = Catalog.Models.Select(model => model with { Cost = 1, ContextWindow = 1, SupportsTools = false });
        var pair = ModelPair.Of("small", "large", new([.. models], new()));
        var sheet = new ScoreSheet([new(pair.Candidates[0].Slug, 0.5), new(pair.Candidates[1].Slug, 1)], null);
        pair.GoesToStrong(sheet, 0.5).Should().BeFalse();
        pair.GoesToStrong(sheet, 0.5001).Should().BeTrue();
        pair.GoesToStrong(sheet, 1).Should().BeTrue();
    }

    [Fact]
    public void Relative_costs_are_those_of_the_catalog()
    {
        ModelPair.Of("small", "large", Catalog).RelativeCost.Should().Be(new PairPrice(1, 8));
        ModelPair.Of("large", "small", Catalog).RelativeCost.Should().BeNull("the weak one is not the cheaper there");
        ModelPair.Of("small", "elsewhere", Catalog).RelativeCost.Should().BeNull();
    }
}
