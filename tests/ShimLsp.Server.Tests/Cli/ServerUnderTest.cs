using System.Diagnostics;

namespace ShimLsp.Server.Tests.Cli;

/// <summary>
/// The program that <c>SHIM_LSP_SERVER</c> names, as the test script sets it to the native binary; else the JIT build beside the tests.
/// </summary>
internal static class ServerUnderTest
{
    public static ProcessStartInfo StartInfo()
    {
        if (Environment.GetEnvironmentVariable("SHIM_LSP_SERVER") is { Length: > 0 } given && given != "jit")
        {
            return new(given);
        }

        // A referenced program is copied beside the tests, with all that it runs on.
        var start = new ProcessStartInfo("dotnet");
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "shim-lsp.dll"));
        return start;
    }
}
