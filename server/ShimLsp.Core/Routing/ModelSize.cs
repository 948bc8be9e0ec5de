using System.Buffers;
using System.Globalization;

namespace ShimLsp.Core.Routing;

/// <summary>The size that a model's name states, such as <c>:7b</c> or <c>-70b</c>, and what open weights of a size are worth.</summary>
internal static class ModelSize
{
    private static readonly SearchValues<char> DigitsAndDot = SearchValues.Create("0123456789.");

    /// <summary>
    /// The largest size in the name, in billions of parameters; null where it states none. <c>235b-a22b</c> is 235, <c>8x7b</c> is 56,
    /// <c>500m</c> is half a billion.
    /// </summary>
    /// <param name="model">The name that the provider knows the model by.</param>
    public static double? Billions(string model)
    {
        double? largest = null;
        for (var at = 1; at < model.Length; at++)
        {
            if (model[at] is 'b' or 'B' or 'm' or 'M'
                && (at + 1 == model.Length || !char.IsAsciiLetterOrDigit(model[at + 1]))
                && Ending(model.AsSpan(0, at)) is { } number)
            {
                var billions = model[at] is 'm' or 'M' ? number / 1000 : number;
                largest = Math.Max(largest ?? 0, billions);
            }
        }

        return largest;
    }

    /// <summary>What open weights of that size are worth, 0..1: our own judgement as of November 2026, not measured.</summary>
    /// <param name="billions">The size in billions of parameters.</param>
    public static double Strength(double billions) => billions switch
    {
        <= 1 => 0.15,
        <= 2 => 0.22,
        <= 4 => 0.30,
        <= 9 => 0.36,
        <= 16 => 0.44,
        <= 40 => 0.52,
        <= 80 => 0.58,
        <= 150 => 0.62,
        <= 300 => 0.66,
        _ => 0.72,
    };

    /// <summary>The number, or the product such as <c>8x7</c>, that the text ends in; null where it ends in none.</summary>
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
