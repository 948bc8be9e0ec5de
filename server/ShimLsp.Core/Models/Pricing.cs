namespace ShimLsp.Core.Models;

/// <summary>What a model costs, in US dollars per million tokens; each figure is finite and not negative.</summary>
/// <param name="Input">Per million input tokens.</param>
/// <param name="CachedInput">Per million input tokens read from the provider's prompt cache; null where not stated.</param>
/// <param name="Output">Per million output tokens.</param>
public sealed record Pricing(double Input, double? CachedInput, double Output)
{
    /// <summary>Input plus output per million: the figure that orders candidates where none states a relative cost.</summary>
    public double InputPlusOutput => Input + Output;
}
