namespace ShimLsp.Server.Gateway.Serving;

/// <summary>
/// Slows down the guessing of tokens. So many wrong tokens are looked up at once, and then one each second. A client with a valid token
/// never waits. Thread-safe.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class GuessLimit(TimeProvider time)
{
    /// <summary>So many wrong tokens in a row are answered as wrong.</summary>
    public const int Most = 20;

    /// <summary>After this time one more is.</summary>
    public static readonly TimeSpan Refill = TimeSpan.FromSeconds(1);

    private readonly Lock counting = new();
    private double left = Most;
    private long? counted;

    /// <summary>Notes a wrong token.</summary>
    /// <returns>Whether it is one of the few that are answered as wrong; if not, the client is to wait.</returns>
    public bool Note()
    {
        lock (counting)
        {
            var now = time.GetTimestamp();
            if (counted is { } last)
            {
                left = Math.Min(Most, left + (time.GetElapsedTime(last, now) / Refill));
            }

            counted = now;
            if (left < 1)
            {
                return false;
            }

            left--;
            return true;
        }
    }
}
