using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using ShimLsp.Core.Sessions.Feedback;
using ShimLsp.Server.Cli.Terminal;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Contract.Messages;
using ShimLsp.Server.Hosting.Gateways;

namespace ShimLsp.Server.Cli;

/// <summary><c>feedback</c>: tells the running gateway of a workspace whether a decision was right.</summary>
internal static class FeedbackCommand
{
    /// <summary>The word that names the newest decision.</summary>
    private const string Last = "last";

    private static string[] Verdicts => ["tooWeak", "tooStrong", "right"];

    public static Command Create(CommandContext context)
    {
        var decision = new Argument<string?>("DECISION")
        {
            Description = "The decision's id, or 'last'.",
            HelpName = "DECISION",
            Arity = ArgumentArity.ZeroOrOne,
            CompletionSources = { _ => [new(Last)] },
        };
        var verdict = new Argument<string?>("VERDICT")
        {
            Description = "tooWeak, tooStrong or right.",
            HelpName = "VERDICT",
            Arity = ArgumentArity.ZeroOrOne,
        };
        verdict.AcceptOnlyFromAmong(Verdicts);
        var reset = SharedOptions.Flag("--reset", "Take all feedback back: the configured threshold holds again.");
        var command = new DocumentedCommand("feedback", "Say whether a decision of the running gateway was right. It moves the threshold.")
        {
            Examples = """
                shim-lsp feedback last tooWeak              the threshold goes up a step
                shim-lsp feedback 3f9a0c11-42 tooStrong     down a step; the id is in x-shim-decision and in status
                shim-lsp feedback --reset                   back to the configured threshold
                """,
            Arguments = { decision, verdict },
            Options = { reset },
        };
        command.Validators.Add(result => MustBeWhole(result, decision, verdict, reset));
        new SessionOptions(context, hasModels: false).SetAction(
            command,
            async (session, parsed, json, cancellationToken) =>
            {
                var given = new FeedbackParams
                {
                    DecisionId = parsed.GetValue(decision),
                    Verdict = Enum.TryParse<FeedbackVerdict>(parsed.GetValue(verdict), ignoreCase: true, out var word) ? word : null,
                    Reset = parsed.GetValue(reset) ? true : null,
                };
                var (answer, _) = await session
                    .AskAsync(
                        gateway => GiveAsync(gateway, given, cancellationToken),
                        () => Task.FromResult(new Answer(null, NoGateway(session))),
                        cancellationToken
                    )
                    .ConfigureAwait(false);
                if (answer.Result is not { } result)
                {
                    return answer.Failure!.Tell(context.Terminal, json);
                }

                if (json)
                {
                    JsonOutput.Write(context.Terminal.Out, result, WireJson.Default.FeedbackInfo);
                }
                else
                {
                    context.Terminal.WriteLine(Words(given, result));
                }

                return ExitCodes.Ok;
            }
        );
        return command;
    }

    /// <summary>The threshold and the offset in a few words.</summary>
    /// <param name="threshold">The threshold in force.</param>
    /// <param name="offset">How far feedback has moved it.</param>
    public static string Words(double threshold, double offset) =>
        string.Create(CultureInfo.InvariantCulture, $"threshold {threshold:0.00##} (offset {offset:+0.0;-0.0;0})");

    private static async Task<Answer?> GiveAsync(GatewayConnection gateway, FeedbackParams given, CancellationToken cancellationToken)
    {
        if (given.DecisionId is Last)
        {
            if (await gateway.StatusAsync(cancellationToken).ConfigureAwait(false) is not { } status)
            {
                return null;
            }

            if (status.Recent is not [var newest, ..])
            {
                return new(null, Failure.Of("The gateway has made no decision for this workspace yet."));
            }

            given = given with { DecisionId = newest.DecisionId };
        }

        return await gateway.FeedbackAsync(given, cancellationToken).ConfigureAwait(false) is { } result ? new(result, null) : null;
    }

    private static Failure NoGateway(OneShot session) =>
        Failure.Of(
            $"No gateway runs for {session.Folder}. Feedback is about decisions of a running session. Run: shim-lsp gateway. "
                + "An editor takes feedback by its own method shim/feedback."
        );

    private static string Words(FeedbackParams given, FeedbackInfo result)
    {
        var now = Words(result.Threshold, result.Offset);
        return (given.Reset, result.Unmoved, given.Verdict) switch
        {
            (true, _, _) => $"All feedback is taken back: {now}.",
            (_, Unmoved.NoThreshold, _) => $"Noted. Nothing moved, because no threshold made this decision: {now}.",
            (_, Unmoved.Strongest, _) => $"Noted. Nothing moved, because no candidate scored higher: {now}.",
            (_, Unmoved.Cheapest, _) => $"Noted. Nothing moved, because no candidate was cheaper: {now}.",
            (_, Unmoved.Bound, _) => $"Noted. Nothing moved, because feedback moves the threshold no further: {now}.",
            _ => $"Noted: {now}.",
        };
    }

    private static void MustBeWhole(CommandResult result, Argument<string?> decision, Argument<string?> verdict, Option<bool> reset)
    {
        var resets = result.GetValue(reset);
        if (resets && result.GetValue(decision) is not null)
        {
            result.AddError("Give either --reset, or a decision and a verdict.");
        }
        else if (!resets && result.GetValue(verdict) is null)
        {
            result.AddError("Name a decision and a verdict: tooWeak, tooStrong or right.");
        }
    }

    /// <summary>What came of it: one of the two.</summary>
    private sealed record Answer(FeedbackInfo? Result, Failure? Failure);
}
