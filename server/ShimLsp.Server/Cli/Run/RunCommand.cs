using System.CommandLine;
using ShimLsp.Server.Cli.Clients;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Cli.Run;

/// <summary><c>run</c>: runs a coding agent through a gateway.</summary>
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
        var pause = SharedOptions.Flag("--pause", "Wait for Enter at the end, and exit with 0. For a terminal that closes with it.");
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
            Options = { folder, models, pause },
        };
        command.SetAction(async parsed =>
        {
            var exitCode = await RunAsync(
                    context,
                    ClientTable.Find(parsed.GetRequiredValue(name))!,
                    parsed.GetValue(arguments) ?? [],
                    SharedOptions.FolderOf(parsed.GetValue(folder), context.Host),
                    parsed.GetValue(models)
                )
                .ConfigureAwait(false);
            if (!parsed.GetValue(pause))
            {
                return exitCode;
            }

            await PauseAsync(context).ConfigureAwait(false);
            return ExitCodes.Ok; // the person has read what went wrong; an editor would say once more that there was something
        });
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, IClient client, string[] arguments, FolderPath folder, string? models)
    {
        if (ProgramSearch.Find(client.Program, context.Host) is not { } program)
        {
            return Failure.Of($"{client.Title} is not installed. Run: {client.Install}").Tell(context.Terminal, json: false);
        }

        return await new ClientRun(context, client, program, folder).RunAsync(arguments, models).ConfigureAwait(false);
    }

    // An editor's terminal closes with its program, and takes along what the run said last: why it failed, or what it cost.
    private static async Task PauseAsync(CommandContext context)
    {
        await context.Terminal.Error.WriteAsync("Press Enter to close. ").ConfigureAwait(false);
        await context.Terminal.OpenReader().ReadLineAsync().ConfigureAwait(false);
    }
}
