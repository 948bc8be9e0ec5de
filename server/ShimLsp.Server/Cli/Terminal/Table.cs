using System.Globalization;
using System.Text;

namespace ShimLsp.Server.Cli.Terminal;

/// <summary>One cell; its text is made fit for a terminal.</summary>
internal readonly record struct Cell
{
    public Cell(string text, Tone tone = Tone.Plain, bool isWhole = false) => (Text, Tone, IsWhole) = (Shown.Line(text), tone, isWhole);

    public string Text { get; }

    public Tone Tone { get; }

    /// <summary>Whether it is never cut, whatever the width: what a person decides by must not end in dots.</summary>
    public bool IsWhole { get; }

    public int Width => new StringInfo(Text).LengthInTextElements;

    public static implicit operator Cell(string text) => new(text);
}

/// <summary>Columns that line up. Where they are wider than the terminal, the widest are cut.</summary>
/// <param name="headers">The columns' names; one that starts with <c>&gt;</c> is aligned to the right.</param>
internal sealed class Table(params string[] headers)
{
    private const int Narrowest = 8;
    private const string Gap = "  ";

    private readonly List<Cell[]> rows = [];

    /// <summary>Adds a row.</summary>
    /// <param name="cells">As many as there are columns.</param>
    public void Add(params Cell[] cells) => rows.Add(cells);

    /// <summary>Writes header and rows.</summary>
    /// <param name="terminal">Where to write.</param>
    public void WriteTo(TerminalStreams terminal)
    {
        rows.Insert(0, [.. headers.Select(name => new Cell(name.TrimStart('>'), Tone.Dim))]);
        WriteRowsTo(terminal);
    }

    /// <summary>Writes the rows alone.</summary>
    /// <param name="terminal">Where to write.</param>
    public void WriteRowsTo(TerminalStreams terminal)
    {
        var widths = Widths(terminal.Columns);
        foreach (var row in rows)
        {
            var line = new StringBuilder();
            for (var column = 0; column < row.Length; column++)
            {
                var cell = row[column].Width > widths[column] && !row[column].IsWhole ? Cut(row[column], widths[column]) : row[column];
                var padding = new string(' ', Math.Max(0, widths[column] - cell.Width));
                var painted = terminal.Palette.Paint(cell.Text, cell.Tone);
                line.Append(column > 0 ? Gap : "").Append(headers[column].StartsWith('>') ? padding + painted : painted + padding);
            }

            terminal.Out.WriteLine(line.ToString().TrimEnd());
        }
    }

    private int[] Widths(int available)
    {
        int[] widths = [.. headers.Select((_, column) => rows.Max(row => row[column].Width))];
        var room = available - (Gap.Length * (widths.Length - 1));
        while (widths.Sum() > room && widths.Max() > Narrowest)
        {
            widths[Array.IndexOf(widths, widths.Max())]--;
        }

        return widths;
    }

    private static Cell Cut(Cell cell, int width) => new(new StringInfo(cell.Text).SubstringByTextElements(0, width - 1) + "…", cell.Tone);
}
