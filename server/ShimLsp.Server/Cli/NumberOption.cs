using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace ShimLsp.Server.Cli;

/// <summary>Options whose value is a number. The parser's own errors name .NET types, and it accepts NaN.</summary>
internal static class NumberOption
{
    /// <summary>Has an option parse its number, and say what it takes if the value is another.</summary>
    /// <param name="option">The option.</param>
    /// <param name="takes">What it takes, with an example: <c>a whole number, such as 1000</c>.</param>
    /// <param name="isInRange">Whether it takes this number; null if it takes every number of the type.</param>
    /// <typeparam name="T">The type of the number.</typeparam>
    public static Option<T?> Taking<T>(this Option<T?> option, string takes, Func<T, bool>? isInRange = null)
        where T : struct, IParsable<T>
    {
        option.CustomParser = result => Parse(result, option.Name, takes, isInRange);
        return option;
    }

    private static T? Parse<T>(ArgumentResult result, string name, string takes, Func<T, bool>? isInRange)
        where T : struct, IParsable<T>
    {
        if (result.Tokens is not [{ Value: var text }])
        {
            return null; // the parser has its own error for a missing value
        }

        if (T.TryParse(text, CultureInfo.InvariantCulture, out var value) && isInRange?.Invoke(value) is not false)
        {
            return value;
        }

        result.AddError($"{name} takes {takes}, not '{text}'.");
        return null;
    }
}
