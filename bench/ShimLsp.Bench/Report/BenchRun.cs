using System.Runtime.InteropServices;

namespace ShimLsp.Bench.Report;

/// <summary>One run of a bench: it has a folder of its own, ends within a limit, and prints one table.</summary>
internal static class BenchRun
{
    /// <summary>Measures, and prints the rows.</summary>
    /// <param name="server">The server's binary.</param>
    /// <param name="longest">A run that takes longer ends the process with 3.</param>
    /// <param name="output">Where to print.</param>
    /// <param name="measure">Measures, given the folder.</param>
    /// <returns>The exit code: 0, or 2 if there is no such binary.</returns>
    public static Task<int> PrintAsync(
        string server,
        TimeSpan longest,
        TextWriter output,
        Func<string, Task<IReadOnlyCollection<ResultRow>>> measure
    ) =>
        RunAsync(
            server,
            longest,
            output,
            async folder =>
            {
                var rows = await measure(folder);
                await output.WriteLineAsync(
                    $"{RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}, {Environment.ProcessorCount} processors"
                );
                ResultTable.Write(output, [.. rows]);
            }
        );

    /// <summary>Measures, and leaves the printing to what measures.</summary>
    /// <param name="server">The server's binary.</param>
    /// <param name="longest">A run that takes longer ends the process with 3.</param>
    /// <param name="output">Where to print.</param>
    /// <param name="work">Measures, given the folder.</param>
    /// <returns>The exit code: 0, or 2 if there is no such binary.</returns>
    public static async Task<int> RunAsync(string server, TimeSpan longest, TextWriter output, Func<string, Task> work)
    {
        if (!File.Exists(server))
        {
            await output.WriteLineAsync($"{server} does not exist. `npm run build:native` makes it; --server names another.");
            return 2;
        }

        using var limit = new Timer(_ => Environment.Exit(3), null, longest, Timeout.InfiniteTimeSpan);
        var folder = Directory.CreateTempSubdirectory("shim-lsp-bench-").FullName;
        try
        {
            await work(folder);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
