using System.Globalization;
using System.Text;

namespace ShimLsp.Bench;

/// <summary>Tasks as people type them into an editor: prose, a name or two, a little code. The same at every run.</summary>
internal static class Tasks
{
    private static readonly string[] Lines =
    [
        "Refactor the parser so that every error carries its line and column.",
        "The test \"reads_a_half_written_file\" fails on Windows only; find out why.",
        "    if (buffer.Length < count) { return null; }",
        "Rename `Manager` to what it does and move it beside its callers.",
        "Keep the public signature, and add a table of tests.",
        "    await using var stream = File.OpenRead(path);",
        "It should stay linear in the size of the input.",
    ];

    /// <summary>So many different tasks.</summary>
    /// <param name="count">How many.</param>
    /// <param name="length">The characters of each.</param>
    public static string[] Make(int count, int length = 2_000) => [.. Enumerable.Range(0, count).Select(number => One(number, length))];

    /// <summary>The same as one line of plain prose: nothing in it that JSON has to escape.</summary>
    /// <param name="tasks">Tasks.</param>
    public static string[] OneLine(IEnumerable<string> tasks) => [.. tasks.Select(task => task.Replace('\n', ' ').Replace('"', ' '))];

    /// <summary>Which task is asked for at each of so many requests: by Zipf's law, the most popular first.</summary>
    /// <param name="requests">How many requests.</param>
    /// <param name="tasks">How many tasks.</param>
    /// <param name="exponent">Zipf's exponent.</param>
    public static int[] Zipf(int requests, int tasks, double exponent)
    {
        var sums = new double[tasks];
        for (var rank = 1; rank <= tasks; rank++)
        {
            sums[rank - 1] = (rank == 1 ? 0 : sums[rank - 2]) + Math.Pow(rank, -exponent);
        }

        var random = new Random(20_000);
        return
        [
            .. Enumerable
                .Range(0, requests)
                .Select(_ => Array.BinarySearch(sums, random.NextDouble() * sums[^1]))
                .Select(at => at < 0 ? ~at : at),
        ];
    }

    private static string One(int number, int length)
    {
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"Ticket {number}.\n"));
        for (var line = number; text.Length < length; line++)
        {
            text.Append(Lines[line % Lines.Length]).Append('\n');
        }

        text.Length = length;
        text[^1] = '.';
        return text.ToString();
    }
}
