using ShimLsp.Server.Cli;
using ShimLsp.Server.Cli.Terminal;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Tests.Support;

/// <summary>The whole program in this process: what <c>Program</c> does, with streams of the test's instead of the console's.</summary>
internal static class ProgramHere
{
    /// <summary>Runs one command line.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="variable">An environment variable's value; null if it is not set.</param>
    /// <param name="folder">The working directory.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="output">What it writes.</param>
    /// <param name="error">Where its errors go.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(
        string[] arguments,
        Func<string, string?> variable,
        string folder,
        Stream input,
        Stream output,
        Stream error
    )
    {
        using var terminal = new TerminalStreams
        {
            OpenInput = () => input,
            OpenFrames = () => output,
            OpenOutput = () => output,
            OpenError = () => error,
            OpenReader = () => new StreamReader(input),
            MeasureColumns = () => 0,
            IsPlain = variable("NO_COLOR") is { Length: > 0 } || variable("TERM") == "dumb",
        };
        var host = new HostEnvironment
        {
            Variable = variable,
            HomeFolder = variable(OperatingSystem.IsWindows() ? "USERPROFILE" : "HOME"),
            WorkingDirectory = folder,
            Time = TimeProvider.System,
            IsWindows = OperatingSystem.IsWindows(),
        };
        return await CommandLine.RunAsync(arguments, new CommandContext(host, terminal));
    }
}
