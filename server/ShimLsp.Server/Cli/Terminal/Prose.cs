using System.Globalization;
using System.Text;

namespace ShimLsp.Server.Cli.Terminal;

/// <summary>Sentences, wrapped at the width of the terminal. A word is never broken: it may be a path or a command.</summary>
internal static class Prose
{
    /// <summary>Writes a text with a mark before its first line, such as a number; its other lines begin below the first.</summary>
    /// <param name="terminal">Where to write.</param>
    /// <param name="mark">What comes before the first line.</param>
    /// <param name="text">The text.</param>
    /// <param name="tone">Its colour.</param>
    public static void Write(TerminalStreams terminal, string mark, string text, Tone tone = Tone.Plain)
    {
        var before = mark;
        foreach (var line in Lines(Shown.Line(text), terminal.Columns - mark.Length))
        {
            terminal.Out.WriteLine($"{before}{terminal.Palette.Paint(line, tone)}");
            before = new string(' ', mark.Length);
        }
    }

    private static IEnumerable<string> Lines(string text, int width)
    {
        var line = new StringBuilder();
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line.ToString();
                line.Clear();
            }

            line.Append(line.Length > 0 ? " " : "").Append(word);
        }

        yield return line.ToString();
    }
}

/// <summary>Lists names in a sentence.</summary>
internal static class NameList
{
    private const int Most = 6;

    /// <summary>The names with commas; of many, the first ones and the number of the rest.</summary>
    /// <param name="names">The names.</param>
    public static string Of(IEnumerable<string> names)
    {
        string[] all = [.. names];
        return all.Length <= Most
            ? string.Join(", ", all)
            : string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", all.Take(Most))} and {all.Length - Most} more");
    }
}
