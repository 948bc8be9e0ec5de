using System.Diagnostics;

namespace ShimLsp.Server.Tests.Support;

/// <summary>
/// The program that <c>SHIM_LSP_SERVER</c> names, as <c>npm test</c> sets it to the native binary; else the JIT build beside the tests.
/// </summary>
internal static class ServerUnderTest
{
    private static readonly string? Given = Environment.GetEnvironmentVariable("SHIM_LSP_SERVER");

    /// <summary>Whether it is the JIT build.</summary>
    public static bool IsJit => string.IsNullOrEmpty(Given) || Given == "jit";

    /// <summary>
    /// Whether a test that does not look at the process runs the program in the test's own process. A JIT build takes most of a second to
    /// start, hundreds of times. CI always starts processes.
    /// </summary>
    public static bool RunsHere => IsJit && !TestRun.IsFull;

    /// <summary>How it is started.</summary>
    /// <param name="arguments">Its command line.</param>
    public static ProcessStartInfo StartInfo(params string[] arguments) =>
        IsJit
            ? new(
                Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
                [Path.Combine(AppContext.BaseDirectory, "shim-lsp.dll"), .. arguments]
            )
            : new(Path.GetFullPath(Given!), arguments);
}
