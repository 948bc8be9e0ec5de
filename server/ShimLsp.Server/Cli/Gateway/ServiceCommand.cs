using System.CommandLine;
using ShimLsp.Server.Hosting;

namespace ShimLsp.Server.Cli.Gateway;

/// <summary><c>gateway service</c>: prints the file by which a service manager keeps the gateway running.</summary>
internal static class ServiceCommand
{
    public static Command Create(CommandContext context)
    {
        var systemd = SharedOptions.Flag("--systemd", "For systemd, as a service of yours.");
        var launchd = SharedOptions.Flag("--launchd", "For launchd, as an agent of yours.");
        var folder = SharedOptions.Folder(context.Host);
        var models = SharedOptions.Models(context.Host);
        var port = SharedOptions.Port("The port to listen on.");
        var command = new DocumentedCommand(
            "service",
            "Print a service file for the gateway. It starts with your session and again after a crash."
        )
        {
            Examples = """
                shim-lsp gateway service --systemd > ~/.config/systemd/user/shim-lsp.service
                systemctl --user enable --now shim-lsp
                systemctl --user reload shim-lsp            after an update: no client notices
                shim-lsp gateway service --launchd > ~/Library/LaunchAgents/shim-lsp.plist
                launchctl bootstrap gui/$UID ~/Library/LaunchAgents/shim-lsp.plist
                """,
            Options = { systemd, launchd, folder, models, port },
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(systemd) == result.GetValue(launchd))
            {
                result.AddError("Say which: --systemd or --launchd.");
            }
        });
        command.SetAction(parsed =>
        {
            var file = new ServiceFile
            {
                Program = OwnProgram.Words,
                Folder = SharedOptions.FolderOf(parsed.GetValue(folder), context.Host).Value,
                Models = parsed.GetValue(models) is { } written ? context.Host.Expand(written, context.Host.WorkingDirectory) : null,
                Port = parsed.GetValue(port)!.Value,
            };
            if (!file.CanBeWritten)
            {
                return Failure
                    .Of("A service file cannot name a path that holds a control character. Rename it.")
                    .Tell(context.Terminal, json: false);
            }

            context.Terminal.Out.Write(parsed.GetValue(systemd) ? file.ForSystemd() : file.ForLaunchd());
            return ExitCodes.Ok;
        });
        return command;
    }
}
