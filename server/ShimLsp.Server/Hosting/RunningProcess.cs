using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ShimLsp.Server.Hosting;

/// <summary>Looks at other processes of this machine.</summary>
internal static class RunningProcess
{
    private const int ThreadCount = 17;
    private const int Terminate = 15; // SIGTERM

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

    /// <summary>Asks a process to end: by SIGTERM, or on Windows, which has no such thing, by ending it.</summary>
    /// <param name="id">Its number.</param>
    public static void AskToEnd(int id)
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = Send(id, Terminate);
            return;
        }

        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // It has ended, or is not ours.
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

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Send(int process, int signal);

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
