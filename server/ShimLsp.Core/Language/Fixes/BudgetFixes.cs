using ShimLsp.Core.Language.Documents;
using ShimLsp.Core.Models.Fields;
using ShimLsp.Core.Models.Parsing;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Language.Fixes;

/// <summary>Budgets that limit nothing.</summary>
internal static class BudgetFixes
{
    /// <summary>The two limits change places, as they were mixed up; or the one that is never reached goes.</summary>
    public static IEnumerable<CatalogFix> DailyAboveMonthly(FixSite site)
    {
        if (
            site is not { Parent: { } parent, Member: { Value: NumberSyntax daily } member }
            || MemberLookup.Of(parent, BudgetLimitFields.Table, BudgetLimitFields.Monthly) is not { Value: NumberSyntax monthly }
        )
        {
            return [];
        }

        var (dailyText, monthlyText) = (TextOf(site, daily), TextOf(site, monthly));
        return
        [
            site.Preferred(
                $"Swap `{BudgetLimitFields.Daily.Name}` and `{BudgetLimitFields.Monthly.Name}`",
                JsonEdits.Replace(daily, monthlyText),
                JsonEdits.Replace(monthly, dailyText)
            ),
            site.Fix($"Remove `{BudgetLimitFields.Daily.Name}`, which no day reaches", site.Edits.Remove(parent, member)),
        ];
    }

    /// <summary>Prices of the models that are known. One of them is enough for the budget to limit something.</summary>
    public static IEnumerable<CatalogFix> WithoutPrices(FixSite site)
    {
        var edits = new List<SpanEdit>();
        foreach (var row in site.Document.Index.Rows)
        {
            if (
                row.Node is ObjectSyntax node
                && KnownModels.Named(site, row)?.Pricing is { } pricing
                && MemberLookup.Of(node, RowFields.Table, RowFields.Pricing) is null
            )
            {
                edits.Add(site.Edits.Add(node, RowFields.Pricing.Name, KnownModels.Json(pricing)));
            }
        }

        return edits.Count == 0 ? [] : site.IfItSolves(site.Preferred($"Add the prices of known models{KnownModels.AsOf(site)}", edits));
    }

    private static string TextOf(FixSite site, JsonSyntax node) => site.Document.TextOf(new(node.Start, node.End));
}
