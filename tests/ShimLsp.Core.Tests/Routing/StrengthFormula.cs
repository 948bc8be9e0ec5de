using ShimLsp.Core.Routing.Strengths;

namespace ShimLsp.Core.Tests.Routing;

/// <summary>How the figures of a benchmark are put on the common scale: <c>Slope * x + Offset</c>.</summary>
/// <param name="Benchmark">The benchmark.</param>
/// <param name="Shared">How many models join it to the scale.</param>
/// <param name="Correlation">Of its figures and the scale's, over those.</param>
/// <param name="Slope">Rating points for a rating point, or for one in the log of the odds.</param>
/// <param name="Offset">Rating points.</param>
internal sealed record Join(Benchmark Benchmark, int Shared, double Correlation, double Slope, double Offset)
{
    public double Rating(double figure) => (Slope * X(Benchmark, figure)) + Offset;

    /// <summary>A rating as it is; of a percentage the log of the odds, in which equal steps mean alike at both ends.</summary>
    public static double X(Benchmark benchmark, double figure) => benchmark.IsRating ? figure : Math.Log(figure / (100 - figure));
}

/// <summary>The formula of <c>docs/strengths.md</c>. This is the only place that applies it.</summary>
internal static class StrengthFormula
{
    // Where the scale begins, and what is 1 on it: a hundred points are the reference gap of 0.20.
    private const double Zero = 1110;
    private const double Whole = 100 / StrengthTable.ReferenceGap;

    /// <summary>The joins, in the order of the benchmarks.</summary>
    public static List<Join> Joins(StrengthSources sources)
    {
        var joins = new List<Join>();
        foreach (var benchmark in sources.Benchmarks)
        {
            joins.Add(benchmark.Scale.Length == 0 ? new(benchmark, 0, 1, 1, 0) : JoinOf(benchmark, sources.Models, joins));
        }

        return joins;
    }

    /// <summary>Every figure of the table, by line, then version, then size.</summary>
    public static StrengthFigure[] Figures(StrengthSources sources)
    {
        var joins = Joins(sources);
        return
        [
            .. sources
                .Models.GroupBy(model =>
                    (model.Line, Version: model.Billions is null ? null : model.Version, Sized: model.Billions is not null)
                )
                .SelectMany(chain => Ordered([.. chain.OrderBy(model => model.Billions ?? 0).ThenBy(model => model.Version ?? 0)], joins))
                .OrderBy(figure => figure.Line, StringComparer.Ordinal)
                .ThenBy(figure => figure.Version ?? 0)
                .ThenBy(figure => figure.Billions ?? 0),
        ];
    }

    /// <summary>
    /// What twice the size adds, as the slope within the sizes of one version over all of them, and what the line with that slope
    /// through all sized figures gives seven billion parameters.
    /// </summary>
    public static (double PerDoubling, double OfSevenBillion) Sizes(IEnumerable<StrengthFigure> figures)
    {
        (double X, double Y, (string, double?) Version)[] sized =
        [
            .. figures
                .Where(figure => figure.Billions is not null)
                .Select(figure => (Math.Log2(figure.Billions!.Value), figure.Strength, (figure.Line, figure.Version))),
        ];
        var centred = sized
            .GroupBy(figure => figure.Version)
            .SelectMany(version =>
                version.Select(figure => (X: figure.X - version.Average(each => each.X), Y: figure.Y - version.Average(each => each.Y)))
            )
            .ToArray();
        var slope = centred.Sum(figure => figure.X * figure.Y) / centred.Sum(figure => figure.X * figure.X);
        return (slope, sized.Average(figure => figure.Y) + (slope * (Math.Log2(7) - sized.Average(figure => figure.X))));
    }

    // By the means and the spreads of the models in both. A regression would draw every figure towards the middle.
    private static Join JoinOf(Benchmark benchmark, MeasuredModel[] models, List<Join> joined)
    {
        var scale = joined.Where(join => benchmark.Scale == "all above" || join.Benchmark.Name == benchmark.Scale).ToList();
        (double X, double Y)[] shared =
        [
            .. from model in models
            let own = model.Results.FirstOrDefault(result => result.Benchmark == benchmark)
            where own is not null && Rating(model, scale) is not null
            select (Join.X(benchmark, own.Figure), Rating(model, scale)!.Value),
        ];
        var (x, y) = (shared.Average(pair => pair.X), shared.Average(pair => pair.Y));
        var (across, spreadX, spreadY) = (
            shared.Sum(pair => (pair.X - x) * (pair.Y - y)),
            Math.Sqrt(shared.Sum(pair => (pair.X - x) * (pair.X - x))),
            Math.Sqrt(shared.Sum(pair => (pair.Y - y) * (pair.Y - y)))
        );
        return new(benchmark, shared.Length, across / (spreadX * spreadY), spreadY / spreadX, y - (spreadY / spreadX * x));
    }

    /// <summary>The mean of a model's results on those scales; null if it has none.</summary>
    private static double? Rating(MeasuredModel model, List<Join> joins)
    {
        double[] ratings =
        [
            .. from result in model.Results
            join known in joins on result.Benchmark equals known.Benchmark
            select known.Rating(result.Figure),
        ];
        return ratings.Length == 0 ? null : ratings.Average();
    }

    /// <summary>
    /// The strengths of a chain that must not fall: a line's versions, or the sizes of one version. Neighbours that break the order
    /// differ by noise; they share their mean, weighted by the number of results (pool adjacent violators).
    /// </summary>
    private static IEnumerable<StrengthFigure> Ordered(MeasuredModel[] chain, List<Join> joins)
    {
        var pools = new Stack<(double Sum, int Weight, int Models)>();
        foreach (var model in chain)
        {
            var pool = (Sum: Rating(model, joins)!.Value * model.Results.Length, Weight: model.Results.Length, Models: 1);
            while (pools.TryPeek(out var before) && before.Sum / before.Weight > pool.Sum / pool.Weight)
            {
                pools.Pop();
                pool = (before.Sum + pool.Sum, before.Weight + pool.Weight, before.Models + pool.Models);
            }

            pools.Push(pool);
        }

        var ratings = pools.Reverse().SelectMany(pool => Enumerable.Repeat(pool.Sum / pool.Weight, pool.Models));
        return chain.Zip(
            ratings,
            (model, rating) =>
                new StrengthFigure(
                    model.Line,
                    model.Version,
                    model.Billions,
                    Math.Round(Math.Clamp((rating - Zero) / Whole, StrengthTable.Lowest, StrengthTable.Highest), 3)
                )
        );
    }
}
