using System.Globalization;

namespace ShimLsp.Soak.Measuring;

/// <summary>What a look at a process shows.</summary>
/// <param name="Since">Since the start of the run.</param>
/// <param name="ResidentMebibytes">Its resident memory.</param>
/// <param name="Handles">Its open file descriptors.</param>
internal readonly record struct ProcessLook(TimeSpan Since, double ResidentMebibytes, int Handles)
{
    /// <summary>Whether the system lets one look.</summary>
    public static bool IsPossible => Directory.Exists("/proc/self/fd");

    /// <summary>Looks at a process; null if it is gone.</summary>
    public static ProcessLook? Of(int process, TimeSpan since)
    {
        try
        {
            var resident = File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
            return new(
                since,
                double.Parse(resident.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024,
                Directory.GetFileSystemEntries($"/proc/{process}/fd").Length
            );
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            return null;
        }
    }
}
