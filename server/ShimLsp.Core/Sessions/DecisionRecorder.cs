using System.Globalization;
using ShimLsp.Core.Conversation.Asking;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Sessions.Feedback;
using ShimLsp.Core.Sessions.Together;
using ShimLsp.Core.Spending;

namespace ShimLsp.Core.Sessions;

/// <summary>Turns a choice into the session's next decision and reports it to the log, the observer and the conversation.</summary>
/// <param name="ports">The outside.</param>
/// <param name="log">Counts decisions.</param>
/// <param name="conversations">The model that each conversation is with.</param>
/// <param name="feedback">Takes note of decisions that a person may judge.</param>
internal sealed class DecisionRecorder(SessionPorts ports, DecisionLog log, Conversations conversations, SessionFeedback feedback)
{
    private long decisions;

    /// <summary>Records a choice that a person or a request made by name.</summary>
    /// <param name="at">The session when the request was taken.</param>
    /// <param name="started">When it was taken, a timestamp of the session's clock.</param>
    /// <param name="choice">The choice.</param>
    /// <param name="inputTokens">The size of the input.</param>
    /// <param name="reservation">What the call has reserved; null if none is made.</param>
    public RouteResult.Routed Pinned(SessionSnapshot at, long started, Choice choice, int inputTokens, SpendingReservation? reservation) =>
        new(Record(at, started, new(choice, DecisionSource.Pinned), cacheKey: null, estimated: null))
        {
            InputTokens = inputTokens,
            Reservation = reservation,
        };

    /// <summary>Records a choice among candidates.</summary>
    /// <param name="question">The request.</param>
    /// <param name="taken">The choice.</param>
    /// <param name="eligible">The candidates that it was made from.</param>
    public RouteResult.Routed Routed(Question question, Pick taken, Eligibility eligible)
    {
        var model = taken.Choice.Model;
        Note(question, model, taken.Scoring, taken.Raise?.At ?? 0);
        var estimated = CostEstimate.Of(question.Signal, model, question.At.ByStrength, eligible.Now);
        var routed = new RouteResult.Routed(
            Record(question.At, question.Started, taken, question.Key.ToString(), estimated, question.Continues)
        );
        return question.IsChat
            ? routed with
            {
                Alternatives = new(question, taken.Sheet, CostEstimate.Strongest(question.At.ByStrength, eligible.Now) ?? model),
                InputTokens = question.Signal.InputTokens,
                IsTrial = taken.IsTrial,
                Reservation = taken.Reservation,
            }
            : routed;
    }

    /// <summary>Records that another model takes over from one that failed.</summary>
    /// <param name="question">The request.</param>
    /// <param name="model">The model that takes over.</param>
    public void Takeover(Question question, ModelSpec model)
    {
        log.RecordTakeover();
        Note(question, model, scoring: null, raisedAt: 0);
    }

    private void Note(Question question, ModelSpec model, Scoring? scoring, int raisedAt)
    {
        if (question.Conversation is { } id)
        {
            // An addition alone does not say how hard the task is that it adds to.
            var isWhole = question.Signal.Latest == Relation.New || question.Continues;
            var task = scoring is not null && isWhole ? new ScoredTask(question.Key, scoring) : null;
            var memory = conversations.Note(id, model.Slug, task, raisedAt, question.At.Generation);
            if (question.SharedGeneration is { } generation)
            {
                ports.Shared?.Note(Conversations.KeyOf(id), generation, ConversationCode.Write(memory));
            }
        }
    }

    private Decision Record(SessionSnapshot at, long started, Pick taken, string? cacheKey, CostEstimate? estimated, bool continues = false)
    {
        var choice = taken.IsTrial ? taken.Choice.AsTrial() : taken.Choice;
        var number = Interlocked.Increment(ref decisions);
        var decision = new Decision
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{ports.DecisionIdPrefix}-{number}"),
            Model = choice.Model,
            Source = taken.Source,
            StandIn = taken.StandIn,
            Continues = continues,
            Raised = taken.Raise is { } raise ? new(Steps: 1, raise.Why) : null,
            Reason = continues ? $"continues: {choice.Reason}" : choice.Reason,
            Score = choice.Score,
            Threshold = taken.Threshold,
            Candidates = choice.Candidates,
            CacheKey = cacheKey,
            Generation = at.Generation,
            ElapsedMicroseconds = (long)ports.Clock.GetElapsedTime(started).TotalMicroseconds,
            Estimated = estimated,
        };
        log.Record(decision);
        feedback.Note(number, decision);
        ports.Observer.Routed(decision);
        return decision;
    }
}
