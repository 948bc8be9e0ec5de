using System.Globalization;

namespace ShimLsp.Core.Spending;

/// <summary>Budgets in words, for a person.</summary>
public static class BudgetWords
{
    /// <summary>A limit, such as <c>daily budget of $5 for this workspace</c>.</summary>
    /// <param name="limit">The limit.</param>
    public static string Of(BudgetLimit limit)
    {
        var period = limit.Period is BudgetPeriod.Day ? "daily" : "monthly";
        var whose = limit.Scope switch
        {
            BudgetScope.Tenant => $" for the tenant {limit.Name}",
            BudgetScope.Workspace => " for this workspace",
            _ => "",
        };
        return $"{period} budget of {Dollars(limit.Amount)}{whose}";
    }

    /// <summary>Why no model with a price is asked, and what to do.</summary>
    /// <param name="standing">The budget that forbids it.</param>
    public static string Refusal(BudgetStanding standing)
    {
        var (limit, place) = (standing.Limit, $"{standing.Limit.Field} in {standing.Limit.Source}");
        return standing.IsSpent
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"The {Of(limit)} is spent. Raise {place}, or use a model without a price. "
                    + $"It starts anew at {standing.Ends.UtcDateTime:yyyy-MM-dd HH:mm} UTC."
            )
            : $"Calls under way have reserved the rest of the {Of(limit)} ({place}). Try again in a few seconds.";
    }

    /// <summary>An amount, such as <c>$5</c> or <c>$0.015</c>.</summary>
    /// <param name="dollars">The amount in US dollars.</param>
    public static string Dollars(double dollars) => string.Create(CultureInfo.InvariantCulture, $"${dollars:0.######}");
}
