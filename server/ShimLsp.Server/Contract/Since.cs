using System.Globalization;

namespace ShimLsp.Server.Contract;

/// <summary>The first day of a report: a number of days up to today, such as <c>7d</c>, or a date, such as <c>2026-11-01</c>.</summary>
internal static class Since
{
    /// <summary>What it takes, as the end of a sentence.</summary>
    public const string Takes = "a number of days, such as 7d, or a date, such as 2026-11-01";

    /// <summary>What holds if nothing is said.</summary>
    public const string Default = "30d";

    private const int MostDays = 36_500;

    /// <summary>Reads it.</summary>
    /// <param name="text">As written; null for <see cref="Default"/>.</param>
    /// <param name="clock">Knows today, in the time zone of the machine.</param>
    /// <param name="day">The first day. <c>1d</c> is today alone.</param>
    public static bool TryParse(string? text, TimeProvider clock, out DateOnly day)
    {
        text ??= Default;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day))
        {
            return true;
        }

        if (text is not [.. var number, 'd'] || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var days))
        {
            return false;
        }

        day = DateOnly.FromDateTime(clock.GetLocalNow().DateTime).AddDays(1 - Math.Clamp(days, 1, MostDays));
        return days is >= 1 and <= MostDays;
    }
}
