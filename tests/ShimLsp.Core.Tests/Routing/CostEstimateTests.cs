using System.Collections.Immutable;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Routing.Signals;
using ShimLsp.Core.Tests.Support;

namespace ShimLsp.Core.Tests.Routing;

/// <summary>What a decision is expected to cost and to save; nothing is claimed that prices do not support.</summary>
public sealed class CostEstimateTests
{
    [Theory]
    [InlineData("cheap price 1/5", "strong price 3/15", 0.007, 0.021)]
    [InlineData("cheap price 1/5 output 400", "strong price 3/15", 0.004, 0.012)] // the chosen one's limit bounds both
    [InlineData("cheap price 1/5 output 9000", "strong price 3/15", 0.007, 0.021)] // the guess is at most 1,000
    [InlineData("cheap price 0/0", "strong price 3/15", 0, 0.021)]
    public void With_prices_the_saving_is_against_the_strongest(string chosen, string strongest, double cost, double baseline)
    {
        var estimate = Estimate(chosen, strongest)!;

        estimate.Cost.Should().BeApproximately(cost, 1e-12);
        estimate.BaselineCost.Should().BeApproximately(baseline, 1e-12);
        estimate.Saved.Should().BeApproximately(baseline - cost, 1e-12);
        estimate.InputTokens.Should().Be(2_000);
    }

    [Theory]
    [InlineData("cheap", "strong price 3/15")]
    [InlineData("cheap price 1/5", "strong")]
    public void Without_a_price_nothing_is_claimed(string chosen, string strongest) => Estimate(chosen, strongest).Should().BeNull();

    [Fact]
    public void The_baseline_is_the_strongest_that_is_eligible()
    {
        var models = Models("strong price 3/15", "mid price 2/10", "cheap price 1/5");

        CostEstimate.Of(Signal, models[2], models, [models[2], models[1]])!.BaselineCost.Should().BeApproximately(0.014, 1e-12);
    }

    [Fact]
    public void The_strongest_itself_saves_nothing() => Estimate("strong price 3/15", "strong price 3/15")!.Saved.Should().Be(0);

    private static TaskSignal Signal { get; } = new("a task", false, false, 2_000);

    private static CostEstimate? Estimate(string chosen, string strongest)
    {
        var models = Models(strongest, chosen);
        return CostEstimate.Of(Signal, models[1], models, models);
    }

    private static ImmutableArray<ModelSpec> Models(params string[] lines) => [.. lines.Select(line => Row.Table(line)[0].Model)];
}
