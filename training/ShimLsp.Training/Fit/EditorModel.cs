using ShimLsp.Core.Routing.Embedded;
using ShimLsp.Training.Data;

namespace ShimLsp.Training.Fit;

/// <summary>How one reading of editor tasks is fitted.</summary>
/// <param name="Fewest">The fewest tasks that a word has to occur in.</param>
/// <param name="Words">The penalty of words.</param>
/// <param name="Features">The penalty of each named feature.</param>
/// <param name="HasShape">Whether the shape of a task counts, its length above all.</param>
internal sealed record EditorSettings(int Fewest, double Words, double Features, bool HasShape)
{
    /// <summary>How many of the features count.</summary>
    public int FeatureCount => HasShape ? EditorFeatures.Count : EditorFeatures.FirstShape;
}

/// <summary>A text to fit on.</summary>
/// <param name="Text">The text.</param>
/// <param name="LogOdds">What to come to.</param>
/// <param name="Weight">How much its error counts.</param>
internal readonly record struct FitRow(Example Text, double LogOdds, double Weight);

/// <summary>The log-odds of adequacy of editor tasks: one ridge regression on named features and on the words of the prose.</summary>
internal sealed class EditorModel
{
    private const double Prohibitive = 1e7;

    private readonly Vocabulary vocabulary;
    private readonly double[] weights;
    private readonly EditorSettings settings;

    private EditorModel(Vocabulary vocabulary, double[] weights, EditorSettings settings)
    {
        this.vocabulary = vocabulary;
        this.weights = weights;
        this.settings = settings;
    }

    /// <summary>The words that have a weight.</summary>
    public IReadOnlyList<int> Places => vocabulary.Places;

    /// <summary>Their weights.</summary>
    public ReadOnlySpan<double> WordWeights => weights.AsSpan(0, vocabulary.Places.Count);

    /// <summary>The weights of the named features.</summary>
    public ReadOnlySpan<double> FeatureWeights => weights.AsSpan(vocabulary.Places.Count, settings.FeatureCount);

    /// <summary>The log-odds of a task without any feature.</summary>
    public double Bias => weights[^1];

    /// <summary>Fits.</summary>
    public static EditorModel Fit(IReadOnlyList<FitRow> rows, EditorSettings settings)
    {
        var vocabulary = new Vocabulary(rows.Select(row => row.Text.Said), settings.Fewest);

        // A row that counts w times has its columns and its target times the root of w.
        var design = rows.Select(row => Scaled(vocabulary.Row(row.Text.Said, Dense(row.Text, settings)), Math.Sqrt(row.Weight))).ToArray();
        double[] targets = [.. rows.Select(row => row.LogOdds * Math.Sqrt(row.Weight))];
        double[] penalties =
        [
            .. Enumerable.Repeat(settings.Words, vocabulary.Places.Count),
            .. Enumerable.Repeat(settings.Features, settings.FeatureCount),
            1e-3,
        ];
        while (true)
        {
            var weights = Ridge.Fit(design, targets, penalties);
            if (!LeaveOut(weights.AsSpan(vocabulary.Places.Count), penalties.AsSpan(vocabulary.Places.Count), settings.FeatureCount))
            {
                return new(vocabulary, weights, settings);
            }
        }
    }

    /// <summary>The log-odds of a task.</summary>
    public double Weigh(Example text) => Ridge.Predict(weights, vocabulary.Row(text.Said, Dense(text, settings)));

    /// <summary>Penalises each feature whose weight has the wrong direction, so that it gets no weight; false if there is none.</summary>
    private static bool LeaveOut(Span<double> weights, Span<double> penalties, int count)
    {
        var any = false;
        for (var i = 0; i < count; i++)
        {
            if (weights[i] * EditorFeatures.Direction(i) < -1e-4 && penalties[i] < Prohibitive)
            {
                penalties[i] = Prohibitive;
                any = true;
            }
        }

        return any;
    }

    private static DesignRow Scaled(DesignRow row, double by) =>
        new(row.Columns, row.Value * by, [.. row.Dense.Select(value => value * by)]);

    private static double[] Dense(Example text, EditorSettings settings)
    {
        var features = new double[EditorFeatures.Count];
        EditorFeatures.Fill(text.Features, features);
        return [.. features[..settings.FeatureCount], 1];
    }
}
