namespace ShimLsp.Tests.Support;

/// <summary>How much a run tries. The one place that knows: a person waits for a slice of each long campaign, CI runs the whole.</summary>
internal static class TestRun
{
    /// <summary>Whether everything is tried: with <c>CI=true</c>.</summary>
    public static bool IsFull { get; } = Environment.GetEnvironmentVariable("CI") == "true";
}
