using System.Globalization;
using ShimLsp.Server.Contract.Messages;

namespace ShimLsp.Server.Cli.Run;

/// <summary>What a run did, in one line.</summary>
internal static class RunSummary
{
    /// <summary>The line: requests, models, cost, saved. A turn of a person is several requests if tools are called in it.</summary>
    /// <param name="title">The client.</param>
    /// <param name="usage">What its requests did.</param>
    public static string Line(string title, SpendingInfo usage)
    {
        var models = usage.Decisions.OrderByDescending(model => model.Value).ThenBy(model => model.Key, StringComparer.Ordinal);
        var requests = usage.Decisions.Values.Sum();
        var cost =
            usage.Spent > 0 ? $"${Dollars(usage.Spent)}"
            : requests > 0 ? "no prices known"
            : "$0";
        var saved = usage.Saved is > 0 and var saving ? $", saved ${Dollars(saving)}" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{title}: {requests} {(requests == 1 ? "request" : "requests")}"
                + $"{string.Concat(models.Select(model => $", {model.Key} {model.Value}"))}, {cost}{saved}"
        );
    }

    private static string Dollars(double amount) => amount.ToString(amount < 0.01 ? "0.00####" : "0.00##", CultureInfo.InvariantCulture);
}
