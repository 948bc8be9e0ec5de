using System.CommandLine;
using System.Text.Json;
using ShimLsp.Server.Cli.Terminal;
using ShimLsp.Server.Hosting.Gateways;

namespace ShimLsp.Server.Cli.Gateway;

/// <summary><c>gateway</c>: serves HTTP clients, such as coding agents.</summary>
internal static class GatewayCommand
{
    public static Command Create(CommandContext context)
    {
        var port = new Option<int>("--port")
        {
            Description = "The port to listen on; 0 for a free one.",
            HelpName = "N",
            DefaultValueFactory = _ => 8765,
        };
        var folder = SharedOptions.Folder(context.Host);
        var models = SharedOptions.Models(context.Host);
        var json = SharedOptions.Json();
        var command = new DocumentedCommand("gateway", "Serve HTTP clients, such as coding agents, on this machine.")
        {
            Examples = """
                shim-lsp gateway --port 0 --json      prints its address and a token
                """,
            Options = { port, folder, models, json },
            Subcommands = { TokenCommand.Create(context) },
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                await GatewayHost
                    .RunAsync(
                        context.ServerWith(parsed.GetValue(models)),
                        new() { Folder = SharedOptions.FolderOf(parsed.GetValue(folder), context.Host), Port = parsed.GetValue(port) },
                        started => Print(context.Terminal, parsed.GetValue(json), started),
                        cancellationToken
                    )
                    .ConfigureAwait(false);
                return 0;
            }
        );
        return command;
    }

    private static void Print(TerminalStreams terminal, bool json, GatewayStarted started)
    {
        if (json)
        {
            terminal.Out.WriteLine(JsonSerializer.Serialize(started, CliJson.Default.GatewayStarted)); // on one line
        }
        else
        {
            terminal.WriteLine($"The gateway listens at {started.Url}");
            terminal.WriteLine($"Token for this run: {started.Token}");
            terminal.WriteLine("For a token that lasts: shim-lsp gateway token", Tone.Dim);
        }

        terminal.Flush();
    }
}
