using System.Collections.Immutable;
using System.Globalization;

namespace ShimLsp.Core.Health;

/// <summary>The HTTP header <c>Retry-After</c> (RFC 9110, section 10.2.3): whole seconds, or a date.</summary>
public static class RetryAfter
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
        if (value.Length > 0 && value.All(char.IsAsciiDigit))
        {
            return
                ulong.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
                && seconds <= TimeSpan.MaxValue.TotalSeconds - 1
                ? TimeSpan.FromSeconds((long)seconds)
                : TimeSpan.MaxValue;
        }

        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowInnerWhite;
        return DateTimeOffset.TryParseExact(value, [.. DateForms], CultureInfo.InvariantCulture, Utc, out var date)
            ? TimeSpan.FromTicks(Math.Max(0, (date - now).Ticks))
            : null;
    }
}
