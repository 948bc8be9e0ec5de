using System.Globalization;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;

namespace ShimLsp.Core.Spending;

/// <summary>
/// How Auto prefers cheaper models from the soft limit on: the threshold comes down, in the steps in which feedback moves it. So more and
/// more tasks go to cheaper models, the easy ones first.
/// </summary>
/// <param name="Steps">How many steps, from 0 to <see cref="MostSteps"/>.</param>
/// <param name="Because">The budget that asks for it, as a clause; null if none does.</param>
public sealed record SavingRule(int Steps, string? Because)
{
    /// <summary>The most steps. As many as feedback may move it: beyond them one model would take nearly everything.</summary>
    public const int MostSteps = ThresholdOffset.MostSteps;

    /// <summary>Nothing is to be saved.</summary>
    public static SavingRule None { get; } = new(0, null);

    /// <summary>The rule of some budgets: that of the one that asks for the most steps.</summary>
    /// <param name="standings">The budgets.</param>
    public static SavingRule Of(IReadOnlyList<BudgetStanding> standings)
    {
        BudgetStanding? most = null;
        foreach (var standing in standings)
        {
            if (standing.IsExhausted)
            {
                return None; // the models that are left cost nothing
            }

            most = standing.Steps > (most?.Steps ?? 0) ? standing : most;
        }

        return most is null ? None : new(most.Steps, Words(most));
    }

    /// <summary>The threshold in force.</summary>
    /// <param name="threshold">The threshold without the rule, 0..1.</param>
    public double Apply(double threshold) => new ThresholdOffset(-Steps).Apply(threshold);

    private static string Words(BudgetStanding standing) =>
        string.Create(CultureInfo.InvariantCulture, $"{PercentOf(standing):0} % of the {BudgetWords.Of(standing.Limit)} is spent");

    private static double PercentOf(BudgetStanding standing) => Math.Floor(Pricing.Rounded(standing.Spent / standing.Limit.Amount * 100));
}
