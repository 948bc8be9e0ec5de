using System.CommandLine;
using System.CommandLine.Parsing;
using System.Diagnostics;
using ShimLsp.Server.Cli.Completion;
using ShimLsp.Server.Cli.Terminal;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Contract.Messages;

namespace ShimLsp.Server.Cli.Chat;

/// <summary><c>chat</c>: asks the active model, or the one that Auto chooses, one question.</summary>
internal static class ChatCommand
{
    private const int MostFileBytes = 16 << 20;

    public static Command Create(CommandContext context)
    {
        var prompt = new Argument<string?>("PROMPT")
        {
            Description = "The question. Without it, or with '-', it is read from stdin.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var model = new Option<string?>("--model")
        {
            Description = "The model to ask, or auto, instead of the active one.",
            HelpName = "SLUG",
        };
        var system = new Option<string?>("--system") { Description = "Instructions for the model (the system prompt).", HelpName = "TEXT" };
        var attach = new Option<string[]>("--attach")
        {
            Description = "Send this file with the question: text or an image. '-' is stdin; may be repeated.",
            HelpName = "FILE",
            Arity = ArgumentArity.OneOrMore,
        };
        attach.CompletionSources.Add(new PathCompletion(context.Host).Files);
        var most = new Option<int?>("--max-tokens") { Description = "The longest answer, in tokens.", HelpName = "N" }.Taking(
            "a whole number from 1, such as 1000",
            value => value >= 1
        );
        prompt.Validators.Add(result => Validate(result, result.GetResult(attach), context.Terminal));
        var command = new DocumentedCommand("chat", "Ask a model and show its answer as it arrives.")
        {
            Examples = """
                shim-lsp chat "why is the sky blue"         the active model answers, or the one that Auto chooses
                git diff | shim-lsp chat "review this" --attach -
                shim-lsp chat --model opus - < question.txt
                shim-lsp chat "what is wrong here" --attach screenshot.png
                shim-lsp chat --json "one word for fast"    the answer, its cost and the models that were asked
                """,
            ExitCodeText = """
                0    a model answered
                1    no model answered: stderr says which were asked, and why they failed
                2    the command line is wrong
                130  stopped by Ctrl-C; the part of the answer that had arrived is on stdout
                """,
            Arguments = { prompt },
            Options = { model, system, attach, most },
        };
        var options = new SessionOptions(context);
        model.CompletionSources.Add(new SlugCompletion(context, options).List);
        var view = new ChatView(context.Terminal);
        options.SetAction(
            command,
            async (session, parsed, json, cancellationToken) =>
            {
                var question = await Question
                    .ReadAsync(parsed.GetValue(prompt), parsed.GetValue(attach) ?? [], context, MostFileBytes, cancellationToken)
                    .ConfigureAwait(false);
                if (question.Problem is { } problem)
                {
                    return Failure.Usage(problem, command).Tell(context.Terminal, json);
                }

                var started = Stopwatch.GetTimestamp();
                var answer = await session
                    .Contract.ChatAsync(
                        new()
                        {
                            Messages = question.Messages(parsed.GetValue(system)),
                            Model = parsed.GetValue(model),
                            MaxOutputTokens = parsed.GetValue(most),
                        },
                        json ? null : Show,
                        cancellationToken
                    )
                    .ConfigureAwait(false);
                if (json)
                {
                    JsonOutput.Write(context.Terminal.Out, answer, WireJson.Default.ChatResultInfo);
                }
                else
                {
                    view.End(answer, Stopwatch.GetElapsedTime(started));
                }

                return ExitCodes.Ok;
            },
            view.BreakOff
        );
        return command;

        ValueTask Show(ChatDelta piece)
        {
            view.Show(piece);
            return default;
        }
    }

    // The parser takes an option that it does not know for the question.
    private static void Validate(ArgumentResult result, OptionResult? attached, TerminalStreams terminal)
    {
        var text = result.Tokens is [var token, ..] ? token.Value : null;
        if (text is null or InputFile.FromInput)
        {
            if (terminal.InputIsTerminal && text is null && attached is null)
            {
                result.AddError("Ask something, or send a question to stdin.");
            }
        }
        else if (text.StartsWith("--", StringComparison.Ordinal) && !text.Contains(' '))
        {
            result.AddError(Commands.NoOption(text, (CommandResult)result.Parent!, "Send a question that begins like this to stdin."));
        }
    }
}
