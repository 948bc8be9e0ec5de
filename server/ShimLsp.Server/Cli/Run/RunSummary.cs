using System.Globalization;
using ShimLsp.Server.Contract.Messages;

namespace ShimLsp.Server.Cli.Run;

/// <summary>What a run did, in one line.</summary>
internal static class RunSummary
{
    /// <summary>The line: turns, models, cost, saved.</summary>
    /// <param name="title">The client.</param>
    /// <param name="usage">What its requests did.</param>
    public static string Line(string title, SpendingInfo usage)
    {
        var models = usage.Decisions.OrderByDescending(model => model.Value).ThenBy(model => model.Key, StringComparer.Ordinal);
        var turns = usage.Decisions.Values.Sum();
        var cost =
            usage.Spent > 0 ? $"${Dollars(usage.Spent)}"
            : turns > 0 ? "no prices known"
            : "$0";
        var saved = usage.Saved is > 0 and var saving ? $", saved ${Dollars(saving)}" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{title}: {turns} {(turns == 1 ? "turn" : "turns")}"
                + $"{string.Concat(models.Select(model => $", {model.Key} {model.Value}"))}, {cost}{saved}"
        );
    }

    private static string Dollars(double amount) => amount.ToString(amount < 0.01 ? "0.00####" : "0.00##", CultureInfo.InvariantCulture);
}
