using ShimLsp.Core.Routing.Embedded;
using ShimLsp.Training.Data;

namespace ShimLsp.Training.Fit;

/// <summary>How one format is fitted.</summary>
/// <param name="Fewest">The fewest texts that a word has to occur in.</param>
/// <param name="Words">The penalty of words for the residual.</param>
/// <param name="SourceWords">The penalty of words for the source's mean.</param>
/// <param name="Shape">
/// The penalty of each figure of the shape for the residual; for the mean it is in the proportion of the words'.
/// </param>
/// <param name="Shrinkage">How many rows of the benchmark's mean each source's mean is mixed with.</param>
internal sealed record FormatSettings(int Fewest, double Words, double SourceWords, double Shape, double Shrinkage);

/// <summary>
/// What a strong model gains on texts of one format: two ridge regressions, whose weights are added. The first learns the mean gain of the
/// row's source, which is most of what can be learnt and has little noise. The second learns the rest of a row's own gain.
/// </summary>
internal sealed class FormatModel
{
    private readonly Vocabulary vocabulary;
    private readonly double[] weights;

    private FormatModel(Vocabulary vocabulary, double[] means, double[] scales, double[] weights)
    {
        this.vocabulary = vocabulary;
        Means = means;
        Scales = scales;
        this.weights = weights;
    }

    /// <summary>The mean of each figure of the shape.</summary>
    public double[] Means { get; }

    /// <summary>One over each figure's standard deviation; 0 for a figure that never varies.</summary>
    public double[] Scales { get; }

    /// <summary>The words that have a weight.</summary>
    public IReadOnlyList<int> Places => vocabulary.Places;

    /// <summary>Their weights.</summary>
    public ReadOnlySpan<double> WordWeights => weights.AsSpan(0, vocabulary.Places.Count);

    /// <summary>The weights of the shape.</summary>
    public ReadOnlySpan<double> ShapeWeights => weights.AsSpan(vocabulary.Places.Count, ShapeVector.Length);

    /// <summary>The gain where all is usual.</summary>
    public double Bias => weights[^1];

    /// <summary>Fits.</summary>
    public static FormatModel Fit(IReadOnlyList<BenchmarkRow> rows, FormatSettings settings)
    {
        var shapes = rows.Select(row => Shape(row.Example)).ToArray();
        var (means, scales) = Standardise(shapes);
        var vocabulary = new Vocabulary(rows.Select(row => row.Example.Grams), settings.Fewest);
        var design = rows.Select((row, i) => vocabulary.Row(row.Example.Grams, Dense(shapes[i], means, scales))).ToArray();

        var bySource = SourceMeans(rows, settings.Shrinkage);
        var means1 = rows.Select(row => bySource[row.Source]).ToArray();
        var rest = rows.Select((row, i) => row.Gain - means1[i]).ToArray();
        var first = Ridge.Fit(design, means1, Penalties(settings.SourceWords, settings.Shape * settings.SourceWords / settings.Words));
        var second = Ridge.Fit(design, rest, Penalties(settings.Words, settings.Shape));
        return new(vocabulary, means, scales, [.. first.Zip(second, (a, b) => a + b)]);

        double[] Penalties(double words, double shape) =>
            [.. Enumerable.Repeat(words, vocabulary.Places.Count), .. Enumerable.Repeat(shape, ShapeVector.Length), 1e-3];
    }

    /// <summary>The gain expected of a text.</summary>
    public double Gain(Example text) => Ridge.Predict(weights, vocabulary.Row(text.Grams, Dense(Shape(text), Means, Scales)));

    private static Dictionary<string, double> SourceMeans(IReadOnlyList<BenchmarkRow> rows, double shrinkage)
    {
        var byBench = rows.GroupBy(row => row.Bench).ToDictionary(bench => bench.Key, bench => bench.Average(row => row.Gain));
        return rows.GroupBy(row => row.Source)
            .ToDictionary(
                source => source.Key,
                source => (source.Sum(row => row.Gain) + (shrinkage * byBench[source.First().Bench])) / (source.Count() + shrinkage)
            );
    }

    private static double[] Shape(Example text)
    {
        var shape = new double[ShapeVector.Length];
        ShapeVector.Fill(text.Features, shape);
        return shape;
    }

    private static double[] Dense(double[] shape, double[] means, double[] scales) =>
        [.. shape.Select((value, i) => FormatHead.Standard(value, means[i], scales[i])), 1];

    private static (double[] Means, double[] Scales) Standardise(double[][] shapes)
    {
        var means = Enumerable.Range(0, ShapeVector.Length).Select(i => shapes.Average(shape => shape[i])).ToArray();
        var scales = means.Select(
            (mean, i) =>
            {
                var deviation = Math.Sqrt(shapes.Average(shape => (shape[i] - mean) * (shape[i] - mean)));
                return deviation < 1e-6 ? 0 : 1 / deviation;
            }
        );
        return ([.. means.Select(mean => (double)(float)mean)], [.. scales.Select(scale => (double)(float)scale)]);
    }
}
