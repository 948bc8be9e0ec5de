using System.CommandLine;
using ShimLsp.Server.Cli.Terminal;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Cli.Init;

/// <summary><c>init</c>: writes a catalog to start from.</summary>
internal static class InitCommand
{
    public static Command Create(CommandContext context)
    {
        var workspace = SharedOptions.Flag("--workspace", "Write the workspace's catalog, .shim/models.json, instead of your own.");
        var folder = SharedOptions.Folder(context.Host);
        var force = SharedOptions.Flag("--force", "Replace an existing file. It is kept as FILE.bak.");
        var json = SharedOptions.Json();
        var command = new DocumentedCommand("init", "Write a catalog to start from: the built-in sample, with a comment on each field.")
        {
            Examples = """
                shim-lsp init                               your own, for every workspace
                shim-lsp init --workspace                   this workspace's, to commit with it
                shim-lsp init --force                       start again; keeps the old file as FILE.bak
                """,
            ExitCodeText = """
                0  written
                1  not written: the file exists (see --force), or the folder cannot be written
                2  the command line is wrong
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

        var (backup, schema, problem) = starter.Write(force);
        if (problem is not null)
        {
            return Failure.Of(problem).Tell(terminal, json);
        }

        var output = new InitOutput(starter.Path, backup, schema, starter.Next(context.Host));
        if (json)
        {
            JsonOutput.Write(terminal.Out, output, CliJson.Default.InitOutput);
        }
        else
        {
            Prose.Write(terminal, "", $"Wrote {starter.Path}", Tone.Good);
            if (backup is not null)
            {
                Prose.Write(terminal, "", $"The old file is kept as {backup}");
            }

            if (schema is not null)
            {
                Prose.Write(terminal, "", "Its schema is beside it, so that your editor checks and completes it.");
            }

            Prose.Write(terminal, "", "It is the built-in sample. Routing stays as it is until you edit it.");
            terminal.Out.WriteLine();
            NextSteps.Write(context, output.Next);
        }

        return ExitCodes.Ok;
    }
}
