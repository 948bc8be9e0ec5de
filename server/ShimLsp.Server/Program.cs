using System.Text;
using ShimLsp.Server.Cli;
using ShimLsp.Server.Cli.Terminal;
using ShimLsp.Server.Hosting.Files;
using ShimLsp.Server.Hosting.Stdio;

// The one place that knows the console: all others write to what they are given, so that nothing reaches stdout by accident.
#pragma warning disable RS0030
if (OperatingSystem.IsWindows() && !Console.IsOutputRedirected)
{
    Console.OutputEncoding = Encoding.UTF8; // else a table's marks come out as question marks
}

using var terminal = new TerminalStreams
{
    OpenInput = () => StandardPipe.Open(0, FileAccess.Read) ?? Console.OpenStandardInput(),
    OpenFrames = () => StandardPipe.Open(1, FileAccess.Write) ?? Console.OpenStandardOutput(),
    OpenOutput = Console.OpenStandardOutput,
    OpenError = Console.OpenStandardError,
    OpenReader = () => Console.In,
    MeasureColumns = () => Console.WindowWidth,
    InputIsTerminal = !Console.IsInputRedirected,
    OutputIsTerminal = !Console.IsOutputRedirected,
    IsPlain = Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 } || Environment.GetEnvironmentVariable("TERM") == "dumb",
};
#pragma warning restore RS0030
return await CommandLine.RunAsync(args, new CommandContext(HostEnvironment.OfProcess(), terminal));
