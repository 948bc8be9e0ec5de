using System.Globalization;
using System.Text;

namespace ShimLsp.Core.Health;

/// <summary>
/// A record of a model's health as bytes for other gateways: a version, then numbers, a semicolon after each, an absent one empty; the last
/// failure in our words comes last. Pauses are told by how long they still last, since two machines' clocks differ.
/// </summary>
internal static class HealthCode
{
    private const string Version = "1";
    private const int Fields = 15;
    private const long OneDay = 86_400_000; // no pause is longer

    /// <summary>The bytes. What is known of single tasks stays here.</summary>
    /// <param name="record">The record.</param>
    /// <param name="now">The moment that its pauses are counted from.</param>
    public static byte[] Write(HealthRecord record, Moment now)
    {
        string?[] fields =
        [
            Version,
            Number(record.Refusal),
            Left(record.OutOfCredit),
            Left(record.NotFound),
            Number((int?)record.Missing),
            Left(record.RateLimited),
            Number(record.LimitStatus),
            Number(record.ContentRefusals),
            Left(record.Failing),
            Number(record.IsUnreached ? 1 : 0),
            Number(record.IsOnTrial ? 1 : 0),
            Number(record.RateLimits),
            Number(record.Failures),
            Left(record.Fresh),
            record.LastFailure,
        ];
        return Encoding.UTF8.GetBytes(string.Join(';', fields));

        string? Left(Cooldown? pause) => pause is { } one ? Number((long)one.Left(now).TotalMilliseconds) : null;
    }

    /// <summary>The record; null if the bytes are of another version.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="age">How long ago they were written.</param>
    /// <param name="now">This moment.</param>
    public static HealthRecord? Read(ReadOnlySpan<byte> bytes, TimeSpan age, Moment now)
    {
        var fields = Encoding.UTF8.GetString(bytes).Split(';', Fields);
        if (fields.Length != Fields || fields[0] != Version)
        {
            return null;
        }

        return new()
        {
            Refusal = Whole(1),
            OutOfCredit = Pause(2),
            NotFound = Pause(3),
            Missing = Whole(4) is { } topic && Enum.IsDefined((RefusalTopic)topic) ? (RefusalTopic)topic : null,
            RateLimited = Pause(5),
            LimitStatus = Whole(6) ?? 0,
            ContentRefusals = Whole(7) ?? 0,
            Failing = Pause(8),
            IsUnreached = Whole(9) == 1,
            IsOnTrial = Whole(10) == 1,
            RateLimits = Whole(11) ?? 0,
            Failures = Whole(12) ?? 0,
            Fresh = Pause(13),
            LastFailure = fields[14].Length == 0 ? null : fields[14],
            PutOutAt = now.Elapsed - age,
        };

        int? Whole(int at) =>
            int.TryParse(fields[at], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;

        Cooldown? Pause(int at) =>
            long.TryParse(fields[at], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var left)
                ? Cooldown.Of(TimeSpan.FromMilliseconds(Math.Clamp(left, -OneDay, OneDay)) - age, now)
                : null;
    }

    private static string? Number(long? value) => value?.ToString(CultureInfo.InvariantCulture);
}
