using System.Collections.Immutable;
using System.Globalization;
using ShimLsp.Core.Models.Fields;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Models.Parsing;

/// <summary>Reads the <c>budget</c> block. A field that cannot be read limits nothing, and is reported.</summary>
internal sealed class BudgetParser(ProblemList problems, TypoFinder typos)
{
    public BudgetSpec Parse(ObjectSyntax? node, ImmutableArray<RowDraft> rows)
    {
        if (node is null)
        {
            return BudgetSpec.None;
        }

        var budget = new FieldReader(BudgetFields.Table, problems, typos).Read(node);
        var total = Limits(budget, BudgetLimits.DefaultSoft);
        var spec = new BudgetSpec
        {
            Total = total,
            PerTenant = Limits(budget.Object(BudgetFields.PerTenant), total.Soft),
            PerWorkspace = Limits(budget.Object(BudgetFields.PerWorkspace), total.Soft),
        };
        if (spec.LimitsSomething && !rows.Any(row => row.Spec.IsPriced))
        {
            problems.Warning(
                node,
                CatalogProblemCode.BudgetWithoutPrices,
                "No model has a price, so nothing is counted and `budget` limits nothing. Give the models `pricing`."
            );
        }

        return spec;
    }

    private BudgetLimits Limits(ObjectSyntax? node, double soft) =>
        node is null ? new() : Limits(new FieldReader(BudgetLimitFields.Table, problems, typos).Read(node), soft);

    private BudgetLimits Limits(FieldReader block, double soft)
    {
        var limits = new BudgetLimits
        {
            Daily = block.Number(BudgetLimitFields.Daily),
            Monthly = block.Number(BudgetLimitFields.Monthly),
            Soft = block.Number(BudgetLimitFields.Soft) ?? soft,
        };
        if (limits.Daily > limits.Monthly)
        {
            problems.Warning(
                block.Value(BudgetLimitFields.Daily)!,
                CatalogProblemCode.DailyAboveMonthly,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"`daily` is more than `monthly`, {limits.Monthly}, so a day never reaches it. Write a lower number, or remove it."
                )
            );
        }

        if (
            !limits.LimitsSomething
            && block.MemberOf(BudgetLimitFields.Soft) is { } alone
            && !block.Has(BudgetFields.PerTenant)
            && !block.Has(BudgetFields.PerWorkspace)
        )
        {
            problems.NoEffect(alone, "`soft` is a share of `daily` and `monthly`, and neither is set. Set one of them.");
        }

        return limits;
    }
}
