using ShimLsp.Core.Models;

namespace ShimLsp.Core.Sessions;

/// <summary>What routing saved since the session opened, in US dollars. It counts only calls with prices in the catalog.</summary>
/// <param name="Spent">What the calls of <c>chat</c> cost.</param>
/// <param name="Baseline">What they would have cost with the strongest candidate that could take each of them.</param>
/// <param name="Classifier">What classifications cost.</param>
public sealed record SavingsStats(double Spent, double Baseline, double Classifier)
{
    /// <summary>The saving minus the classifier's cost. Negative if routing cost more than it saved.</summary>
    public double Net => Pricing.Rounded(Baseline - Spent - Classifier);
}

/// <summary>Sums what calls cost. Thread-safe.</summary>
internal sealed class Savings
{
    private readonly Lock gate = new();
    private double spent;
    private double baseline;
    private double classifier;

    /// <summary>Counts a call.</summary>
    /// <param name="model">The model that answered.</param>
    /// <param name="strongest">The model that would have answered without routing; the same model if the person chose it.</param>
    /// <param name="usage">What it took; null if the provider did not say.</param>
    /// <returns>What it cost and what routing saved with it; null if that is not known.</returns>
    public (double Cost, double Saved)? AddChat(ModelSpec model, ModelSpec strongest, TokenUsage? usage)
    {
        if (usage is null || model.Pricing is not { } price)
        {
            return null;
        }

        var cost = price.CostOf(usage);

        // The strongest would have had the same conversations before it, and so the same part of the input in its cache. If its price is
        // not known, nothing is claimed.
        var otherwise = strongest.Pricing?.CostOf(usage) ?? cost;
        lock (gate)
        {
            spent = Pricing.Rounded(spent + cost);
            baseline = Pricing.Rounded(baseline + otherwise);
        }

        return (cost, Pricing.Rounded(otherwise - cost));
    }

    /// <summary>Counts a classification, whichever request it was made for.</summary>
    /// <param name="model">The classifier.</param>
    /// <param name="usage">What it took; null if the provider did not say.</param>
    /// <returns>What it cost; null if that is not known.</returns>
    public double? AddClassification(ModelSpec model, TokenUsage? usage)
    {
        if (usage is null || model.Pricing is not { } price)
        {
            return null;
        }

        var cost = price.CostOf(usage);
        lock (gate)
        {
            classifier = Pricing.Rounded(classifier + cost);
        }

        return cost;
    }

    /// <summary>The sums.</summary>
    public SavingsStats Read()
    {
        lock (gate)
        {
            return new(spent, baseline, classifier);
        }
    }
}
