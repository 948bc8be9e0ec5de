using System.CommandLine;
using System.CommandLine.Parsing;
using ShimLsp.Server.Cli.Completion;
using ShimLsp.Server.Cli.Terminal;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Contract.Messages;

namespace ShimLsp.Server.Cli.Route;

/// <summary><c>route</c>: which model takes a task, and why.</summary>
internal static class RouteCommand
{
    private const string FromInput = "-";

    public static Command Create(CommandContext context)
    {
        var task = new Argument<string?>("TASK")
        {
            Description = "The task. Without it, or with '-': read from stdin.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var explain = SharedOptions.Flag("--explain", "Show why, and rank every candidate.");
        var images = SharedOptions.Flag("--images", "The request has images.");
        var tools = SharedOptions.Flag("--tools", "The request offers tools.");
        var candidates = new Option<string?>("--candidates") { Description = "Only these models.", HelpName = "A,B" };
        var classifier = new Option<string?>("--classifier")
        {
            Description = "Score with this model, or the configured one; fail if it cannot. Makes a real, billable call.",
            HelpName = "SLUG",
            Arity = ArgumentArity.ZeroOrOne,
        };
        classifier.Validators.Add(result => MustBeNoOption(result));
        task.Validators.Add(result => Validate(result, result.GetResult(classifier), context.Terminal));
        var command = new DocumentedCommand("route", "Show which model takes a task: the cheapest that is good enough.")
        {
            Examples = """
                shim-lsp route "rename x to count"
                git diff | shim-lsp route --explain         a task from stdin, and why
                model=$(shim-lsp route - < task.txt)        in a script: the first line is the slug
                shim-lsp route --candidates haiku,opus --tools "fix the failing test"
                shim-lsp route --classifier haiku --explain "fix the race"
                """,
            Arguments = { task },
            Options = { explain, images, tools, candidates, classifier },
        };
        var options = new SessionOptions(context);
        var slugs = new SlugCompletion(context, options);
        candidates.CompletionSources.Add(slugs.List);
        classifier.CompletionSources.Add(slugs.Models);
        options.SetAction(
            command,
            async (session, parsed, json, cancellationToken) =>
            {
                var isRequired = parsed.GetResult(classifier) is { Implicit: false };
                var written = RequiredClassifier.Choose(session, parsed.GetValue(classifier), parsed.GetValue(task));
                if (written is null && context.Terminal.InputIsTerminal)
                {
                    return Failure.Usage("Name a task, or send one to stdin.", command).Tell(context.Terminal, json);
                }

                if (isRequired && RequiredClassifier.CannotBeAsked(session.Snapshot) is { } obstacle)
                {
                    return Failure.Of(obstacle).Tell(context.Terminal, json);
                }

                var text = await TextAsync(written, context.Terminal, cancellationToken).ConfigureAwait(false);
                if (string.IsNullOrWhiteSpace(text))
                {
                    return Failure.Usage("The task is empty. Name one, or send one to stdin.", command).Tell(context.Terminal, json);
                }

                var request = new RouteParams
                {
                    Task = text,
                    Images = parsed.GetValue(images) ? true : null,
                    Tools = parsed.GetValue(tools) ? true : null,
                    Candidates = parsed
                        .GetValue(candidates)
                        ?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
                    NoCache = isRequired ? true : null,
                };
                // A required classifier is this command's own setting, which a gateway does not have.
                var decision = isRequired
                    ? await session.Contract.RouteAsync(request, cancellationToken).ConfigureAwait(false)
                    : (
                        await session
                            .AskAsync(
                                gateway => gateway.RouteAsync(request, cancellationToken),
                                () => session.Contract.RouteAsync(request, cancellationToken),
                                cancellationToken
                            )
                            .ConfigureAwait(false)
                    ).Answer;
                if (isRequired && RequiredClassifier.DidNotAnswer(session, decision) is { } why)
                {
                    return Failure.Of(why).Tell(context.Terminal, json);
                }

                Write(context.Terminal, decision, ClassifierCall.Of(session, decision), json, parsed.GetValue(explain));
                return ExitCodes.Ok;
            }
        );
        return command;
    }

    // The parser takes an option that it does not know for the task.
    private static void Validate(ArgumentResult result, OptionResult? classifier, TerminalStreams terminal)
    {
        var text = result.Tokens is [var token, ..] ? token.Value : null;
        if (text is null or FromInput)
        {
            if (terminal.InputIsTerminal && classifier is not { Tokens: [_] })
            {
                result.AddError("Name a task, or send one to stdin.");
            }
        }
        else
        {
            MustBeNoOption(result);
        }
    }

    private static void MustBeNoOption(SymbolResult result)
    {
        if (result.Tokens is [{ Value: var text }] && text.StartsWith("--", StringComparison.Ordinal) && !text.Contains(' '))
        {
            result.AddError(Commands.NoOption(text, (CommandResult)result.Parent!, "Send a task that begins like this to stdin."));
        }
    }

    private static async Task<string> TextAsync(string? written, TerminalStreams terminal, CancellationToken cancellationToken) =>
        written is null or FromInput ? await terminal.OpenReader().ReadToEndAsync(cancellationToken).ConfigureAwait(false) : written;

    private static void Write(TerminalStreams terminal, DecisionInfo decision, ClassifierCall? call, bool json, bool explain)
    {
        if (json)
        {
            JsonOutput.Write(terminal.Out, decision, WireJson.Default.DecisionInfo);
            return;
        }

        terminal.WriteLine(decision.Slug, Tone.Strong);
        if (explain)
        {
            DecisionView.Write(terminal, decision, call);
        }
        else if (terminal.OutputIsTerminal)
        {
            terminal.WriteLine(decision.Reason, Tone.Dim);
        }
    }
}
