using System.Diagnostics;

namespace ShimLsp.Soak.Measuring;

/// <summary>
/// How late this machine fires a timer, measured with our own: it delays the server in the same way. Every time limit is extended by this.
/// So a busy machine causes no finding, and an idle one excuses nothing.
/// </summary>
/// <param name="time">Time.</param>
/// <param name="least">What is allowed on an idle machine.</param>
internal sealed class Stalls(TimeProvider time, TimeSpan least)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    private long longest;

    /// <summary>The longest so far.</summary>
    public TimeSpan Longest => TimeSpan.FromTicks(Volatile.Read(ref longest));

    /// <summary>What is allowed for the machine: several timers of the server's in a row may be late, and one as we look.</summary>
    public TimeSpan Allowance => least + (3 * Longest);

    /// <summary>Watches until it is stopped.</summary>
    public async Task WatchAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var started = Stopwatch.GetTimestamp();
            await Task.Delay(Tick, time, CancellationToken.None);
            var late = Stopwatch.GetElapsedTime(started) - Tick;
            if (late > Longest)
            {
                Volatile.Write(ref longest, late.Ticks);
            }
        }
    }
}
