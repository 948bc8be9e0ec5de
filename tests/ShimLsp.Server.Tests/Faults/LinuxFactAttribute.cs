using System.Diagnostics;
using ShimLsp.Server.Tests.Support;

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
/// A test that mounts its own file systems, which no other process sees. It is skipped if the machine does not allow that. In CI it must
/// run, so there it fails instead.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MountFactAttribute : LinuxFactAttribute
{
    public MountFactAttribute()
    {
        if (Skip is null && Environment.GetEnvironmentVariable("CI") != "true" && !CanMount())
        {
            Skip = "It needs to mount a file system of its own: root, or user namespaces.";
        }
    }

    private static bool CanMount()
    {
        try
        {
            var unshare = Powers.ToMount("true", "");
            using var attempt = Process.Start(new ProcessStartInfo(unshare[0], unshare[1..]) { RedirectStandardError = true })!;
            return attempt.WaitForExit(ShimClient.Limit) && attempt.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
