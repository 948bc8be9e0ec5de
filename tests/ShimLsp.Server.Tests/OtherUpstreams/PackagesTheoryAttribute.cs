namespace ShimLsp.Server.Tests.OtherUpstreams;

/// <summary>
/// A test that needs the packages of <c>tests/upstreams</c>. Without them it is skipped, and says how to install them; with CI=true it
/// runs, and so fails.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PackagesTheoryAttribute : TheoryAttribute
{
    public PackagesTheoryAttribute()
    {
        if (Environment.GetEnvironmentVariable("CI") != "true" && !Directory.Exists(Path.Combine(NodeScript.Folder, "node_modules")))
        {
            Skip = "It needs other people's servers: cd tests/upstreams && npm ci";
        }
    }
}
