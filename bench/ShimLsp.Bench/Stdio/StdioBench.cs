using System.Runtime.InteropServices;
using ShimLsp.Bench.Report;

namespace ShimLsp.Bench.Stdio;

/// <summary>The server as its users have it: a process, two pipes. What it is compared with alternates with it in the same run.</summary>
internal static class StdioBench
{
    private const int ComparedRounds = 9;

    private static readonly Func<Surroundings, IEnumerable<ResultRow>>[] Measurements =
    [
        StartUp.Measure,
        RoundTrip.Measure,
        Throughput.Measure,
        Memory.Measure,
        Sessions.Measure,
        HitRate.Measure,
        LargeCatalog.Measure,
    ];

    /// <summary>Measures everything and prints one table.</summary>
    /// <param name="server">The server's binary.</param>
    /// <param name="output">Where to print.</param>
    /// <returns>
    /// The exit code: 0 however the bars fare, since a busy machine is not a defect; 2 if there is nothing to measure; 3 after two minutes.
    /// </returns>
    public static int Run(string server, TextWriter output) =>
        Run(
            [server],
            TimeSpan.FromMinutes(2),
            output,
            folder =>
            {
                var bench = new Surroundings(server, folder, output);
                ResultRow[] rows = [.. Measurements.SelectMany(measure => measure(bench))];
                ResultTable.Write(output, rows);
            }
        );

    /// <summary>Measures everything for two binaries by turns and prints the ratios.</summary>
    /// <param name="server">The server's binary.</param>
    /// <param name="against">The binary to hold it against.</param>
    /// <param name="output">Where to print.</param>
    /// <returns>The exit code, as of the other run; 3 after twenty minutes.</returns>
    public static int Compare(string server, string against, TextWriter output) =>
        Run(
            [server, against],
            TimeSpan.FromMinutes(20),
            output,
            folder =>
            {
                output.WriteLine($"{ComparedRounds} rounds, {server} by turns with {against} ...");
                var now = Compared(server, Path.Combine(folder, "now"));
                var before = Compared(against, Path.Combine(folder, "before"));
                var rows = Comparison.Measure(now, before, Measurements, ComparedRounds);
                ResultTable.Write(output, rows, "medians, before -> now", "no worse", "WORSE");
            }
        );

    // A copy, since the same binary shows up to a mebibyte less resident memory if its file has lain on the disk for a while.
    private static Surroundings Compared(string server, string folder)
    {
        Directory.CreateDirectory(folder);
        var copy = $"{folder}-{Path.GetFileName(server)}";
        File.Copy(server, copy);
        return new(copy, folder, TextWriter.Null, WithOthers: false);
    }

    private static int Run(ReadOnlySpan<string> binaries, TimeSpan longest, TextWriter output, Action<string> measure)
    {
        foreach (var binary in binaries)
        {
            if (!File.Exists(binary))
            {
                output.WriteLine($"{binary} does not exist. Run: npm run build:native, or name another with --server or --against.");
                return 2;
            }
        }

        // A server that stops answering would keep us here for ever. Without us its input ends, and that ends the server.
        using var limit = new Timer(_ => Environment.Exit(3), null, longest, Timeout.InfiniteTimeSpan);
        var folder = Directory.CreateTempSubdirectory("shim-lsp-bench-").FullName;
        try
        {
            measure(folder);
            output.WriteLine(
                $"{RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}, {Environment.ProcessorCount} processors"
            );
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
/// <param name="WithOthers">Whether to measure other programs too (clangd, cat), as yardsticks.</param>
internal sealed record Surroundings(string Server, string Folder, TextWriter Output, bool WithOthers = true)
{
    /// <summary>Starts the plain front.</summary>
    /// <param name="options">Its options.</param>
    public ServerProcess Start(params ReadOnlySpan<string> options) =>
        ServerProcess.Start(Folder, Server, ["rpc", .. options]) ?? throw new IOException($"{Server} does not start.");
}
