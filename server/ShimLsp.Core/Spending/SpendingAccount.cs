using ShimLsp.Core.Models;

namespace ShimLsp.Core.Spending;

/// <summary>The sum of what one scope has spent and reserved. Not thread-safe: the book guards it.</summary>
internal sealed class SpendingAccount
{
    private DateOnly today;
    private double ofDay;
    private double ofMonth;

    /// <summary>What calls under way may cost at most, in US dollars.</summary>
    public double Reserved { get; private set; }

    /// <summary>What was spent in the period that a day is in.</summary>
    /// <param name="period">Which.</param>
    /// <param name="day">The day, never before that of an earlier call.</param>
    public double Spent(BudgetPeriod period, DateOnly day)
    {
        Turn(day);
        return period is BudgetPeriod.Day ? ofDay : ofMonth;
    }

    /// <summary>Adds what was spent on a day.</summary>
    /// <param name="cost">In US dollars.</param>
    /// <param name="on">The day of the spending; of an earlier month it counts for nothing any more.</param>
    /// <param name="day">Today.</param>
    public void Add(double cost, DateOnly on, DateOnly day)
    {
        Turn(day);
        ofDay = on == today ? Pricing.Rounded(ofDay + cost) : ofDay;
        ofMonth = IsSameMonth(on, today) ? Pricing.Rounded(ofMonth + cost) : ofMonth;
    }

    /// <summary>Reserves an amount.</summary>
    public void Reserve(double amount) => Reserved = Pricing.Rounded(Reserved + amount);

    /// <summary>Gives a reserved amount back.</summary>
    public void Release(double amount) => Reserved = Math.Max(0, Pricing.Rounded(Reserved - amount));

    /// <summary>Whether two days are of one month.</summary>
    public static bool IsSameMonth(DateOnly one, DateOnly other) => (one.Year, one.Month) == (other.Year, other.Month);

    private void Turn(DateOnly day)
    {
        // A clock that is set back does not give a spent day back.
        if (day <= today)
        {
            return;
        }

        ofDay = 0;
        ofMonth = IsSameMonth(day, today) ? ofMonth : 0;
        today = day;
    }
}
