using ShimLsp.Server.Cli.Terminal;

namespace ShimLsp.Server.Cli.Demo;

/// <summary>
/// The widths of the columns that differ between the demonstrations. A whole row is at most a hundred columns wide.
/// </summary>
/// <param name="What">What was done.</param>
/// <param name="Model">The model that took it.</param>
/// <param name="Source">What made the decision.</param>
/// <param name="Figure">The demonstration's own number.</param>
internal sealed record DemoColumns(int What, int Model, int Source, int Figure);

/// <summary>Rows under headings. Each is written at once, so the widths are fixed.</summary>
/// <param name="terminal">Where to write.</param>
/// <param name="columns">How wide.</param>
internal sealed class DemoTable(TerminalStreams terminal, DemoColumns columns)
{
    private string section = "";

    /// <summary>Names the columns.</summary>
    /// <param name="figure">The name of the demonstration's own column.</param>
    public void Header(string figure)
    {
        terminal.Out.WriteLine();
        Row(new Cell("WHAT", Tone.Dim), new Cell("MODEL", Tone.Dim), "SCORE", "FROM", figure, "TIME", Tone.Dim);
    }

    /// <summary>Writes the heading of what follows, once.</summary>
    /// <param name="heading">The heading.</param>
    public void Section(string heading)
    {
        if (heading == section)
        {
            return;
        }

        if (section.Length > 0)
        {
            terminal.Out.WriteLine();
        }

        section = heading;
        terminal.WriteLine(section, Tone.Strong);
    }

    /// <summary>Writes a row.</summary>
    public void Row(Cell what, Cell model, string score, string source, string figure, string time, Tone tone = Tone.Plain)
    {
        var figures = terminal.Palette.Paint(
            $"{score, 5}  {source.PadRight(columns.Source)}  {figure.PadLeft(columns.Figure)}  {time, 9}",
            tone
        );
        terminal.Out.WriteLine($"  {Padded(what, columns.What)}  {Padded(model, columns.Model)}  {figures}");
    }

    /// <summary>Writes a line below a row.</summary>
    /// <param name="text">The line.</param>
    public void Note(string text) => terminal.WriteLine($"    {text}", Tone.Dim);

    private string Padded(Cell cell, int width) =>
        terminal.Palette.Paint(cell.Text, cell.Tone) + new string(' ', Math.Max(0, width - cell.Width));
}
