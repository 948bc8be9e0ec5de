using System.CommandLine;
using System.CommandLine.Invocation;

namespace ShimLsp.Server.Cli;

/// <summary>From arguments to an exit code.</summary>
internal static class CommandLine
{
    private static readonly TimeSpan LongestCleanup = TimeSpan.FromSeconds(5);

    /// <summary>Parses the arguments and runs what they ask for.</summary>
    /// <param name="args">The process's arguments.</param>
    /// <param name="context">What commands work with.</param>
    /// <returns>The process's exit code.</returns>
    public static async Task<int> RunAsync(string[] args, CommandContext context)
    {
        var terminal = context.Terminal;
        // No response files: a task may begin with @.
        var parsed = Commands.For(args, context).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Action is ParseErrorAction)
        {
            return Failure
                .Usage(parsed.Errors[0].Message + Commands.Suggestion(parsed), parsed.CommandResult.Command)
                .Tell(terminal, args.Contains("--json"));
        }

        var invocation = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = parsed.CommandResult.Command switch
            {
                DocumentedCommand { CleanupTime: { } time } => time,
                DocumentedCommand { CleansUp: true } => LongestCleanup,
                _ => null,
            },
            Output = terminal.Out,
            Error = terminal.Error,
        };
        try
        {
            var exitCode = await parsed.InvokeAsync(invocation).ConfigureAwait(false);
            terminal.Flush();
            return exitCode;
        }
        catch (IOException failed)
        {
            return Failure.Of($"Stopped: {failed.Message}").Tell(terminal, json: false); // stdout itself may have failed
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // Its message may hold anything, such as the task.
            return Failure
                .Of($"shim-lsp failed ({fault.GetType().Name}). Please report this, with the command that you ran.")
                .Tell(terminal, json: false);
        }
    }
}
