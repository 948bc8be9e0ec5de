using System.Globalization;

namespace ShimLsp.Bench.Report;

/// <summary>Which way a number should go.</summary>
internal enum Better
{
    /// <summary>Less is better: times, memory.</summary>
    Less,

    /// <summary>More is better: rates.</summary>
    More,

    /// <summary>The number is not the server's, or says nothing without another one: a comparison of two servers leaves it out.</summary>
    Neither,
}

/// <summary>One line of the table.</summary>
/// <param name="What">What was measured, with its unit.</param>
/// <param name="Measured">The values.</param>
/// <param name="Bar">What they are held against, in words; empty for a line that only informs.</param>
/// <param name="IsMet">Whether the median meets it; null if there is no bar.</param>
internal sealed record ResultRow(string What, Sample Measured, string Bar = "", bool? IsMet = null)
{
    /// <summary>Which way the number should go.</summary>
    public Better Better { get; init; } = Better.Less;
}

/// <summary>The results as a Markdown table.</summary>
internal static class ResultTable
{
    /// <summary>Writes it.</summary>
    /// <param name="output">Where.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="fifth">The heading of <see cref="ResultRow.Bar"/>.</param>
    /// <param name="met">What to say of a row that meets its bar.</param>
    /// <param name="missed">What to say of a row that misses it.</param>
    public static void Write(
        TextWriter output,
        IEnumerable<ResultRow> rows,
        string fifth = "bar",
        string met = "met",
        string missed = "MISSED"
    )
    {
        string[][] cells =
        [
            ["what", "min", "median", "max", fifth, ""],
            .. rows.Select(row =>
                new[]
                {
                    row.What,
                    Number(row.Measured.Min),
                    Number(row.Measured.Median),
                    Number(row.Measured.Max),
                    row.Bar,
                    row.IsMet switch
                    {
                        true => met,
                        false => missed,
                        null => "",
                    },
                }
            ),
        ];
        int[] widths = [.. Enumerable.Range(0, cells[0].Length).Select(column => Math.Max(3, cells.Max(row => row[column].Length)))];
        string[] rule = [.. widths.Select((width, column) => IsNumber(column) ? new string('-', width - 1) + ":" : new string('-', width))];
        foreach (var row in (IEnumerable<string[]>)[cells[0], rule, .. cells[1..]])
        {
            var aligned = row.Select((cell, column) => IsNumber(column) ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]));
            output.WriteLine($"| {string.Join(" | ", aligned)} |");
        }
    }

    private static bool IsNumber(int column) => column is 1 or 2 or 3;

    private static string Number(double value) =>
        value switch
        {
            >= 1000 => value.ToString("N0", CultureInfo.InvariantCulture),
            >= 100 => value.ToString("F0", CultureInfo.InvariantCulture),
            _ => (Math.Round(value, 2) + 0.0).ToString("F2", CultureInfo.InvariantCulture), // + 0.0: no minus before a zero
        };
}
