using ShimLsp.Core.Spending;
using ShimLsp.Server.Cli;
using ShimLsp.Server.Contract.Messages;

namespace ShimLsp.Server.Tests.Cli;

/// <summary>How <c>status</c> shows a budget.</summary>
public sealed class BudgetLineTests : IDisposable
{
    private readonly Person person = new();

    public void Dispose() => person.Dispose();

    [Theory]
    [InlineData(BudgetScope.Catalog, BudgetPeriod.Day, 1.25, BudgetState.Ok, "$1.25 of $5 spent today")]
    [InlineData(
        BudgetScope.Tenant,
        BudgetPeriod.Month,
        4.5,
        BudgetState.Soft,
        "$4.5 of $5 spent this month for the tenant: Auto prefers cheaper models"
    )]
    [InlineData(
        BudgetScope.Workspace,
        BudgetPeriod.Day,
        5,
        BudgetState.Hard,
        "$5 of $5 spent today for the workspace: only models without a price are used until 2026-12-01 00:00 UTC. "
            + "To change it, edit budget.daily in /m.json"
    )]
    public void It_says_what_is_spent_and_what_follows(BudgetScope scope, BudgetPeriod period, double spent, BudgetState state, string line)
    {
        var budget = new BudgetInfo
        {
            Scope = scope,
            Period = period,
            Limit = 5,
            Soft = 4,
            Spent = spent,
            Reserved = 0,
            State = state,
            Ends = new(2026, 12, 1, 0, 0, 0, DateTimeKind.Utc),
            Source = "/m.json",
            Field = "budget.daily",
        };

        BudgetLine.Of(budget).Text.Should().Be(line);
    }

    [Fact]
    public async Task A_workspace_without_a_gateway_shows_it_too()
    {
        person.Write(
            "config/shim-lsp/models.json",
            """{ "models": [{ "model": "m", "provider": "ollama", "pricing": { "input": 1, "output": 5 } }], "budget": { "monthly": 9 } }"""
        );

        (await person.Run(["status"])).Out.Should().MatchRegex(@"Budget\s+\$0 of \$9 spent this month");
    }
}
