using ShimLsp.Core.Routing.Embedded;

namespace ShimLsp.Core.Routing;

/// <summary>
/// How far feedback has moved the threshold, in steps of log-odds. Log-odds make a step mean the same at every threshold: the odds that
/// a score must reach grow or shrink by a factor of 1.5. Four steps are the bound, a factor of 5: from 0.70 up to 0.92 or down to 0.32.
/// </summary>
/// <param name="Steps">The steps, from -<see cref="MostSteps"/> to <see cref="MostSteps"/>; above 0 asks for higher scores.</param>
public readonly record struct ThresholdOffset(int Steps)
{
    /// <summary>The most steps in either direction.</summary>
    public const int MostSteps = 4;

    /// <summary>One step in log-odds. One verdict must be felt, and one mistaken click must not turn routing over.</summary>
    private const double Step = 0.4;

    /// <summary>The offset in log-odds, from -1.6 to 1.6.</summary>
    public double LogOdds => Math.Round(Steps * Step, 1);

    /// <summary>The offset after some more steps, within the bounds.</summary>
    /// <param name="steps">How many; below 0 for down.</param>
    public ThresholdOffset Plus(int steps) => new(Math.Clamp(Steps + steps, -MostSteps, MostSteps));

    /// <summary>
    /// The threshold in force. It has two decimals if they can show it, so that the number a person reads is the one that decides. A
    /// threshold of 0 or 1 stays: it takes the cheapest or the best, whatever the scores.
    /// </summary>
    /// <param name="threshold">The configured threshold, 0..1.</param>
    public double Apply(double threshold)
    {
        if (Steps == 0 || threshold is <= 0 or >= 1)
        {
            return threshold;
        }

        var moved = PortableMath.Logistic(PortableMath.Log(threshold / (1 - threshold)) + LogOdds);
        return moved is >= 0.01 and <= 0.99 ? Math.Round(moved, 2) : moved;
    }
}
