namespace ShimLsp.Soak.Shared.Redis;

/// <summary>libfaketime, which gives one process another time of day.</summary>
internal static class Faketime
{
    /// <summary>The library; null if it is not installed.</summary>
    public static string? Library =>
        new[] { "/usr/lib", "/usr/lib64" }
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.GetDirectories(folder, "faketime").Concat(Nested(folder)))
            .Select(folder => Path.Combine(folder, "libfaketimeMT.so.1"))
            .FirstOrDefault(File.Exists);

    private static IEnumerable<string> Nested(string folder) =>
        Directory.GetDirectories(folder, "*-linux-gnu").Select(one => Path.Combine(one, "faketime")).Where(Directory.Exists);
}
