namespace ShimLsp.Core.Models;

/// <summary>What a model costs, in US dollars per million tokens. Each figure is finite and not negative.</summary>
/// <param name="Input">Per million input tokens.</param>
/// <param name="CachedInput">Per million input tokens read from the provider's prompt cache; null if not stated.</param>
/// <param name="Output">Per million output tokens.</param>
public sealed record Pricing(double Input, double? CachedInput, double Output)
{
    /// <summary>Input plus output per million tokens. This orders candidates if the catalog states no relative costs.</summary>
    public double InputPlusOutput => Input + Output;

    /// <summary>
    /// What a call cost, in US dollars. If the catalog states no price for cached input, it costs as much as other input.
    /// </summary>
    /// <param name="usage">The tokens that the call used.</param>
    public double CostOf(TokenUsage usage)
    {
        var cached = Math.Clamp(usage.CachedInput ?? 0, 0, usage.Input);
        return Rounded(((Input * (usage.Input - cached)) + ((CachedInput ?? Input) * cached) + (Output * usage.Output)) / 1_000_000);
    }

    /// <summary>Dollars, rounded to 12 decimals. The digits beyond are errors of binary fractions, as in 0.22000000000000003.</summary>
    /// <param name="dollars">An amount.</param>
    public static double Rounded(double dollars) => Math.Round(dollars, 12);
}
