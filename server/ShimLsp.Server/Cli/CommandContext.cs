using ShimLsp.Server.Cli.Terminal;
using ShimLsp.Server.Hosting;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Cli;

/// <summary>What every command works with.</summary>
/// <param name="Host">The machine.</param>
/// <param name="Terminal">Where it reads and writes.</param>
internal sealed record CommandContext(HostEnvironment Host, TerminalStreams Terminal)
{
    /// <summary>What a server of this process is made with.</summary>
    /// <param name="models">The option <c>--models</c>; null without it.</param>
    public ServerOptions ServerWith(string? models) =>
        new()
        {
            Host = Host,
            Stderr = Terminal.Error,
            ModelsOption = models,
        };
}
