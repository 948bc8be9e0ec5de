using System.Globalization;
using ShimLsp.Core.Ledger;

namespace ShimLsp.Core.Tests.Support;

/// <summary>A ledger that keeps its entries, and shows each as a line.</summary>
internal sealed class RecordedCalls : ICallLedger
{
    private readonly Lock gate = new();
    private readonly List<LedgerEntry> entries = [];

    public LedgerEntry[] Entries
    {
        get
        {
            lock (gate)
            {
                return [.. entries];
            }
        }
    }

    /// <summary>Each as <c>chat cheap 1 embedded answered 200, 1000/-/100 tokens, $0.0015, saved 0.0135</c>.</summary>
    public string[] Lines => [.. Entries.Select(Line)];

    public void Add(LedgerEntry entry)
    {
        lock (gate)
        {
            entries.Add(entry);
        }
    }

    public Task<LedgerReport> ReadAsync(LedgerQuery query, CancellationToken cancellationToken) =>
        Task.FromResult(LedgerReport.Empty(query));

    private static string Line(LedgerEntry entry)
    {
        var usage = entry.Usage is { } tokens ? $"{tokens.Input}/{Shown(tokens.CachedInput)}/{tokens.Output} tokens" : "no tokens";
        var (estimated, cost) = (entry.IsEstimated ? " estimated" : "", entry.Cost is { } dollars ? $"${Number(dollars)}" : "no cost");
        return $"{entry.Purpose} {entry.Model} {entry.Attempt} {Shown(entry.Source)} {entry.Outcome} {Shown(entry.Status)}, "
            + $"{usage}{estimated}, {cost}, saved {Number(entry.Saved)}";
    }

    private static string Shown<T>(T? value)
        where T : struct => value?.ToString() ?? "-";

    private static string Number(double number) => number.ToString("0.######", CultureInfo.InvariantCulture);
}
