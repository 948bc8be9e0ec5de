using System.Collections.Immutable;

namespace ShimLsp.Fuzz.Engine;

/// <summary>How far a run goes.</summary>
internal sealed record FuzzBounds
{
    /// <summary>How many inputs to execute.</summary>
    public required long Executions { get; init; }

    /// <summary>How long at most; a run that ends here is shorter than its seed alone would make it.</summary>
    public required TimeSpan Time { get; init; }

    /// <summary>The longest input, in bytes.</summary>
    public int Longest { get; init; } = 4 * 1024;

    /// <summary>The longest input that is made of a shorter one by repeating a piece of it, in bytes.</summary>
    public int LongestRepeated { get; init; } = 64 * 1024;

    /// <summary>
    /// How long one execution may take: far more than the longest inputs need, and far less than a quadratic algorithm would need.
    /// </summary>
    public TimeSpan Slow { get; init; } = SlowByDefault;

    /// <summary>See <see cref="Slow"/>.</summary>
    public static TimeSpan SlowByDefault { get; } = TimeSpan.FromMilliseconds(500);
}

/// <summary>An input for which something does not hold.</summary>
/// <param name="Input">The input, as short as it could be made.</param>
/// <param name="Failure">What is wrong.</param>
internal sealed record Finding(byte[] Input, Exception Failure);

/// <summary>What came of a run.</summary>
/// <param name="Target">The target's name.</param>
/// <param name="Executions">How many inputs were executed.</param>
/// <param name="Elapsed">How long that took.</param>
/// <param name="Slowest">The longest that one execution took.</param>
/// <param name="Corpus">The inputs that took an edge first, kept ones included.</param>
/// <param name="Edges">How many different edges were taken; 0 without instrumentation.</param>
/// <param name="Findings">What is wrong, each kind once.</param>
internal sealed record FuzzReport(
    string Target,
    long Executions,
    TimeSpan Elapsed,
    TimeSpan Slowest,
    ImmutableArray<byte[]> Corpus,
    int Edges,
    ImmutableArray<Finding> Findings
);
