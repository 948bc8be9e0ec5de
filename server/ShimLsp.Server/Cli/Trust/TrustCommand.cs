using System.CommandLine;
using ShimLsp.Server.Cli.Terminal;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Cli.Trust;

/// <summary><c>trust</c>: lets a workspace's own catalog be read, and send the credentials that it names where it says.</summary>
internal static class TrustCommand
{
    public static Command Create(CommandContext context)
    {
        var folder = SharedOptions.FolderArgument(context.Host);
        var models = SharedOptions.Models(context.Host, "Trust this file of the workspace, named by the setting shim.modelsPath.");
        var yes = SharedOptions.Flag("--yes", "Do not ask.");
        var revoke = SharedOptions.Flag("--revoke", "Remove all trust in this workspace.");
        var json = SharedOptions.Json();
        var command = new DocumentedCommand("trust", "Trust a workspace's own catalog, .shim/models.json, as it is now.")
        {
            Examples = """
                shim-lsp trust                              shows what the file may do, then asks
                shim-lsp trust ./clone --yes                trusts without asking
                shim-lsp trust --json                       prints it as JSON and changes nothing
                shim-lsp trust --revoke                     removes all trust
                """,
            Arguments = { folder },
            Options = { models, yes, revoke, json },
        };
        command.SetAction(parsed =>
        {
            var named = SharedOptions.FolderOf(parsed.GetValue(folder), context.Host);
            var asJson = parsed.GetValue(json);
            return parsed.GetValue(revoke)
                ? Revocation.Run(context, named, asJson)
                : Run(context, named, parsed.GetValue(models), parsed.GetValue(yes), asJson);
        });
        return command;
    }

    private static int Run(CommandContext context, FolderPath folder, string? models, bool yes, bool json)
    {
        var terminal = context.Terminal;
        var (trust, nothing) = TrustRequest.Read(context.Host, folder, models);
        if (trust is null)
        {
            return nothing!.Tell(terminal, json);
        }

        if (!json)
        {
            TrustView.Write(terminal, trust);
        }

        var before = trust.IsGranted;
        if (!before && !yes && !json && Refusal(terminal, trust) is { } refusal)
        {
            return refusal.Tell(terminal, json);
        }

        if (!before && (yes || !json) && trust.Grant() is { } problem)
        {
            return Failure.Of(problem).Tell(terminal, json);
        }

        if (json)
        {
            JsonOutput.Write(terminal.Out, trust.ToOutput(), CliJson.Default.TrustOutput);
        }
        else
        {
            terminal.WriteLine(
                before
                    ? "All of this was trusted before, so nothing was changed."
                    : "Trusted. If the file changes, you are asked again. Running editors notice at once.",
                Tone.Good
            );
        }

        return ExitCodes.Ok;
    }

    /// <summary>Asks the person; null where they agree.</summary>
    private static Failure? Refusal(TerminalStreams terminal, TrustRequest trust)
    {
        if (!terminal.InputIsTerminal)
        {
            return new(
                ExitCodes.Usage,
                Failure.CommandFailed,
                "There is no terminal to ask on. Read the above, then run it again with --yes."
            );
        }

        terminal.Out.Write(
            trust.Pending.IsEmpty ? "Trust this file? [y/N] " : "Trust this file, and let it send these credentials? [y/N] "
        );
        terminal.Out.Flush();
        return terminal.OpenReader().ReadLine()?.Trim().ToUpperInvariant() is "Y" or "YES" ? null : Failure.Of("Nothing was changed.");
    }
}
