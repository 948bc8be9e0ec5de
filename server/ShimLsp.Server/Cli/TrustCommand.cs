using System.CommandLine;
using ShimLsp.Server.Hosting.Catalogs;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Cli;

/// <summary><c>trust</c>: lets a workspace's own catalog be read, and send the credentials that it names where it says.</summary>
internal static class TrustCommand
{
    public static Command Create(CommandContext context)
    {
        var folder = SharedOptions.FolderArgument(context.Host);
        var yes = new Option<bool>("--yes") { Description = "Agree without being asked." };
        var json = SharedOptions.Json();
        var command = new DocumentedCommand("trust", "Trust a workspace's own catalog, .shim/models.json, as it stands now.")
        {
            Examples = """
                shim-lsp trust                              shows what the file may do, then asks
                shim-lsp trust ./clone --yes                agrees without being asked
                shim-lsp trust --json                       shows it to a program and changes nothing
                """,
            Arguments = { folder },
            Options = { yes, json },
        };
        command.SetAction(parsed => Run(
            context,
            SharedOptions.FolderOf(parsed.GetValue(folder), context.Host),
            parsed.GetValue(yes),
            parsed.GetValue(json)));
        return command;
    }

    private static int Run(CommandContext context, FolderPath folder, bool yes, bool json)
    {
        var terminal = context.Terminal;
        var state = new StateFolder(context.Host);
        var load = new WorkspaceCatalogs(context.Host, state).Load(new() { Folder = folder, IsTrusted = true }, previous: null);
        if (load.InForce is not { Text.Place: { Layer: CatalogLayer.Workspace } place })
        {
            var why = load.State.Problems.IsEmpty ? "it has no .shim/models.json" : load.State.Problems[0].Message;
            return Failure.Of($"There is nothing to trust in {folder}: {why}").Tell(terminal, json);
        }

        var trust = new TrustRequest(folder, place.Path!, load, state);
        if (!json)
        {
            TrustView.Write(terminal, trust);
        }

        if (!trust.IsGranted && !yes && !json && Refusal(terminal) is { } refusal)
        {
            return refusal.Tell(terminal, json);
        }

        if (!trust.IsGranted && (yes || !json) && trust.Grant() is { } problem)
        {
            return Failure.Of(problem).Tell(terminal, json);
        }

        if (json)
        {
            JsonOutput.Write(terminal.Out, trust.ToOutput(), CliJson.Default.TrustOutput);
        }
        else
        {
            terminal.WriteLine("Trusted as it stands: any change asks again. Editors that are running notice by themselves.", Tone.Good);
        }

        return ExitCodes.Ok;
    }

    /// <summary>Asks the person; null where they agree.</summary>
    private static Failure? Refusal(Terminal terminal)
    {
        if (!terminal.InputIsTerminal)
        {
            return new(ExitCodes.Usage, Failure.CommandFailed, "There is no terminal to ask on: read the above, then run it again with --yes.");
        }

        terminal.Out.Write("Trust this file, and let it send these credentials there? [y/N] ");
        terminal.Out.Flush();
        return terminal.OpenReader().ReadLine()?.Trim().ToUpperInvariant() is "Y" or "YES" ? null : Failure.Of("Nothing was changed.");
    }
}
