using System.Globalization;
using ShimLsp.Core.Ledger;
using ShimLsp.Server.Cli.Terminal;
using ShimLsp.Server.Contract.Messages;

namespace ShimLsp.Server.Cli.Usage;

/// <summary>A report for people.</summary>
internal static class UsageView
{
    /// <summary>Writes the table, its sums, and what one must know to read it.</summary>
    /// <param name="terminal">Where to write.</param>
    /// <param name="report">The report.</param>
    public static void Write(TerminalStreams terminal, LedgerReport report)
    {
        var since = DayOf(report.Query.Since);
        if (report.Rows.IsEmpty)
        {
            terminal.WriteLine($"No calls since {since}.");
            return;
        }

        var table = new Table(
            report.Query.By.ToString().ToUpperInvariant(),
            ">CALLS",
            ">FAILED",
            ">INPUT",
            ">CACHED",
            ">OUTPUT",
            ">COST",
            ">SAVED",
            ">MEDIAN"
        );
        foreach (var row in report.Rows)
        {
            table.Add(Cells(NameOf(row), row.Sum, Tone.Plain));
        }

        if (report.Rows.Length > 1)
        {
            table.Add(Cells("total", report.Total, Tone.Strong));
        }

        table.WriteTo(terminal);
        terminal.WriteLine("");
        terminal.WriteLine($"Since {since}. Days are of this machine's time zone.");
        if (report.Total.Unpriced is > 0 and var unpriced)
        {
            terminal.WriteLine(
                $"The cost lacks {Calls(unpriced)}: the catalog has no prices for the model, or its provider counted no tokens."
            );
        }
    }

    /// <summary>The sums in one line.</summary>
    /// <param name="sum">The sums.</param>
    public static string Line(LedgerSumInfo sum)
    {
        var failed = sum.Failed > 0 ? $" ({Number(sum.Failed)} failed)" : "";
        var tokens = $"{Number(sum.Input)} tokens in, {Number(sum.CachedInput)} of them cached, {Number(sum.Output)} out";
        return $"{Calls(sum.Calls)}{failed}, {tokens}, {Dollars(sum.Cost)} spent, {Dollars(sum.Saved)} saved";
    }

    /// <summary>A day.</summary>
    /// <param name="day">The day.</param>
    public static string DayOf(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string NameOf(LedgerRow row) => row.Key.Length > 0 ? row.Key : "(no folder)";

    private static Cell[] Cells(string name, LedgerSum sum, Tone tone) =>
        [
            new(name, tone),
            new(Number(sum.Calls), tone),
            new(Number(sum.Failed), sum.Failed > 0 ? Tone.Bad : tone),
            new(Number(sum.Input), tone),
            new(Number(sum.CachedInput), tone),
            new(Number(sum.Output), tone),
            new(Dollars(sum.Cost), tone),
            new(Dollars(sum.Saved), tone),
            new(sum.MedianMs is { } median ? Time(median) : "-", tone),
        ];

    private static string Calls(long count) => count == 1 ? "1 call" : $"{Number(count)} calls";

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Dollars(double amount)
    {
        var digits = Math.Abs(amount) switch
        {
            0 or >= 1 => "0.00",
            >= 0.0001 => "0.0000",
            _ => "0.000000",
        };
        return $"{(amount < 0 ? "-" : "")}${Math.Abs(amount).ToString(digits, CultureInfo.InvariantCulture)}";
    }

    private static string Time(double milliseconds) =>
        milliseconds < 1000
            ? string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0} ms")
            : string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1000:0.0} s");
}
