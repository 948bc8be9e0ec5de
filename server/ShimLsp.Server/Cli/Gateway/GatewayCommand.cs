using System.CommandLine;
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
        var background = SharedOptions.Flag("--background", "Go on after this command and its shell have ended.");
        var replace = SharedOptions.Flag("--replace", "Take the port over from this workspace's gateway. Its running replies end first.");
        var noToken = SharedOptions.Flag("--no-token", "Print no token and no link to the page, such as into a log.");
        var detached = new Option<string?>(BackgroundStart.Detached) { Description = "Set by --background: the log.", Hidden = true };
        var client = ClientProcess.Option();
        var json = SharedOptions.Json();
        var command = new DocumentedCommand("gateway", "Serve HTTP clients, such as coding agents, on this machine.")
        {
            Examples = """
                shim-lsp gateway
                shim-lsp gateway --background
                shim-lsp gateway --background --replace     after an update: no client notices
                shim-lsp gateway --port 0 --json            prints { "url", "token", "page" } on one line
                shim-lsp gateway token                      makes a token that lasts
                """,
            ExitCodeText = """
                0  stopped by Ctrl-C, SIGTERM or gateway stop, after the running replies have ended; or runs in the background
                1  failed, for example because the port is taken
                2  the command line is wrong
                """,
            CleanupTime = GatewayHost.LongestDrain + TimeSpan.FromSeconds(5),
            Options = { port, folder, models, background, replace, noToken, detached, client, json },
            Subcommands =
            {
                TokenCommand.Create(context),
                StatusCommand.Create(context),
                StopCommand.Create(context),
                ServiceCommand.Create(context),
            },
        };
        network.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(replace) && result.GetResult(port) is { Implicit: false })
            {
                result.AddError("--replace keeps the port. Leave out --port.");
            }
        });
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var asJson = parsed.GetValue(json);
                var (listening, wrong) = network.Read(parsed, parsed.GetValue(port)!.Value);
                if (listening is null)
                {
                    return Failure.Usage(wrong!, command).Tell(context.Terminal, asJson);
                }

                var start = new GatewayStart(context, SharedOptions.FolderOf(parsed.GetValue(folder), context.Host), asJson)
                {
                    Models = parsed.GetValue(models),
                    Listening = listening,
                    HostNames = network.NamesIn(parsed),
                    Replaces = parsed.GetValue(replace),
                    HidesToken = parsed.GetValue(noToken),
                    ClientProcess = parsed.GetValue(client),
                };
                try
                {
                    return parsed.GetValue(detached) is { } log ? await start.DetachedAsync(log, cancellationToken).ConfigureAwait(false)
                        : parsed.GetValue(background)
                            ? await new BackgroundStart(start).RunAsync(parsed, cancellationToken).ConfigureAwait(false)
                        : await start.ForegroundAsync(cancellationToken).ConfigureAwait(false);
                }
                catch (GatewayStartException cannot)
                {
                    return Failure.Of(cannot.Message).Tell(context.Terminal, asJson);
                }
            }
        );
        return command;
    }
}
