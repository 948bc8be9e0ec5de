namespace ShimLsp.Bench.Report;

/// <summary>The same thing measured several times.</summary>
/// <param name="Min">The least.</param>
/// <param name="Median">The one in the middle.</param>
/// <param name="Max">The most.</param>
internal readonly record struct Sample(double Min, double Median, double Max)
{
    public static Sample Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return new(sorted[0], sorted[sorted.Length / 2], sorted[^1]);
    }

    /// <summary>One value.</summary>
    public static Sample Of(double value) => new(value, value, value);
}
