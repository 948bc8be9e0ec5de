using ShimLsp.Core.Evaluation;
using ShimLsp.Core.Models;
using ShimLsp.Server.Cli.Terminal;

namespace ShimLsp.Server.Cli.Evaluate;

/// <summary>From lines to scored rows. A row's text lives no longer than its own scoring.</summary>
/// <param name="name">How messages call the file.</param>
/// <param name="catalog">Where models may be found.</param>
/// <param name="benches">The only benches wanted; empty for all.</param>
internal sealed class RowScoring(string name, Catalog catalog, IReadOnlyCollection<string> benches)
{
    /// <summary>The longest line: many times what fits in any model's context.</summary>
    public const int MostBytes = 16 * 1024 * 1024;

    /// <summary>The most rows: the intervals of more would take minutes, and say no more than those of a sample.</summary>
    public const int MostRows = 1_000_000;

    private readonly Dictionary<(string Weak, string Strong), ModelPair> pairs = [];
    private readonly List<RoutedTask> tasks = [];
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);

    /// <summary>The rows that were scored.</summary>
    public IReadOnlyList<RoutedTask> Tasks => tasks;

    /// <summary>Reads and scores them all.</summary>
    /// <param name="input">The file.</param>
    /// <returns>Why it could not be done; null where it could.</returns>
    public Failure? Read(Stream input)
    {
        var lines = new RowLines(input, MostBytes);
        try
        {
            foreach (var line in lines.Read())
            {
                if (Take(line) is { } problem)
                {
                    return problem;
                }
            }
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            return Failure.Of($"{name}: Reading failed: the file system reports an error.");
        }

        return lines.TooLong is { } number
                ? Failure.Of($"{name}:{number}: The line is longer than {MostBytes >> 20} MiB. Write one JSON object per line.")
            : seen.Count == 0 ? Failure.Of($"{name}: The file has no rows. Write one JSON object per line. See: shim-lsp evaluate --help")
            : tasks.Count == 0
                ? Failure.Of($"{name}: The file has no rows of that bench. Its benches: {NameList.Of(seen.Order(StringComparer.Ordinal))}.")
            : null;
    }

    private Failure? Take(RowLine line)
    {
        var read = EvaluationRowReader.Read(line.Bytes);
        if (read.Row is not { } row)
        {
            var column = read.Column is { } at ? $":{at + 1}" : "";
            return Failure.Of($"{name}:{line.Number}{column}: {read.Problem}");
        }

        seen.Add(row.Bench);
        if (benches.Count > 0 && !benches.Contains(row.Bench))
        {
            return null;
        }

        if (tasks.Count == MostRows)
        {
            return Failure.Of($"{name}:{line.Number}: The file has more than {MostRows} rows. Take a sample, or one bench with --bench.");
        }

        tasks.Add(RoutedTask.Of(row, $"{line.Number}", PairOf(row)));
        return null;
    }

    private ModelPair PairOf(EvaluationRow row)
    {
        var names = (row.Weak.Model, row.Strong.Model);
        if (!pairs.TryGetValue(names, out var pair))
        {
            pairs.Add(names, pair = ModelPair.Of(names.Item1, names.Item2, catalog));
        }

        return pair;
    }
}
