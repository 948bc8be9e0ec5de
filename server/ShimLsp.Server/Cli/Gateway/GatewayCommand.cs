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
        var port = SharedOptions.Port("The port to listen on; 0 for a free one.");
        var network = new NetworkOptions();
        var folder = SharedOptions.Folder(context.Host);
        var models = SharedOptions.Models(context.Host);
        var json = SharedOptions.Json();
        var command = new DocumentedCommand("gateway", "Serve HTTP clients, such as coding agents, on this machine.")
        {
            Examples = """
                shim-lsp gateway
                shim-lsp gateway --port 0 --json            prints { "url", "token", "page" } on one line
                shim-lsp gateway token                      makes a token that lasts
                shim-lsp gateway stop
                """,
            ExitCodeText = """
                0  stopped by Ctrl-C, SIGTERM or gateway stop, after the running replies have ended
                1  failed, for example because the port is taken
                2  the command line is wrong
                """,
            CleanupTime = GatewayHost.LongestDrain + TimeSpan.FromSeconds(5),
            Options = { port, folder, models, json },
            Subcommands = { TokenCommand.Create(context), StatusCommand.Create(context), StopCommand.Create(context) },
        };
        network.AddTo(command);
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var asJson = parsed.GetValue(json);
                var number = parsed.GetValue(port)!.Value;
                var (listening, wrong) = network.Read(parsed, number);
                if (listening is null)
                {
                    return Failure.Usage(wrong!, command).Tell(context.Terminal, asJson);
                }

                try
                {
                    await GatewayHost
                        .RunAsync(
                            context.ServerWith(parsed.GetValue(models)),
                            new()
                            {
                                Folder = SharedOptions.FolderOf(parsed.GetValue(folder), context.Host),
                                Listening = listening,
                                HostNames = network.NamesIn(parsed),
                            },
                            started => Print(context.Terminal, asJson, started),
                            cancellationToken
                        )
                        .ConfigureAwait(false);
                    return ExitCodes.Ok;
                }
                catch (GatewayStartException cannot)
                {
                    return Failure.Of(cannot.Message).Tell(context.Terminal, asJson);
                }
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
            terminal.WriteLine($"Page: {started.Page}");
            terminal.WriteLine("For a token that lasts: shim-lsp gateway token", Tone.Dim);
        }

        terminal.Flush();
    }
}
