using System.Globalization;

namespace ShimLsp.Core.Routing.Strengths;

/// <summary>The version that a model's name states.</summary>
internal static class ModelVersion
{
    /// <summary>
    /// The first number that is a version, such as 4.5 in <c>-haiku-4-5-20251001</c>; null if there is none. A number of more than two
    /// digits is a date. A number with a letter right after it is a size, as in <c>7b</c>, or part of a model's name, as in <c>4o</c>.
    /// </summary>
    /// <param name="name">What follows the family's name.</param>
    public static double? In(ReadOnlySpan<char> name)
    {
        for (var at = 0; at < name.Length; at++)
        {
            if (!char.IsAsciiDigit(name[at]) || (at > 0 && char.IsAsciiDigit(name[at - 1])))
            {
                continue;
            }

            if (Number(name[at..]) is { } major)
            {
                var after = name[(at + major.Digits)..];
                var minor = after is ['.' or '-' or '_', ..] ? Number(after[1..]) : null;
                if (minor is { } part)
                {
                    return major.Value + (part.Value / Math.Pow(10, part.Digits));
                }

                if (after is not ['.', >= '0' and <= '9', ..])
                {
                    return major.Value;
                }
            }
        }

        return null;
    }

    /// <summary>
    /// The number of one or two digits that the text starts with, and nothing but a number; null if it starts with none.
    /// </summary>
    private static (int Value, int Digits)? Number(ReadOnlySpan<char> text)
    {
        var digits = 0;
        while (digits < text.Length && char.IsAsciiDigit(text[digits]))
        {
            digits++;
        }

        var ends = digits == text.Length || !char.IsAsciiLetter(text[digits]);
        return digits is 1 or 2 && ends ? (int.Parse(text[..digits], CultureInfo.InvariantCulture), digits) : null;
    }
}
