using ShimLsp.Core.Models;

namespace ShimLsp.Core.Spending;

/// <summary>How far a budget is spent.</summary>
public enum BudgetState
{
    /// <summary>Below the soft limit.</summary>
    Ok,

    /// <summary>From the soft limit on: Auto prefers cheaper models.</summary>
    Soft,

    /// <summary>At the limit: only models without a price are used.</summary>
    Hard,
}

/// <summary>A limit and what has been spent of it, at one moment.</summary>
/// <param name="Limit">The limit.</param>
/// <param name="Spent">What has been spent in the period, in US dollars.</param>
/// <param name="Reserved">What calls under way may cost at most, in US dollars.</param>
/// <param name="Ends">When the period ends.</param>
public sealed record BudgetStanding(BudgetLimit Limit, double Spent, double Reserved, DateTimeOffset Ends)
{
    /// <summary>The amount at which Auto begins to prefer cheaper models, in US dollars.</summary>
    public double SoftAmount => Limit.Amount * Limit.Soft;

    /// <summary>Whether nothing more may be spent: the limit is spent, or calls under way have reserved what is left.</summary>
    public bool IsExhausted => Spent + Reserved >= Limit.Amount;

    /// <summary>Whether the limit is spent, so that nothing more may be spent before the period ends.</summary>
    public bool IsSpent => Spent >= Limit.Amount;

    /// <summary>The state. What is only reserved does not count for it: it mostly comes back.</summary>
    public BudgetState State =>
        IsSpent ? BudgetState.Hard
        : Limit.Soft < 1 && Spent >= SoftAmount ? BudgetState.Soft
        : BudgetState.Ok;

    /// <summary>
    /// How many steps the threshold comes down: none below the soft limit, one from there on, and one more at each further quarter of the
    /// way to the limit. None at the limit: then only models without a price are left.
    /// </summary>
    public int Steps =>
        State switch
        {
            BudgetState.Soft => Math.Min(
                1 + (int)Pricing.Rounded((Spent - SoftAmount) / (Limit.Amount - SoftAmount) * SavingRule.MostSteps),
                SavingRule.MostSteps
            ),
            _ => 0,
        };
}
