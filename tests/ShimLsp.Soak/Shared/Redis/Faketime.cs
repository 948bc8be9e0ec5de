using System.Collections.Immutable;

namespace ShimLsp.Soak.Shared.Redis;

/// <summary>libfaketime, which gives one process another time of day.</summary>
internal static class Faketime
{
    private static readonly ImmutableArray<string> Folders = ["/usr/lib", "/usr/lib64"];

    /// <summary>The library; null if it is not installed.</summary>
    public static string? Library =>
        Folders
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.GetDirectories(folder, "faketime").Concat(Nested(folder)))
            .Select(folder => Path.Combine(folder, "libfaketimeMT.so.1"))
            .FirstOrDefault(File.Exists);

    private static IEnumerable<string> Nested(string folder) =>
        Directory.GetDirectories(folder, "*-linux-gnu").Select(one => Path.Combine(one, "faketime")).Where(Directory.Exists);
}
