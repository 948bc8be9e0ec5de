namespace ShimLsp.Server.Cli.Terminal;

/// <summary>
/// Lines with a label each. Their text is never cut, however narrow the terminal is: a cut address, hash or path could be taken for
/// another one.
/// </summary>
internal sealed class Facts
{
    private readonly List<(string Label, Cell Value)> lines = [];

    /// <summary>Adds a line.</summary>
    /// <param name="label">What the value is; empty for another value of the line before.</param>
    /// <param name="value">The value.</param>
    public void Add(string label, Cell value) => lines.Add((label, value));

    /// <summary>Adds a line for each value, the label before the first.</summary>
    /// <param name="label">What the values are.</param>
    /// <param name="values">The values.</param>
    public void AddAll(string label, IEnumerable<Cell> values)
    {
        foreach (var (at, value) in values.Index())
        {
            Add(at == 0 ? label : "", value);
        }
    }

    /// <summary>Writes the lines, their values below each other.</summary>
    /// <param name="terminal">Where to write.</param>
    public void WriteTo(TerminalStreams terminal)
    {
        var width = lines.Max(line => line.Label.Length) + 2;
        foreach (var (label, value) in lines)
        {
            terminal.Out.WriteLine($"{label.PadRight(width)}{terminal.Palette.Paint(value.Text, value.Tone)}");
        }
    }
}
