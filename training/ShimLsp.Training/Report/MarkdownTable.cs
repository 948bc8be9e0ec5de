using System.Globalization;

namespace ShimLsp.Training.Report;

/// <summary>A table as pages have it.</summary>
/// <param name="writer">Where to.</param>
internal sealed class MarkdownTable(TextWriter writer)
{
    /// <summary>Begins one.</summary>
    /// <param name="title">What it shows.</param>
    /// <param name="columns">Its columns; the first is text, the others are figures.</param>
    public void Begin(string title, params string[] columns)
    {
        writer.WriteLine();
        writer.WriteLine(title);
        writer.WriteLine();
        Row([.. columns]);
        writer.WriteLine($"| --- |{string.Concat(Enumerable.Repeat(" ---: |", columns.Length - 1))}");
    }

    /// <summary>Writes a line of text.</summary>
    /// <param name="text">The text.</param>
    public void Line(string text)
    {
        writer.WriteLine();
        writer.WriteLine(text);
    }

    /// <summary>Writes a row.</summary>
    public void Row(params object?[] cells) =>
        writer.WriteLine(
            $"| {string.Join(" | ", cells.Select(cell => cell switch
        {
            double figure => figure.ToString("0.000", CultureInfo.InvariantCulture),
            int count => count.ToString("N0", CultureInfo.InvariantCulture),
            _ => cell?.ToString() ?? "",
        }))} |"
        );
}
