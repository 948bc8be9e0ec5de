using System.Collections.Immutable;
using ShimLsp.Core.Models;

namespace ShimLsp.Core.Spending;

/// <summary>Whose spending a budget limits.</summary>
public enum BudgetScope
{
    /// <summary>Everything.</summary>
    Catalog,

    /// <summary>One tenant, in all its workspaces.</summary>
    Tenant,

    /// <summary>One workspace, with all its tenants.</summary>
    Workspace,
}

/// <summary>The time after which a budget starts anew. Days and months are of UTC.</summary>
public enum BudgetPeriod
{
    /// <summary>At midnight.</summary>
    Day,

    /// <summary>At midnight before the first of a month.</summary>
    Month,
}

/// <summary>The budget of one file.</summary>
/// <param name="Spec">Its block.</param>
/// <param name="Source">The file.</param>
/// <param name="IsOfWorkspace">
/// Whether the file is a workspace's own. Such a file came with a clone, so its limits are about that workspace only.
/// </param>
public sealed record FileBudget(BudgetSpec Spec, string Source, bool IsOfWorkspace);

/// <summary>One limit that applies to a call.</summary>
/// <param name="Scope">Whose spending it limits.</param>
/// <param name="Name">The tenant or the workspace; empty for everything.</param>
/// <param name="Period">When it starts anew.</param>
/// <param name="Amount">The most that may be spent in a period, in US dollars.</param>
/// <param name="Soft">The share of it from which Auto prefers cheaper models, 0..1.</param>
/// <param name="Source">The file that sets it.</param>
/// <param name="Field">The field there, such as <c>budget.daily</c>.</param>
public sealed record BudgetLimit(
    BudgetScope Scope,
    string Name,
    BudgetPeriod Period,
    double Amount,
    double Soft,
    string Source,
    string Field
)
{
    /// <summary>The limits that apply to the calls of an owner: all that there are, not only the lowest.</summary>
    /// <param name="budgets">The budgets of the files in force.</param>
    /// <param name="owner">On whose behalf the calls are made.</param>
    public static ImmutableArray<BudgetLimit> Of(ImmutableArray<FileBudget> budgets, SpendingOwner owner)
    {
        var limits = ImmutableArray.CreateBuilder<BudgetLimit>();
        foreach (var (spec, source, isOfWorkspace) in budgets)
        {
            var total = isOfWorkspace ? (BudgetScope.Workspace, owner.Workspace) : (BudgetScope.Catalog, "");
            Add(spec.Total, total, source, "budget");
            Add(spec.PerTenant, (BudgetScope.Tenant, owner.Tenant), source, "budget.per_tenant");
            Add(spec.PerWorkspace, (BudgetScope.Workspace, owner.Workspace), source, "budget.per_workspace");
        }

        return limits.DrainToImmutable();

        void Add(BudgetLimits given, (BudgetScope Scope, string Name) whose, string source, string block)
        {
            if (given.Daily is { } daily)
            {
                limits.Add(new(whose.Scope, whose.Name, BudgetPeriod.Day, daily, given.Soft, source, $"{block}.daily"));
            }

            if (given.Monthly is { } monthly)
            {
                limits.Add(new(whose.Scope, whose.Name, BudgetPeriod.Month, monthly, given.Soft, source, $"{block}.monthly"));
            }
        }
    }
}
