using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Cli.Run;

/// <summary>Finds a program as a shell does.</summary>
internal static class ProgramSearch
{
    /// <summary>The full path of a program in <c>PATH</c>; null if it is not installed.</summary>
    /// <param name="name">Its name, without an ending.</param>
    /// <param name="host">The machine.</param>
    public static string? Find(string name, HostEnvironment host)
    {
        string[] names = host.IsWindows ? [$"{name}.exe", $"{name}.cmd"] : [name];
        foreach (var folder in (host.Variable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            var found = names.Select(each => Path.Join(folder, each)).FirstOrDefault(CanRun);
            if (found is not null)
            {
                return Path.GetFullPath(found, host.WorkingDirectory);
            }
        }

        return null;
    }

    private static bool CanRun(string path) =>
        File.Exists(path)
        && (
            OperatingSystem.IsWindows()
            || (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0
        );
}
