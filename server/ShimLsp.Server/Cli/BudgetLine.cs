using System.Globalization;
using ShimLsp.Core.Spending;
using ShimLsp.Server.Cli.Terminal;
using ShimLsp.Server.Contract.Messages;

namespace ShimLsp.Server.Cli;

/// <summary>A budget on one line.</summary>
internal static class BudgetLine
{
    /// <summary>What of it is spent, and what follows.</summary>
    /// <param name="budget">The budget.</param>
    public static Cell Of(BudgetInfo budget)
    {
        var period = budget.Period is BudgetPeriod.Day ? "today" : "this month";
        var whose = budget.Scope switch
        {
            BudgetScope.Tenant => " for the tenant",
            BudgetScope.Workspace => " for the workspace",
            _ => "",
        };
        var spent = $"{BudgetWords.Dollars(budget.Spent)} of {BudgetWords.Dollars(budget.Limit)} spent {period}{whose}";
        var until = budget.Ends.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        return budget.State switch
        {
            BudgetState.Hard => new Cell(
                $"{spent}: only models without a price are used until {until} UTC. To change it, edit {budget.Field} in {budget.Source}",
                Tone.Bad,
                isWhole: true
            ),
            BudgetState.Soft => new Cell($"{spent}: Auto prefers cheaper models", Tone.Warning),
            _ => new Cell(spent),
        };
    }
}
