using System.CommandLine;
using System.CommandLine.Parsing;
using ShimLsp.Server.Cli.Completion;
using ShimLsp.Server.Rpc;
using ShimLsp.Server.Rpc.Messages;

namespace ShimLsp.Server.Cli;

/// <summary><c>route</c>: which model takes a task, and why.</summary>
internal static class RouteCommand
{
    private const string FromInput = "-";

    public static Command Create(CommandContext context)
    {
        var task = new Argument<string?>("TASK") { Description = "The task; absent or '-': read from stdin.", Arity = ArgumentArity.ZeroOrOne };
        var explain = SharedOptions.Flag("--explain", "Say why, and rank every candidate.");
        var images = SharedOptions.Flag("--images", "The request has images.");
        var tools = SharedOptions.Flag("--tools", "The request offers tools.");
        var candidates = new Option<string?>("--candidates") { Description = "Only these models.", HelpName = "A,B" };
        task.Validators.Add(result => Validate(result, context.Terminal));
        var command = new DocumentedCommand("route", "Say which model takes a task: the cheapest that is good enough.")
        {
            Examples = """
                shim-lsp route "rename x to count"
                git diff | shim-lsp route --explain         a task from stdin, and why
                model=$(shim-lsp route - < task.txt)        in a script: the first line is the slug
                shim-lsp route --candidates haiku,opus --tools "fix the failing test"
                """,
            Arguments = { task },
            Options = { explain, images, tools, candidates },
        };
        var options = new SessionOptions(context);
        candidates.CompletionSources.Add(new SlugCompletion(context, options).List);
        options.SetAction(command, async (session, parsed, json, cancellationToken) =>
        {
            var text = await TextAsync(parsed.GetValue(task), context.Terminal, cancellationToken).ConfigureAwait(false);
            if (string.IsNullOrWhiteSpace(text))
            {
                return Failure.Usage("The task is empty: name one, or send one to stdin.", command).Tell(context.Terminal, json);
            }

            var decision = await session.Rpc.RouteAsync(
                new()
                {
                    Task = text,
                    Images = parsed.GetValue(images) ? true : null,
                    Tools = parsed.GetValue(tools) ? true : null,
                    Candidates = parsed.GetValue(candidates)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
                },
                cancellationToken).ConfigureAwait(false);
            Write(context.Terminal, decision, json, parsed.GetValue(explain));
            return ExitCodes.Ok;
        });
        return command;
    }

    // The parser takes an option that it does not know for the task.
    private static void Validate(ArgumentResult result, Terminal terminal)
    {
        var text = result.Tokens is [var token, ..] ? token.Value : null;
        if (text is null or FromInput)
        {
            if (terminal.InputIsTerminal)
            {
                result.AddError("Name a task, or send one to stdin.");
            }
        }
        else if (text.StartsWith("--", StringComparison.Ordinal) && !text.Contains(' '))
        {
            result.AddError($"There is no option '{text}'; a task that begins so goes to stdin.{Commands.Nearest(text, (CommandResult)result.Parent!)}");
        }
    }

    private static async Task<string> TextAsync(string? argument, Terminal terminal, CancellationToken cancellationToken) =>
        argument is null or FromInput ? await terminal.OpenReader().ReadToEndAsync(cancellationToken).ConfigureAwait(false) : argument;

    private static void Write(Terminal terminal, DecisionInfo decision, bool json, bool explain)
    {
        if (json)
        {
            JsonOutput.Write(terminal.Out, decision, WireJson.Default.DecisionInfo);
            return;
        }

        terminal.WriteLine(decision.Slug, Tone.Strong);
        if (explain)
        {
            DecisionView.Write(terminal, decision);
        }
        else if (terminal.OutputIsTerminal)
        {
            terminal.WriteLine(decision.Reason, Tone.Dim);
        }
    }
}
