using System.ComponentModel;
using System.Diagnostics;

namespace ShimLsp.Server.Hosting;

/// <summary>Looks at other processes of this machine.</summary>
internal static class RunningProcess
{
    private const int ThreadCount = 17;

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

    /// <summary>Whether a line of Linux says that its process has ended.</summary>
    /// <param name="stat">The content of <c>/proc/ID/stat</c>.</param>
    public static bool HasEnded(string stat)
    {
        // "7 (its name) S ...": the name may hold brackets and blanks itself. The state is the first field after it.
        var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);

        // A process whose first thread has ended, and no other, is called a zombie too. It still runs.
        return fields is ["Z" or "X" or "x", ..] && !(fields.Length > ThreadCount && fields[ThreadCount] is not ("0" or "1"));
    }

    private static bool IsZombie(int id)
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        try
        {
            return HasEnded(File.ReadAllText($"/proc/{id}/stat"));
        }
        catch (Exception hidden) when (hidden is IOException or UnauthorizedAccessException)
        {
            return false; // it ended just now, which the next look sees, or it is hidden from us
        }
    }
}
