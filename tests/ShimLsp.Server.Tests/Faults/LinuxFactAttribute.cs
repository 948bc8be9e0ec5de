using System.Diagnostics;

namespace ShimLsp.Server.Tests.Faults;

/// <summary>A test of signals, pipes and <c>/proc</c>, which Windows and macOS do not have alike.</summary>
[AttributeUsage(AttributeTargets.Method)]
public class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute()
    {
        if (!OperatingSystem.IsLinux())
        {
            Skip = "It needs Linux.";
        }
    }
}

/// <summary>As <see cref="LinuxFactAttribute"/>, with rows.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LinuxTheoryAttribute : TheoryAttribute
{
    public LinuxTheoryAttribute()
    {
        if (!OperatingSystem.IsLinux())
        {
            Skip = "It needs Linux.";
        }
    }
}

/// <summary>
/// A test that mounts file systems of its own or gives up root's powers, where nobody else sees it. A person without the right skips it;
/// in CI it has to run, so there it fails.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RootFactAttribute : LinuxFactAttribute
{
    public RootFactAttribute()
    {
        if (Skip is null && Environment.GetEnvironmentVariable("CI") != "true" && !CanMount())
        {
            Skip = "It needs root, to mount a file system of its own (unshare --mount).";
        }
    }

    private static bool CanMount()
    {
        try
        {
            using var attempt = Process.Start(new ProcessStartInfo("unshare", ["--mount", "true"]) { RedirectStandardError = true })!;
            return attempt.WaitForExit(TimeSpan.FromSeconds(10)) && attempt.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
