using ShimLsp.Core.Routing.Signals;

namespace ShimLsp.Core.Evaluation;

/// <summary>The result of one model at a task.</summary>
/// <param name="Model">Its name: a slug, or the name that its provider knows it by.</param>
/// <param name="Score">How well it did, 0..1: 1 for right, 0 for wrong.</param>
public sealed record ModelOutcome(string Model, double Score);

/// <summary>A task that two models have done.</summary>
/// <param name="Bench">The benchmark that it belongs to; <see cref="AnyBench"/> if the row does not say.</param>
/// <param name="Id">Its name in there; null if the row gives none.</param>
/// <param name="Signal">What routing reads of it.</param>
/// <param name="Weak">How the weak model did, which is the cheaper.</param>
/// <param name="Strong">How the strong one did.</param>
public sealed record EvaluationRow(string Bench, string? Id, TaskSignal Signal, ModelOutcome Weak, ModelOutcome Strong)
{
    /// <summary>The bench of a row that names none.</summary>
    public const string AnyBench = "all";
}

/// <summary>A row, or what is wrong with it. Bad input from a person never crashes the program.</summary>
/// <param name="Row">The row; null if there is a problem.</param>
/// <param name="Problem">
/// One or two sentences that say what is wrong and what to do. They never quote the task. Null if there is a row.
/// </param>
/// <param name="Column">Where in the line it is wrong, in bytes from 0; null if it is the line as a whole.</param>
public sealed record EvaluationRowRead(EvaluationRow? Row, string? Problem, long? Column = null);
