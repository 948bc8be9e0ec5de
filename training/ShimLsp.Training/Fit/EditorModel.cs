using ShimLsp.Core.Routing.Embedded;
using ShimLsp.Training.Data;

namespace ShimLsp.Training.Fit;

/// <summary>How editor tasks are fitted.</summary>
/// <param name="Fewest">The fewest tasks that a word has to occur in.</param>
/// <param name="Words">The penalty of words.</param>
/// <param name="Features">The penalty of each feature that a person would name.</param>
internal sealed record EditorSettings(int Fewest, double Words, double Features);

/// <summary>
/// The log-odds of adequacy of editor tasks: one ridge regression on the features that a person would name and on the words of the prose.
/// </summary>
internal sealed class EditorModel
{
    /// <summary>
    /// The log-odds that a model one reference gap below the strongest does no worse on a task of grade 1 to 5: chances of 0.99, 0.95,
    /// 0.62, 0.15 and 0.08. This is our judgement of what the grades mean; no model was run.
    /// </summary>
    public static readonly double[] LogOdds = [4.6, 3.0, 0.5, -1.7, -2.4];

    private const double Prohibitive = 1e7;

    private readonly Vocabulary vocabulary;
    private readonly double[] weights;

    private EditorModel(Vocabulary vocabulary, double[] weights)
    {
        this.vocabulary = vocabulary;
        this.weights = weights;
    }

    /// <summary>The words that have a weight.</summary>
    public IReadOnlyList<int> Places => vocabulary.Places;

    /// <summary>Their weights.</summary>
    public ReadOnlySpan<double> WordWeights => weights.AsSpan(0, vocabulary.Places.Count);

    /// <summary>The weights of the features that a person would name.</summary>
    public ReadOnlySpan<double> FeatureWeights => weights.AsSpan(vocabulary.Places.Count, EditorFeatures.Count);

    /// <summary>The log-odds of a task without any feature.</summary>
    public double Bias => weights[^1];

    /// <summary>Fits.</summary>
    public static EditorModel Fit(IReadOnlyList<GradedTask> tasks, EditorSettings settings)
    {
        var vocabulary = new Vocabulary(tasks.Select(task => task.Example.Said), settings.Fewest);
        var design = tasks.Select(task => vocabulary.Row(task.Example.Said, Dense(task.Example))).ToArray();
        double[] targets = [.. tasks.Select(task => LogOdds[task.Grade - 1])];
        double[] penalties =
        [
            .. Enumerable.Repeat(settings.Words, vocabulary.Places.Count),
            .. Enumerable.Repeat(settings.Features, EditorFeatures.Count),
            1e-3,
        ];
        while (true)
        {
            var weights = Ridge.Fit(design, targets, penalties);
            if (!LeaveOut(weights.AsSpan(vocabulary.Places.Count), penalties.AsSpan(vocabulary.Places.Count)))
            {
                return new(vocabulary, weights);
            }
        }
    }

    /// <summary>Penalises each feature whose weight has the wrong direction, so that it gets no weight; false if there is none.</summary>
    private static bool LeaveOut(Span<double> weights, Span<double> penalties)
    {
        var any = false;
        for (var i = 0; i < EditorFeatures.Count; i++)
        {
            if (weights[i] * EditorFeatures.Direction(i) < -1e-4 && penalties[i] < Prohibitive)
            {
                penalties[i] = Prohibitive;
                any = true;
            }
        }

        return any;
    }

    /// <summary>The log-odds of a task.</summary>
    public double Weigh(Example text) => Ridge.Predict(weights, vocabulary.Row(text.Said, Dense(text)));

    private static double[] Dense(Example text)
    {
        var features = new double[EditorFeatures.Count];
        EditorFeatures.Fill(text.Features, features);
        return [.. features, 1];
    }
}
