using System.CommandLine;
using ShimLsp.Server.Cli.Terminal;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Cli.Init;

/// <summary><c>init</c>: writes a catalog to begin with.</summary>
internal static class InitCommand
{
    public static Command Create(CommandContext context)
    {
        var workspace = SharedOptions.Flag("--workspace", "Write the workspace's own, .shim/models.json, instead of yours.");
        var folder = SharedOptions.Folder(context.Host);
        var force = SharedOptions.Flag("--force", "Replace the file that is there.");
        var json = SharedOptions.Json();
        var command = new DocumentedCommand("init", "Write a catalog to begin with: the built-in sample, with a comment on each field.")
        {
            Examples = """
                shim-lsp init                               yours, for every workspace
                shim-lsp init --workspace                   this workspace's own, to be committed with it
                shim-lsp init --force                       begin anew: replaces the file that is there
                """,
            Options = { workspace, folder, force, json },
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(folder) is not null && !result.GetValue(workspace))
            {
                result.AddError("--folder goes with --workspace.");
            }
        });
        command.SetAction(parsed =>
        {
            var named = parsed.GetValue(workspace) ? SharedOptions.FolderOf(parsed.GetValue(folder), context.Host) : null;
            return Run(context, named, parsed.GetValue(force), parsed.GetValue(json));
        });
        return command;
    }

    private static int Run(CommandContext context, FolderPath? workspace, bool force, bool json)
    {
        var terminal = context.Terminal;
        var starter = workspace is null ? Starter.OfPerson(context.Host) : Starter.OfWorkspace(workspace);
        if (starter is null)
        {
            return Failure.Of("No folder for your catalog is known: set HOME or XDG_CONFIG_HOME.").Tell(terminal, json);
        }

        if (starter.Write(force) is { } problem)
        {
            return Failure.Of(problem).Tell(terminal, json);
        }

        var output = new InitOutput(starter.Path, starter.Next(context.Host));
        if (json)
        {
            JsonOutput.Write(terminal.Out, output, CliJson.Default.InitOutput);
        }
        else
        {
            Prose.Write(terminal, "", $"Wrote {starter.Path}", Tone.Good);
            Prose.Write(terminal, "", "It is the built-in sample, so nothing is routed otherwise until you edit it.");
            terminal.Out.WriteLine();
            terminal.WriteLine("WHAT TO DO", Tone.Dim);
            NextSteps.Write(terminal, output.Next);
        }

        return ExitCodes.Ok;
    }
}
