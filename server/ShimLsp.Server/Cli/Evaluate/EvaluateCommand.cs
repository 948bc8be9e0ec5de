using System.CommandLine;
using ShimLsp.Core.Evaluation;
using ShimLsp.Server.Cli.Completion;
using ShimLsp.Server.Cli.Evaluate.Transcripts;
using ShimLsp.Server.Contract;

namespace ShimLsp.Server.Cli.Evaluate;

/// <summary>
/// <c>evaluate</c>: how well the router would have routed tasks that two models have done, or where it would have sent recorded sessions.
/// </summary>
internal static class EvaluateCommand
{
    private const int MostResamples = 100_000;

    private static string[] OfRows => ["--bench", "--svg", "--scores", "--resamples", "--seed"];

    public static Command Create(CommandContext context)
    {
        var paths = new PathCompletion(context.Host);
        var file = new Argument<string>("FILE")
        {
            Description = "Tasks done by a weak and a strong model, one JSON object per line; '-' reads stdin. Or a folder of transcripts.",
            HelpName = "FILE",
            CompletionSources = { paths.Files, paths.Folders },
        };
        file.Validators.Add(SharedOptions.MustNotBeOption);
        var threshold = new Option<double?>("--threshold")
        {
            Description = "Use this threshold, 0 to 1, instead of the configured one.",
            HelpName = "T",
        };
        threshold.Taking("a number from 0 to 1, such as 0.7", value => value is >= 0 and <= 1);
        var benches = new Option<string[]>("--bench")
        {
            Description = "Only the rows of this bench; may be repeated.",
            HelpName = "NAME",
            Arity = ArgumentArity.OneOrMore,
        };
        var plot = new Option<string?>("--svg")
        {
            Description = "Draw the cost-quality curves into this SVG file.",
            HelpName = "FILE",
            CompletionSources = { paths.Files },
        };
        var scores = new Option<string?>("--scores")
        {
            Description = "Write each row's score into this file, as JSON lines.",
            HelpName = "FILE",
            CompletionSources = { paths.Files },
        };
        var resamples = new Option<int?>("--resamples")
        {
            Description = $"Resamples for the intervals; {ApgrInterval.UsualResamples} by default.",
            HelpName = "N",
        };
        resamples.Taking($"a whole number from 1 to {MostResamples}, such as 1000", value => value is >= 1 and <= MostResamples);
        var seed = new Option<ulong?>("--seed") { Description = "The random seed of the intervals; 1 by default.", HelpName = "N" };
        seed.Taking("a whole number from 0, such as 1");
        var command = new DocumentedCommand("evaluate", "Measure the router on your tasks, or replay your transcripts.")
        {
            Examples = """
                shim-lsp evaluate rows.jsonl
                shim-lsp evaluate rows.jsonl --svg curves.svg --threshold 0.8
                shim-lsp evaluate rows.jsonl --bench mine --scores scores.jsonl
                shim-lsp evaluate ~/.claude/projects        where your sessions would have gone, and for how much
                jq -c 'select(.id < 100)' rows.jsonl | shim-lsp evaluate - --json

                A row: {"bench": "mine", "id": "1", "text": "fix the flaky test",
                        "weak": {"model": "haiku", "score": 0}, "strong": {"model": "opus", "score": 1}}
                """,
            ExitCodeText = """
                0  measured
                1  it could not be done (no such file, a line that is no row, unreadable catalog)
                2  the command line is wrong
                """,
            Arguments = { file },
            Options = { threshold, benches, plot, scores, resamples, seed },
        };
        new SessionOptions(context).SetAction(
            command,
            async (session, parsed, json, cancellationToken) =>
            {
                if (!session.Snapshot.IsReadable)
                {
                    throw ContractErrors.InvalidCatalog(session.Snapshot.Problems);
                }

                var written = parsed.GetRequiredValue(file);
                var router = session.Snapshot.Router;
                router = router with { Threshold = parsed.GetValue(threshold) ?? router.Threshold };
                if (FolderOf(written, context) is { } folder)
                {
                    var failed = parsed.Tokens.FirstOrDefault(token => OfRows.Contains(token.Value)) is { } option
                        ? Failure.Usage($"{option.Value} is for rows, and '{written}' is a folder of transcripts.", command)
                        : await new TranscriptRun(context, session.Snapshot.Catalog, router)
                            .RunAsync(folder, json, cancellationToken)
                            .ConfigureAwait(false);
                    return failed?.Tell(context.Terminal, json) ?? ExitCodes.Ok;
                }

                var run = new EvaluationRun(context, session)
                {
                    File = written,
                    Threshold = router.Threshold,
                    Benches = parsed.GetValue(benches) ?? [],
                    Plot = parsed.GetValue(plot),
                    Scores = parsed.GetValue(scores),
                    Resamples = parsed.GetValue(resamples) ?? ApgrInterval.UsualResamples,
                    Seed = parsed.GetValue(seed) ?? 1,
                };
                return run.Run(json) is { } failure ? failure.Tell(context.Terminal, json) : ExitCodes.Ok;
            }
        );
        return command;
    }

    private static string? FolderOf(string written, CommandContext context) =>
        written != InputFile.FromInput && context.Host.Expand(written, context.Host.WorkingDirectory) is { } path && Directory.Exists(path)
            ? path
            : null;
}
