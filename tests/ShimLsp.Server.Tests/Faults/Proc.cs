using System.Diagnostics;
using System.Globalization;

namespace ShimLsp.Server.Tests.Faults;

/// <summary>A process seen and touched from outside, as Linux lets one.</summary>
internal static class Proc
{
    /// <summary>The memory that it holds now, in MiB.</summary>
    public static double ResidentMebibytes(int id) => Kibibytes(id, "VmRSS:") / 1024.0;

    /// <summary>The most memory that it ever held, in MiB.</summary>
    public static double PeakMebibytes(int id) => Kibibytes(id, "VmHWM:") / 1024.0;

    /// <summary>The processor time that it took so far.</summary>
    public static TimeSpan ProcessorTime(int id)
    {
        // The second field is the program's name in brackets; user and system time are fields 14 and 15, in hundredths of a second.
        var fields = File.ReadAllText($"/proc/{id}/stat").Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return TimeSpan.FromMilliseconds(
            10 * (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture))
        );
    }

    /// <summary>How many bytes it has written.</summary>
    public static long Written(int id) => Line($"/proc/{id}/io", "wchar:");

    /// <summary>What lies in its memory: a line for each piece of a file.</summary>
    public static string Maps(int id) => File.ReadAllText($"/proc/{id}/maps");

    /// <summary>Sends it a signal.</summary>
    /// <param name="id">A process that the test started.</param>
    /// <param name="signal">The signal's name without SIG.</param>
    // not every system has a kill beside the shell's
    public static void Signal(int id, string signal) => Run("sh", "-c", $"kill -{signal} {id}");

    /// <summary>Changes permissions.</summary>
    /// <param name="path">A file or folder.</param>
    /// <param name="mode">In octal.</param>
    public static void ChangeMode(string path, string mode) => Run("chmod", mode, path);

    /// <summary>Makes a named pipe.</summary>
    /// <param name="path">Where.</param>
    public static void MakePipe(string path) => Run("mkfifo", path);

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        process.ExitCode.Should().Be(0);
    }

    private static long Kibibytes(int id, string name) => Line($"/proc/{id}/status", name);

    private static long Line(string file, string name) =>
        long.Parse(
            File.ReadLines(file)
                .First(line => line.StartsWith(name, StringComparison.Ordinal))
                .Split(['\t', ' '], StringSplitOptions.RemoveEmptyEntries)[1],
            CultureInfo.InvariantCulture
        );
}
