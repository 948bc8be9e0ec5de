using ShimLsp.Core.Spending;

namespace ShimLsp.Core.Tests.Spending;

/// <summary>How far the threshold comes down, by how much is spent.</summary>
public sealed class SavingRuleTests
{
    [Theory]
    [InlineData(0, 0.8, 0, 0.70, BudgetState.Ok)]
    [InlineData(7.99, 0.8, 0, 0.70, BudgetState.Ok)]
    [InlineData(8, 0.8, 1, 0.61, BudgetState.Soft)]
    [InlineData(8.49, 0.8, 1, 0.61, BudgetState.Soft)]
    [InlineData(8.5, 0.8, 2, 0.51, BudgetState.Soft)]
    [InlineData(9, 0.8, 3, 0.41, BudgetState.Soft)]
    [InlineData(9.5, 0.8, 4, 0.32, BudgetState.Soft)]
    [InlineData(9.99, 0.8, 4, 0.32, BudgetState.Soft)]
    [InlineData(10, 0.8, 0, 0.70, BudgetState.Hard)] // what is left costs nothing
    [InlineData(0, 0, 1, 0.61, BudgetState.Soft)]
    [InlineData(9.99, 1, 0, 0.70, BudgetState.Ok)]
    public void The_threshold_comes_down_by_steps(double spent, double soft, int steps, double threshold, BudgetState state)
    {
        var standing = Standing(10, spent, soft);

        var rule = SavingRule.Of([standing]);

        (rule.Steps, rule.Apply(0.7), standing.State).Should().Be((steps, threshold, state));
    }

    [Fact]
    public void Of_several_budgets_the_one_that_is_spent_the_most_decides()
    {
        var rule = SavingRule.Of([Standing(10, 8, 0.8), Standing(20, 19, 0.8), Standing(10, 1, 0.8)]);

        rule.Should().Be(new SavingRule(4, "95 % of the daily budget of $20 is spent"));
    }

    [Fact]
    public void What_is_only_reserved_does_not_bring_it_down() =>
        SavingRule.Of([Standing(10, 1, 0.8) with { Reserved = 8.5 }]).Should().Be(SavingRule.None);

    [Theory]
    [InlineData("price 1/0.1/5", 1_000, 100, 0.00165)] // 1,150 x $1 + 100 x $5
    [InlineData("price 1/0.1/5  output 50", 1_000, 100, 0.0014)]
    [InlineData("price 1/0.1/5  output 50", 1_000, null, 0.0014)]
    [InlineData("price 1/0.1/5", 1_000, null, 0.04211)] // 8,192 tokens are assumed
    [InlineData("", 1_000, null, 0)]
    public void An_estimate_is_of_all_that_may_come(string row, long input, int? most, double expected) =>
        CallCost.AtMost(Support.Row.Table($"m  {row}")[0].Model, input, most).Should().BeApproximately(expected, 1e-12);

    private static BudgetStanding Standing(double amount, double spent, double soft) =>
        new(
            new(BudgetScope.Catalog, "", BudgetPeriod.Day, amount, soft, "models.json", "budget.daily"),
            spent,
            Reserved: 0,
            DateTimeOffset.UnixEpoch
        );
}
