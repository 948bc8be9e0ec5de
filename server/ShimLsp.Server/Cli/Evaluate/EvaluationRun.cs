using ShimLsp.Server.Cli.Terminal;

namespace ShimLsp.Server.Cli.Evaluate;

/// <summary>One run of <c>evaluate</c>.</summary>
/// <param name="context">What commands work with.</param>
/// <param name="session">Whose catalog names models.</param>
internal sealed class EvaluationRun(CommandContext context, OneShot session)
{
    /// <summary>The rows, as written.</summary>
    public required string File { get; init; }

    /// <summary>The threshold to show.</summary>
    public required double Threshold { get; init; }

    /// <summary>The only benches wanted; empty for all.</summary>
    public required IReadOnlyCollection<string> Benches { get; init; }

    /// <summary>Where the curves go, as written; null for nowhere.</summary>
    public required string? Plot { get; init; }

    /// <summary>Where the scores go; null for nowhere.</summary>
    public required string? Scores { get; init; }

    /// <summary>How often the intervals resample.</summary>
    public required int Resamples { get; init; }

    /// <summary>Their dice.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Runs it.</summary>
    /// <param name="json">Whether a program reads the output.</param>
    /// <returns>Why it could not be done; null where it could.</returns>
    public Failure? Run(bool json)
    {
        var (input, failure) = InputFile.Open(File, "a file of rows", context);
        if (input is null)
        {
            return failure;
        }

        var name = InputFile.NameOf(File);
        var scoring = new RowScoring(name, session.Snapshot.Catalog, Benches);
        using (input)
        {
            if (scoring.Read(input) is { } unreadable)
            {
                return unreadable;
            }
        }

        var report = EvaluationReport.Of(scoring.Tasks, name, Threshold, Resamples, Seed);
        if (Write(Plot, () => CurvePlot.Draw(scoring.Tasks, report)) is { } noPlot)
        {
            return noPlot;
        }

        if (Write(Scores, () => ScoreLines.Of(scoring.Tasks)) is { } noScores)
        {
            return noScores;
        }

        if (json)
        {
            JsonOutput.Write(context.Terminal.Out, report, CliJson.Default.EvaluationReport);
        }
        else
        {
            new EvaluationView(context.Terminal).Write(report);
        }

        return null;
    }

    private Failure? Write(string? path, Func<string> text) => path is null ? null : OutputFile.Write(path, text(), File, context.Host);
}
