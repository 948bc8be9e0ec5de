using System.Runtime.InteropServices;
using ShimLsp.Bench.Report;

namespace ShimLsp.Bench.Stdio;

/// <summary>The server as its users have it: a process, two pipes. Whatever is compared alternates with it in the same run.</summary>
internal static class StdioBench
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    /// <summary>Measures everything and prints one table.</summary>
    /// <param name="server">The server's binary.</param>
    /// <param name="output">Where to print.</param>
    /// <returns>The exit code: 0 however the bars fare, since a busy machine is no defect; 2 where there is nothing to
    /// measure; 3 after two minutes.</returns>
    public static int Run(string server, TextWriter output)
    {
        if (!File.Exists(server))
        {
            output.WriteLine($"{server} does not exist. `npm run build:native` makes it; --server names another.");
            return 2;
        }

        // A server that stops answering would keep us here for ever; without us its input ends, and it with it.
        using var limit = new Timer(_ => Environment.Exit(3), null, Longest, Timeout.InfiniteTimeSpan);
        var folder = Directory.CreateTempSubdirectory("shim-lsp-bench-").FullName;
        try
        {
            var bench = new Surroundings(server, folder, output);
            ResultRow[] rows =
            [
                .. StartUp.Measure(bench),
                .. RoundTrip.Measure(bench),
                .. Throughput.Measure(bench),
                .. Memory.Measure(bench),
                .. Sessions.Measure(bench),
                .. HitRate.Measure(bench),
                .. LargeCatalog.Measure(bench),
            ];
            output.WriteLine(
                $"{RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}, {Environment.ProcessorCount} processors"
            );
            ResultTable.Write(output, rows);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Where <c>npm run build:native</c> puts the server.</summary>
    public static string NativeServer() =>
        Path.Combine(Root(), "artifacts", "native", OperatingSystem.IsWindows() ? "shim-lsp.exe" : "shim-lsp");

    /// <summary>The repository's root, seen from any folder in it.</summary>
    public static string Root()
    {
        var root = new DirectoryInfo(Environment.CurrentDirectory);
        while (root is { Parent: { } parent } && !File.Exists(Path.Combine(root.FullName, "ShimLsp.sln")))
        {
            root = parent;
        }

        return root.FullName;
    }
}

/// <summary>What every measurement is given.</summary>
/// <param name="Server">The server's binary.</param>
/// <param name="Folder">An empty folder for the measured programs to work in.</param>
/// <param name="Output">Where to say what goes on.</param>
internal sealed record Surroundings(string Server, string Folder, TextWriter Output)
{
    /// <summary>Starts the plain front.</summary>
    /// <param name="options">Its options.</param>
    public ServerProcess Start(params ReadOnlySpan<string> options) =>
        ServerProcess.Start(Folder, Server, ["rpc", .. options]) ?? throw new IOException($"{Server} does not start.");
}
