namespace ShimLsp.Tests.Support;

/// <summary>How much a run tries. The one place that knows: a person waits for a slice of each long campaign, CI runs the whole.</summary>
internal static class TestRun
{
    /// <summary>Whether everything is tried: with <c>CI=true</c>.</summary>
    public static bool IsFull { get; } = Environment.GetEnvironmentVariable("CI") == "true";

    /// <summary>How often a property is tried.</summary>
    /// <param name="full">The times in CI.</param>
    /// <returns>All of them in CI, else a tenth.</returns>
    public static int Times(int full) => IsFull ? full : Math.Max(1, full / 10);
}
