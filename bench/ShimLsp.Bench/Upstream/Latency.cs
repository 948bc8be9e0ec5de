namespace ShimLsp.Bench.Upstream;

/// <summary>How long calls took, in microseconds.</summary>
/// <param name="Median">The one in the middle.</param>
/// <param name="P99">The one that one call in a hundred exceeds.</param>
internal readonly record struct Latency(double Median, double P99);
