using System.Buffers;
using System.Globalization;
using ShimLsp.Core.Ledger;

namespace ShimLsp.Server.Cli.Usage;

/// <summary>A report as comma-separated values (RFC 4180), for a spreadsheet or another program.</summary>
internal static class UsageCsv
{
    private const string Amount = "0.############";

    private static readonly SearchValues<char> ToQuote = SearchValues.Create(",\"\r\n");

    /// <summary>Writes a line of names, and a line for each row. There is no line of sums: the reader would count it in.</summary>
    /// <param name="output">Where to write.</param>
    /// <param name="report">The report.</param>
    public static void Write(TextWriter output, LedgerReport report)
    {
        var by = report.Query.By.ToString().ToLowerInvariant();
        output.Write($"{by},calls,failed,cancelled,unpriced,input,cachedInput,output,cost,saved,medianMs\r\n");
        foreach (var (key, sum) in report.Rows)
        {
            string[] cells =
            [
                Text(key),
                Number(sum.Calls),
                Number(sum.Failed),
                Number(sum.Cancelled),
                Number(sum.Unpriced),
                Number(sum.Input),
                Number(sum.CachedInput),
                Number(sum.Output),
                sum.Cost.ToString(Amount, CultureInfo.InvariantCulture),
                sum.Saved.ToString(Amount, CultureInfo.InvariantCulture),
                sum.MedianMs?.ToString("0.###", CultureInfo.InvariantCulture) ?? "",
            ];
            output.Write($"{string.Join(',', cells)}\r\n");
        }
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    // A spreadsheet would run a text that begins like a formula: a tenant or a folder may have any name.
    private static string Text(string text)
    {
        var shown = text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? $"'{text}" : text;
        return shown.AsSpan().ContainsAny(ToQuote) ? $"\"{shown.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : shown;
    }
}
