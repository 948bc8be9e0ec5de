using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace ShimLsp.Core.Health;

/// <summary>
/// The HTTP header <c>Retry-After</c> (RFC 9110, section 10.2.3): seconds, or a date. Some services send a fraction of a second, which the
/// RFC does not have; it is rounded up.
/// </summary>
public static partial class RetryAfter
{
    // An HTTP date has three forms. A sender must use the first; a reader must accept all (RFC 9110, section 5.6.7).
    private static readonly ImmutableArray<string> DateForms =
    [
        "ddd, dd MMM yyyy HH:mm:ss 'GMT'",
        "dddd, dd-MMM-yy HH:mm:ss 'GMT'",
        "ddd MMM d HH:mm:ss yyyy",
    ];

    /// <summary>How long the sender asks to wait.</summary>
    /// <param name="header">The header's value as received.</param>
    /// <param name="now">The time of day, to which a date is compared.</param>
    /// <returns>
    /// Zero or more, and zero for a date in the past; null if the value has neither form. Treat that as a missing header.
    /// </returns>
    public static TimeSpan? Read(string header, DateTimeOffset now)
    {
        var value = header.Trim();
        if (Seconds(value) is { } seconds)
        {
            return seconds;
        }

        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowInnerWhite;
        return DateTimeOffset.TryParseExact(value, [.. DateForms], CultureInfo.InvariantCulture, Utc, out var date)
            ? TimeSpan.FromTicks(Math.Max(0, (date - now).Ticks))
            : null;
    }

    /// <summary>A count of seconds, with or without a fraction, rounded up to whole seconds; null if it is not one.</summary>
    /// <param name="value">The value.</param>
    public static TimeSpan? Seconds(string value) => Count(value, perSecond: 1);

    /// <summary>
    /// A count of milliseconds (<c>retry-after-ms</c> of OpenAI and Azure), rounded up to seconds; null if it is not one.
    /// </summary>
    /// <param name="value">The value.</param>
    public static TimeSpan? Milliseconds(string value) => Count(value, perSecond: 1000);

    /// <summary>
    /// When a limit of the rate fills again (<c>x-ratelimit-reset</c>): seconds, a moment in Unix seconds or milliseconds, a date of ISO
    /// 8601, or a length such as <c>1m6.5s</c> or <c>12ms</c>.
    /// </summary>
    /// <param name="value">The header's value.</param>
    /// <param name="now">The time of day, which a moment is compared with.</param>
    /// <returns>Zero or more, in whole seconds; null if the value is none of these.</returns>
    public static TimeSpan? Reset(string value, DateTimeOffset now)
    {
        const double YearOfSeconds = 366d * 86400;
        if (Number(value) is { } count)
        {
            var unix = now.ToUnixTimeSeconds();
            return count < YearOfSeconds ? Later(count)
                : count < 1000 * YearOfSeconds ? Later(count - unix)
                : Later((count / 1000) - unix);
        }

        if (Length().Match(value) is { Success: true, Length: > 0 } length)
        {
            double Part(string name) =>
                length.Groups[name] is { Success: true, Value: var digits } ? double.Parse(digits, CultureInfo.InvariantCulture) : 0;
            return Later((Part("h") * 3600) + (Part("m") * 60) + Part("s") + (Part("ms") / 1000));
        }

        return DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? Later((date - now).TotalSeconds)
            : null;
    }

    private static TimeSpan Later(double seconds) => TimeSpan.FromSeconds(Math.Clamp(Math.Ceiling(seconds), 0, int.MaxValue));

    [GeneratedRegex(@"^(?:(?<h>\d{1,6})h)?(?:(?<m>\d{1,6})m(?!s))?(?:(?<s>\d{1,9}(?:\.\d{1,9})?)s)?(?:(?<ms>\d{1,9}(?:\.\d{1,9})?)ms)?$")]
    private static partial Regex Length();

    private static TimeSpan? Count(string value, double perSecond) =>
        Number(value) is not { } count ? null
        : Math.Ceiling(count / perSecond) is var seconds && seconds < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(seconds)
        : TimeSpan.MaxValue;

    private static double? Number(string value) =>
        value.Length > 0
        && char.IsAsciiDigit(value[0])
        && double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
