using System.Buffers;
using System.Globalization;

namespace ShimLsp.Core.Routing.Strengths;

/// <summary>
/// The size that a model's name states, such as <c>:7b</c> or <c>-70b</c>, and the strength of open weights of that size.
/// </summary>
internal static class ModelSize
{
    /// <summary>
    /// What twice the size adds within one version of open weights: the slope over all sized figures (docs/strengths.md).
    /// </summary>
    public const double PerDoubling = 0.053;

    /// <summary>What the line with that slope through all sized figures gives seven billion parameters.</summary>
    public const double OfSevenBillion = 0.288;

    // A name may say 0b: a logarithm wants more.
    private const double Smallest = 0.01;

    private static readonly SearchValues<char> DigitsAndDot = SearchValues.Create("0123456789.");

    /// <summary>
    /// The largest size in the name, in billions of parameters; null if it states none. <c>235b-a22b</c> is 235, <c>8x7b</c> is 56,
    /// <c>500m</c> is half a billion.
    /// </summary>
    /// <param name="model">The name that the provider knows the model by.</param>
    public static double? Billions(string model)
    {
        double? largest = null;
        for (var at = 1; at < model.Length; at++)
        {
            if (
                model[at] is 'b' or 'B' or 'm' or 'M'
                && (at + 1 == model.Length || !char.IsAsciiLetterOrDigit(model[at + 1]))
                && Ending(model.AsSpan(0, at)) is { } number
            )
            {
                var billions = model[at] is 'm' or 'M' ? number / 1000 : number;
                largest = Math.Max(largest ?? 0, billions);
            }
        }

        return largest;
    }

    /// <summary>The strength of open weights of this size, 0..1, if only the size is known.</summary>
    /// <param name="billions">The size in billions of parameters, above 0.</param>
    public static double Strength(double billions) => From(OfSevenBillion, 7, billions);

    /// <summary>The strength of a size, 0..1, computed from another size of the same line.</summary>
    /// <param name="strength">The strength of the known size.</param>
    /// <param name="known">That size, in billions of parameters, above 0.</param>
    /// <param name="billions">The size in question, in billions of parameters.</param>
    public static double From(double strength, double known, double billions) =>
        Math.Round(
            Math.Clamp(
                strength + (PerDoubling * Math.Log2(Math.Max(billions, Smallest) / known)),
                StrengthTable.Lowest,
                StrengthTable.Highest
            ),
            3
        );

    /// <summary>The number, or the product such as <c>8x7</c>, at the text's end; null if there is none.</summary>
    private static double? Ending(ReadOnlySpan<char> text)
    {
        var start = NumberStart(text);
        if (!IsNumber(text[start..], out var number))
        {
            return null;
        }

        if (start > 0 && text[start - 1] is ('x' or 'X'))
        {
            var before = text[..(start - 1)];
            return IsNumber(before[NumberStart(before)..], out var experts) ? experts * number : number;
        }

        return number;
    }

    private static int NumberStart(ReadOnlySpan<char> text) => text.LastIndexOfAnyExcept(DigitsAndDot) + 1;

    private static bool IsNumber(ReadOnlySpan<char> text, out double number) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);
}
