using System.ComponentModel;
using System.Diagnostics;

namespace ShimLsp.Server.Hosting;

/// <summary>Looks at other processes of this machine.</summary>
internal static class RunningProcess
{
    /// <summary>Whether a process runs. A zombie does not: it has ended, and only its parent has not asked about it yet.</summary>
    /// <param name="id">Its number.</param>
    public static bool IsAlive(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited && !IsZombie(id);
        }
        catch (ArgumentException)
        {
            return false;
        }
        catch (Exception unknown) when (unknown is InvalidOperationException or Win32Exception)
        {
            return true; // it exists, and we may not look at it
        }
    }

    private static bool IsZombie(int id)
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        try
        {
            // "7 (its name) S ...": the name may hold brackets and blanks itself.
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return stat.AsSpan(stat.LastIndexOf(')') + 1).TrimStart() is ['Z' or 'X', ..];
        }
        catch (Exception hidden) when (hidden is IOException or UnauthorizedAccessException)
        {
            return false; // it ended just now, which the next look sees, or it is hidden from us
        }
    }
}
