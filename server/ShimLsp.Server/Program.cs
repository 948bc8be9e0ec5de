using System.Text;
using ShimLsp.Server.Cli;
using ShimLsp.Server.Hosting.Files;

// The one place that knows the console: everything below writes to what it is given, so that stdout carries nothing by accident.
#pragma warning disable RS0030
if (OperatingSystem.IsWindows() && !Console.IsOutputRedirected)
{
    Console.OutputEncoding = Encoding.UTF8; // else a table's lines come out as question marks
}

using var terminal = new Terminal
{
    OpenInput = Console.OpenStandardInput,
    OpenOutput = Console.OpenStandardOutput,
    OpenError = Console.OpenStandardError,
    OpenReader = () => Console.In,
    InputIsTerminal = !Console.IsInputRedirected,
    OutputIsTerminal = !Console.IsOutputRedirected,
    ErrorIsTerminal = !Console.IsErrorRedirected,
};
#pragma warning restore RS0030
return await CommandLine.RunAsync(args, new CommandContext(HostEnvironment.OfProcess(), terminal));
