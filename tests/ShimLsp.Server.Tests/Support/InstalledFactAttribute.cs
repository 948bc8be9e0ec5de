namespace ShimLsp.Server.Tests.Support;

/// <summary>
/// A test that needs a program. Without it the test is skipped, with a line that says what to install; with CI=true it runs, and so fails.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class InstalledFactAttribute : FactAttribute
{
    public InstalledFactAttribute(string program)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        if (Environment.GetEnvironmentVariable("CI") != "true" && !folders.Any(folder => File.Exists(Path.Combine(folder, program))))
        {
            Skip = $"{program} is not installed (Debian: {program})";
        }
    }
}
