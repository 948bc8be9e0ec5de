using System.CommandLine;
using ShimLsp.Core.Health;
using ShimLsp.Core.Models;
using ShimLsp.Server.Cli.Clients;
using ShimLsp.Server.Contract.Messages;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Cli.Run;

/// <summary><c>run</c>: runs a coding agent through a gateway of its own.</summary>
internal static class RunCommand
{
    public static Command Create(CommandContext context)
    {
        var name = ClientArgument.Create();
        var arguments = new Argument<string[]>("ARGS")
        {
            Description = "What the client gets as its arguments. Write them after --.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var folder = SharedOptions.Folder(context.Host);
        var models = SharedOptions.Models(context.Host);
        var command = new DocumentedCommand("run", "Run a coding agent whose tasks are routed. Its configuration stays as it is.")
        {
            Examples = """
                shim-lsp run claude
                shim-lsp run codex -- exec "fix the failing test"
                shim-lsp use opus                           in another terminal: the next turn goes there
                """,
            ExitCodeText = """
                The client's own, or:
                1  the client is not installed, or no model can be used
                2  the command line is wrong
                """,
            Arguments = { name, arguments },
            Options = { folder, models },
        };
        command.SetAction(parsed =>
            RunAsync(
                context,
                ClientTable.Find(parsed.GetRequiredValue(name))!,
                parsed.GetValue(arguments) ?? [],
                SharedOptions.FolderOf(parsed.GetValue(folder), context.Host),
                parsed.GetValue(models)
            )
        );
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, IClient client, string[] arguments, FolderPath folder, string? models)
    {
        if (ProgramSearch.Find(client.Program, context.Host) is not { } program)
        {
            return Failure.Of($"{client.Title} is not installed. Run: {client.Install}").Tell(context.Terminal, json: false);
        }

        ListModelsResult listed;
        using (var session = new OneShot(context, folder, models))
        {
            listed = session.Contract.ListModels();
        }

        if (Unusable(listed) is { } why)
        {
            return Failure.Of($"No model can be used now. {why}What to do: shim-lsp doctor").Tell(context.Terminal, json: false);
        }

        return await new ClientRun(context, client, program, folder).RunAsync(arguments, models, Offer.Of(listed)).ConfigureAwait(false);
    }

    /// <summary>Why no model can be used, a sentence about one model or the catalog; null if one can.</summary>
    private static string? Unusable(ListModelsResult listed)
    {
        var models = listed.Models.Where(model => model.Kind is ModelKind.Model).ToArray();
        if (models.Any(model => model.Availability.State is AvailabilityState.Available))
        {
            return null;
        }

        var broken = listed.Catalog.Problems.FirstOrDefault(problem => problem.Severity is ProblemSeverity.Error);
        return models is [{ Availability.Reason: { } reason } first, ..] ? $"{first.Slug}: {reason} "
            : broken is not null ? $"{ProblemLine.Place(broken)}: {broken.Message} "
            : "";
    }
}
