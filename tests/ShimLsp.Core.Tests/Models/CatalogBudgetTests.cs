using ShimLsp.Core.Models;
using static ShimLsp.Core.Tests.Models.CatalogCheck;

namespace ShimLsp.Core.Tests.Models;

/// <summary>The block <c>budget</c> of a catalog whose model has a price. In each text, » marks the position of the problem.</summary>
public class CatalogBudgetTests
{
    [Theory]
    [InlineData("", null, null, 0.8)]
    [InlineData("\"daily\": 5", 5d, null, 0.8)]
    [InlineData("\"daily\": 0, \"monthly\": 0.5, \"soft\": 1", 0d, 0.5, 1)]
    public void Limits_are_read(string budget, double? daily, double? monthly, double soft) =>
        Clean(With(budget))
            .Budget.Total.Should()
            .Be(
                new BudgetLimits
                {
                    Daily = daily,
                    Monthly = monthly,
                    Soft = soft,
                }
            );

    [Fact]
    public void Each_tenant_and_each_workspace_has_limits_of_its_own_and_the_share_of_the_block() =>
        Clean(With("\"soft\": 0.5, \"perTenant\": { \"daily\": 1 }, \"per_workspace\": { \"monthly\": 2, \"soft\": 0.9 }"))
            .Budget.Should()
            .Be(
                new BudgetSpec
                {
                    Total = new() { Soft = 0.5 },
                    PerTenant = new() { Daily = 1, Soft = 0.5 },
                    PerWorkspace = new() { Monthly = 2, Soft = 0.9 },
                }
            );

    [Theory]
    [InlineData("\"daily\": »-1", "warning outOfRange budget.daily")]
    [InlineData("\"monthly\": »\"much\"", "warning wrongType budget.monthly")]
    [InlineData("\"daily\": 1, \"soft\": »1.5", "warning outOfRange budget.soft")]
    [InlineData("\"daily\": »6, \"monthly\": 5", "warning dailyAboveMonthly budget.daily")]
    [InlineData("\"per_tenant\": { \"daily\": »6, \"monthly\": 5 }", "warning dailyAboveMonthly budget.per_tenant.daily")]
    [InlineData("\"per_tenant\": »5", "warning wrongType budget.per_tenant")]
    public void A_fault_is_reported_where_it_is(string budget, string expected) => Problems(With(budget), expected);

    [Fact]
    public void A_budget_without_a_price_limits_nothing_and_says_so() =>
        Problems(
            """{ "models": [{ "model": "m", "provider": "ollama" }], "budget": »{ "daily": 5 } }""",
            "warning budgetWithoutPrices budget"
        );

    private static string With(string budget) =>
        $$"""{ "models": [{ "model": "m", "provider": "ollama", "pricing": { "input": 1, "output": 5 } }], "budget": { {{budget}} } }""";
}
