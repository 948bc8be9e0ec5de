namespace ShimLsp.Core.Models;

/// <summary>What a model costs, in US dollars per million tokens; each figure is finite and not negative.</summary>
/// <param name="Input">Per million input tokens.</param>
/// <param name="CachedInput">Per million input tokens read from the provider's prompt cache; null if not stated.</param>
/// <param name="Output">Per million output tokens.</param>
public sealed record Pricing(double Input, double? CachedInput, double Output)
{
    /// <summary>Input plus output per million: the figure that orders candidates where none states a relative cost.</summary>
    public double InputPlusOutput => Input + Output;

    /// <summary>
    /// What a call cost, in US dollars. Where no price of cached input is stated, cached input costs as much as any other.
    /// </summary>
    /// <param name="usage">What the call took.</param>
    public double CostOf(TokenUsage usage)
    {
        var cached = Math.Clamp(usage.CachedInput ?? 0, 0, usage.Input);
        return Rounded(((Input * (usage.Input - cached)) + ((CachedInput ?? Input) * cached) + (Output * usage.Output)) / 1_000_000);
    }

    /// <summary>
    /// Dollars to a millionth of a millionth: beyond that stands what binary fractions leave behind, such as 0.22000000000000003.
    /// </summary>
    /// <param name="dollars">An amount.</param>
    public static double Rounded(double dollars) => Math.Round(dollars, 12);
}
