using System.Collections.Immutable;

namespace ShimLsp.Core.Routing.Embedded;

/// <summary>The weights learnt for one format: how much a strong model gains on a text of it, and what that means.</summary>
/// <param name="Grams">The weights of its words.</param>
/// <param name="Salt">Where its words lie in that table.</param>
/// <param name="GramScale">What a weight of 1 in it is worth.</param>
/// <param name="Means">The mean of each figure of <see cref="ShapeVector"/>.</param>
/// <param name="Scales">One over each figure's standard deviation; 0 for a figure that never varied.</param>
/// <param name="Weights">The weight of each.</param>
/// <param name="Bias">The gain of a text where all figures are usual.</param>
/// <param name="Offset">The log-odds of adequacy without any gain.</param>
/// <param name="Slope">How they fall with the gain.</param>
/// <param name="Usual">The median adequacy of texts in this format.</param>
internal sealed record FormatHead(
    GramTable Grams,
    int Salt,
    double GramScale,
    ImmutableArray<double> Means,
    ImmutableArray<double> Scales,
    ImmutableArray<double> Weights,
    double Bias,
    double Offset,
    double Slope,
    double Usual
)
{
    // A figure is cut at three standard deviations, so that nothing is extrapolated far beyond the training texts.
    private const double MostDeviations = 3;

    /// <summary>The gain that a strong model is expected to bring: the difference of two scores of 0..1, before calibration.</summary>
    public double Gain(TaskFeatures task, GramSet grams)
    {
        Span<double> shape = stackalloc double[ShapeVector.Length];
        ShapeVector.Fill(task, shape);
        var sum = Bias + (GramScale * Grams.Sum(grams, Salt));
        for (var i = 0; i < shape.Length; i++)
        {
            sum += Weights[i] * Standard(shape[i], Means[i], Scales[i]);
        }

        return sum;
    }

    /// <summary>The chance that a model one reference gap below the strongest does no worse.</summary>
    public double Adequacy(double gain) => PortableMath.Logistic(Offset - (Slope * gain));

    /// <summary>A figure in standard deviations from its mean, clipped.</summary>
    public static double Standard(double value, double mean, double scale) =>
        Math.Clamp((value - mean) * scale, -MostDeviations, MostDeviations);
}
