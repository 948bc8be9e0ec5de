namespace ShimLsp.Server.Gateway;

/// <summary>Counts requests that run at the same time. Thread-safe.</summary>
public sealed class InFlight
{
    private int count;

    /// <summary>How many run now.</summary>
    public int Count => Volatile.Read(ref count);

    /// <summary>Lets one more run.</summary>
    /// <param name="most">How many may run at once.</param>
    /// <returns>Whether it may. Then <see cref="Leave"/> must follow once.</returns>
    public bool TryEnter(int most = int.MaxValue)
    {
        if (Interlocked.Increment(ref count) <= most)
        {
            return true;
        }

        Leave();
        return false;
    }

    /// <summary>One that was let in has ended.</summary>
    public void Leave() => Interlocked.Decrement(ref count);
}
