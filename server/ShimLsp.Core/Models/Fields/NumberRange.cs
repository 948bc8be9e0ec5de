namespace ShimLsp.Core.Models.Fields;

/// <summary>The numbers that a field accepts, and the words for them in a message. The catalog and the settings share this list.</summary>
internal sealed record NumberRange(double Least, double Most, bool IsWhole, string Words)
{
    public static NumberRange Fraction { get; } = new(0, 1, false, "a number from 0 to 1");

    public static NumberRange Price { get; } = new(0, 1e9, false, "a number of US dollars per million tokens, 0 or more");

    public static NumberRange Dollars { get; } = new(0, 1e9, false, "a number of US dollars, 0 or more");

    public static NumberRange Cost { get; } = new(0, 1e9, false, "a number, 0 or more");

    public static NumberRange Tokens { get; } = new(1, int.MaxValue, true, "a whole number of tokens, 1 or more");

    public static NumberRange CacheCapacity { get; } =
        new(1, RouterSpec.MaxCacheCapacity, true, $"a whole number from 1 to {RouterSpec.MaxCacheCapacity}");

    // The upper bounds keep a sum with today's date, and a timer's due time, within what their types can hold.
    public static NumberRange CacheTtlSeconds { get; } = new(0.001, 1e9, false, "a number of seconds from 0.001 to 1000000000");

    public static NumberRange TimeoutSeconds { get; } = new(0.001, 86_400, false, "a number of seconds from 0.001 to 86400");

    public static NumberRange BodyBytes { get; } = new(1024, 1 << 30, true, $"a whole number of bytes from 1024 to {1 << 30}");

    public static NumberRange InFlight { get; } = new(1, 1_000_000, true, "a whole number from 1 to 1000000");

    /// <summary>Whether a number is in the range. Infinity and NaN never are.</summary>
    public bool Contains(double value) => value >= Least && value <= Most && (!IsWhole || value == Math.Floor(value));
}
