using System.ComponentModel;
using System.Diagnostics;

namespace ShimLsp.Server.Tests.Ledger;

/// <summary>A test that mounts a small disk in a namespace of its own. If that is not allowed, it is skipped, and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class MountFactAttribute : FactAttribute
{
    public MountFactAttribute() => Skip = CanMount() ? null : "this machine allows no mount in a namespace (unshare --user --mount)";

    private static bool CanMount()
    {
        try
        {
            using var trial = Process.Start(
                new ProcessStartInfo("unshare", ["--user", "--map-root-user", "--mount", "true"]) { RedirectStandardError = true }
            );
            trial!.WaitForExit();
            return trial.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
