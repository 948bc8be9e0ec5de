using ShimLsp.Core.Health;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;

namespace ShimLsp.Core.Ledger;

/// <summary>One call that is under way: takes the times, and adds the entry when it ends. Not thread-safe.</summary>
/// <param name="ledger">Where the entry goes; null for nowhere.</param>
/// <param name="clock">Time.</param>
/// <param name="purpose">What the call is for.</param>
/// <param name="model">The model.</param>
/// <param name="source">The origin of the decision for it; null for none.</param>
/// <param name="attempt">Which call of the same turn, from 1.</param>
internal sealed class RecordedCall(
    ICallLedger? ledger,
    TimeProvider clock,
    CallPurpose purpose,
    ModelSpec model,
    DecisionSource? source = null,
    int attempt = 1
)
{
    private TimeSpan? first;

    /// <summary>When it began, as the clock's timestamp.</summary>
    public long Begun { get; } = clock.GetTimestamp();

    /// <summary>A piece of the reply has come.</summary>
    public void Piece() => first ??= clock.GetElapsedTime(Begun);

    /// <summary>The model answered.</summary>
    /// <param name="usage">The tokens; null if they are not known.</param>
    /// <param name="cost">What it cost; null if that is not known.</param>
    /// <param name="saved">What routing saved with it; negative for what routing itself cost.</param>
    /// <param name="isEstimated">Whether the tokens are estimated.</param>
    public void Answered(TokenUsage? usage, double? cost, double saved, bool isEstimated = false) =>
        Add(CallOutcome.Answered, status: 200, usage, cost, saved, isEstimated);

    /// <summary>The model did not answer, or broke off.</summary>
    /// <param name="outcome">What became of the call.</param>
    public void Failed(Outcome outcome) => Add(CallOutcome.Failed, outcome.Status, noAnswer: outcome.NoAnswer);

    /// <summary>Nobody waits for the answer any more.</summary>
    public void Cancelled() => Add(CallOutcome.Cancelled, status: null);

    private void Add(
        CallOutcome outcome,
        int? status,
        TokenUsage? usage = null,
        double? cost = null,
        double saved = 0,
        bool isEstimated = false,
        NoAnswer? noAnswer = null
    ) =>
        ledger?.Add(
            new()
            {
                Ended = clock.GetUtcNow(),
                Purpose = purpose,
                Model = model.Slug,
                ModelName = model.Model,
                Provider = model.Provider,
                Source = source,
                Attempt = attempt,
                Outcome = outcome,
                Status = status,
                NoAnswer = noAnswer,
                Usage = usage,
                IsEstimated = isEstimated,
                Cost = cost,
                Saved = saved,
                FirstPiece = first,
                Elapsed = clock.GetElapsedTime(Begun),
            }
        );
}
