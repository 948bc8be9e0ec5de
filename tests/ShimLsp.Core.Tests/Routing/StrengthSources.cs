using System.Globalization;

namespace ShimLsp.Core.Tests.Routing;

/// <summary>A benchmark whose results the table of strengths rests on.</summary>
/// <param name="Name">Its name in the files.</param>
/// <param name="IsRating">True if its figures are ratings, false if they are percentages.</param>
/// <param name="Scale">What it is joined to: empty for the scale itself, the name of the scale, or <c>all above</c>.</param>
/// <param name="AsOf">The date of what was read.</param>
/// <param name="Source">Its address.</param>
internal sealed record Benchmark(string Name, bool IsRating, string Scale, string AsOf, string Source);

/// <summary>One published result.</summary>
/// <param name="Benchmark">The benchmark.</param>
/// <param name="Model">The model as the benchmark names it.</param>
/// <param name="Figure">What it got.</param>
internal sealed record Result(Benchmark Benchmark, string Model, double Figure);

/// <summary>The results of one model.</summary>
internal sealed record MeasuredModel(string Line, double? Version, double? Billions, Result[] Results);

/// <summary>What <c>training/strength</c> holds: published results, as they were read.</summary>
internal sealed record StrengthSources(Benchmark[] Benchmarks, MeasuredModel[] Models)
{
    public static StrengthSources Read()
    {
        Benchmark[] benchmarks =
        [
            .. Rows("benchmarks.csv").Select(row => new Benchmark(row[0], row[1] == "rating", row[2], row[3], row[6])),
        ];
        var byName = benchmarks.ToDictionary(benchmark => benchmark.Name);
        return new(
            benchmarks,
            [
                .. Rows("figures.csv")
                    .GroupBy(row => (row[0], row[1], row[2]))
                    .Select(model => new MeasuredModel(
                        model.Key.Item1,
                        Number(model.Key.Item2),
                        Number(model.Key.Item3),
                        [.. model.Select(row => new Result(byName[row[3]], row[4], Number(row[5])!.Value))]
                    )),
            ]
        );
    }

    private static IEnumerable<string[]> Rows(string file) =>
        File.ReadLines(Repository.File($"training/strength/{file}")).Skip(1).Select(line => line.Split(','));

    private static double? Number(string text) => text.Length == 0 ? null : double.Parse(text, CultureInfo.InvariantCulture);
}
