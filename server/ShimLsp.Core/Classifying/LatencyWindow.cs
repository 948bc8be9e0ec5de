namespace ShimLsp.Core.Classifying;

/// <summary>The most recent latencies, and their percentiles. Not thread-safe: its owner holds the lock.</summary>
internal sealed class LatencyWindow
{
    private const int Size = 256;
    private double[]? milliseconds; // most sessions never call a classifier
    private int next;
    private int count;

    public void Add(TimeSpan latency)
    {
        milliseconds ??= new double[Size];
        milliseconds[next] = latency.TotalMilliseconds;
        next = (next + 1) % Size;
        count = Math.Min(count + 1, Size);
    }

    /// <summary>The percentile by nearest rank, in milliseconds; null before the first.</summary>
    public double? Percentile(int percent)
    {
        if (milliseconds is null)
        {
            return null;
        }

        var sorted = milliseconds.AsSpan(0, count).ToArray();
        Array.Sort(sorted);
        return sorted[Math.Max(0, ((percent * count) + 99) / 100 - 1)];
    }
}
