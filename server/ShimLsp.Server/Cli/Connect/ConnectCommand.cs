using System.CommandLine;
using ShimLsp.Server.Cli.Clients;

namespace ShimLsp.Server.Cli.Connect;

/// <summary><c>connect</c>: writes the gateway into a client's own configuration.</summary>
internal static class ConnectCommand
{
    public static Command Create(CommandContext context)
    {
        var name = ClientArgument.Create();
        var port = SharedOptions.Port("The port of your gateway.");
        var undo = SharedOptions.Flag("--undo", "Restore the client's configuration.");
        var print = SharedOptions.Flag("--print", "Show what would be written. Write nothing.");
        var folder = SharedOptions.Folder(context.Host);
        var models = SharedOptions.Models(context.Host);
        var command = new DocumentedCommand("connect", "Write the gateway into a coding agent's own configuration.")
        {
            Examples = """
                shim-lsp connect codex                      then run: shim-lsp gateway
                shim-lsp connect codex --print              shows what would be written
                shim-lsp connect codex --undo               restores the files
                """,
            ExitCodeText = """
                0  done
                1  a file cannot be edited, or the client is not connected
                2  the command line is wrong
                """,
            Arguments = { name },
            Options = { port, undo, print, folder, models },
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(undo) && result.GetValue(print))
            {
                result.AddError("--undo and --print exclude each other.");
            }
        });
        command.SetAction(parsed =>
        {
            var work = new ConnectWork(
                context,
                ClientTable.Find(parsed.GetRequiredValue(name))!,
                SharedOptions.FolderOf(parsed.GetValue(folder), context.Host)
            );
            try
            {
                var failure =
                    parsed.GetValue(undo) ? work.Undo()
                    : parsed.GetValue(print) ? work.Print(parsed.GetValue(port)!.Value, parsed.GetValue(models))
                    : work.Connect(parsed.GetValue(port)!.Value, parsed.GetValue(models));
                return failure?.Tell(context.Terminal, json: false) ?? ExitCodes.Ok;
            }
            catch (UneditableException why)
            {
                return Failure.Of($"{why.Message}.").Tell(context.Terminal, json: false);
            }
            catch (UnauthorizedAccessException denied)
            {
                return Failure.Of(denied.Message).Tell(context.Terminal, json: false);
            }
        });
        return command;
    }
}
