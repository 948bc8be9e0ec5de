using System.Globalization;
using ShimLsp.Core.Ledger;
using ShimLsp.Server.Contract.Messages;

namespace ShimLsp.Server.Contract;

/// <summary>From a report of recorded calls to the wire.</summary>
internal static class LedgerConversions
{
    public static LedgerResult ToInfo(this LedgerReport report) =>
        new(
            report.Query.Since.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            report.Query.By,
            [.. report.Rows.Select(row => Info(row.Sum, row.Key))],
            Info(report.Total, "") // on the wire it has no key
        );

    private static LedgerRowInfo Info(LedgerSum sum, string key) =>
        new()
        {
            Key = key,
            Calls = sum.Calls,
            Failed = sum.Failed,
            Cancelled = sum.Cancelled,
            Unpriced = sum.Unpriced,
            Input = sum.Input,
            CachedInput = sum.CachedInput,
            Output = sum.Output,
            Cost = sum.Cost,
            Saved = sum.Saved,
            MedianMs = sum.MedianMs,
        };
}
