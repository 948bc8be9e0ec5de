using System.Globalization;

namespace ShimLsp.Bench.Simulation;

/// <summary>A Markdown table with as many columns as it gets. All but the first are numbers, which are right-aligned.</summary>
/// <param name="heads">The headings.</param>
internal sealed class TextTable(params string[] heads)
{
    private readonly List<string[]> rows = [];

    /// <summary>Adds a row.</summary>
    /// <param name="cells">Its cells.</param>
    public void Add(params string[] cells) => rows.Add(cells);

    /// <summary>Writes it, with an empty line after it.</summary>
    /// <param name="output">Where.</param>
    public void Write(TextWriter output)
    {
        int[] widths = [.. heads.Select((head, at) => rows.Select(row => row[at].Length).Append(head.Length).Append(3).Max())];
        string[] rule = [.. widths.Select((width, at) => at == 0 ? new string('-', width) : new string('-', width - 1) + ":")];
        foreach (var row in rows.Prepend(rule).Prepend(heads))
        {
            output.WriteLine(
                $"| {string.Join(" | ", row.Select((cell, at) => at == 0 ? cell.PadRight(widths[at]) : cell.PadLeft(widths[at])))} |"
            );
        }

        output.WriteLine();
    }

    /// <summary>A number with as many digits as it deserves.</summary>
    /// <param name="value">The number.</param>
    public static string Number(double value) =>
        value.ToString(
            value switch
            {
                0 => "F0",
                >= 100 => "N0",
                >= 10 => "F1",
                >= 0.1 => "F2",
                _ => "G2",
            },
            CultureInfo.InvariantCulture
        );
}
