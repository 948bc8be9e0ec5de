using ShimLsp.Core.Caching;
using ShimLsp.Core.Conversation.Asking;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Routing.Escalation;
using ShimLsp.Core.Routing.Signals;
using ShimLsp.Core.Spending;

namespace ShimLsp.Core.Sessions;

/// <summary>A request under way that needs a choice, on its own snapshot.</summary>
/// <param name="At">The session when it was taken.</param>
/// <param name="Signal">What was read of it.</param>
/// <param name="Key">Its key in the cache.</param>
/// <param name="Able">The models that can take it at all.</param>
/// <param name="Conversation">The conversation; null for none.</param>
/// <param name="IsChat">Whether the chosen model is called next. If so, a model that failed a moment ago is passed over.</param>
/// <param name="Started">When it was taken, a timestamp of the session's clock.</param>
internal sealed record Question(
    SessionSnapshot At,
    TaskSignal Signal,
    RouteKey Key,
    Eligibility Able,
    string? Conversation,
    bool IsChat,
    long Started
)
{
    /// <summary>Stands for the task, so that a model that refused it is not asked again; null if it is not called next.</summary>
    public int? Task { get; init; }

    /// <summary>The generation that the session shares with those of other gateways; null if nothing is shared at present.</summary>
    public long? SharedGeneration { get; init; }

    /// <summary>The longest reply that the request allows, in tokens; null if it does not say.</summary>
    public int? MostOutput { get; init; }

    /// <summary>Whether the conversation's model is kept from one turn to the next, while it is good enough and cheaper.</summary>
    public bool KeepsConversation { get; init; }

    /// <summary>Whether the request goes on with a turn, whose model is kept while it can take the request.</summary>
    public bool ContinuesTurn { get; init; }

    /// <summary>
    /// The task that the request continues, if it does not contain it: it means nothing alone, and the session remembers its conversation.
    /// Null if the request is judged by what it contains.
    /// </summary>
    public ScoredTask? Remembered { get; init; }

    /// <summary>Why a stronger model is wanted than the scores ask for; null if it is not.</summary>
    public Raise? Raise { get; init; }

    /// <summary>Whether the latest message continues a task, so that a model that took it is not left for a cheaper one.</summary>
    public bool IsFollowUp => Signal.Continues || Signal.Latest != Relation.New;

    /// <summary>Whether another task was judged than the latest message.</summary>
    public bool Continues => Signal.Continues || Remembered is not null;
}

/// <summary>A choice, and where it comes from.</summary>
/// <param name="Choice">The choice.</param>
/// <param name="Source">What made it.</param>
internal sealed record Pick(Choice Choice, DecisionSource Source)
{
    /// <summary>Scores of no model.</summary>
    public static readonly ScoreSheet NoScores = new([], null);

    /// <summary>The scores that it rests on; null if only one model could take the request.</summary>
    public Scoring? Scoring { get; init; }

    /// <summary>The scores; of no model if only one could take the request.</summary>
    public ScoreSheet Sheet => Scoring?.Sheet ?? NoScores;

    /// <summary>Why the embedded scorer gave these scores instead of the configured classifier; null if it did not.</summary>
    public StandIn? StandIn => Scoring?.StandIn;

    /// <summary>The threshold in force, 0..1; null if no score was asked for or usable.</summary>
    public double? Threshold { get; init; }

    /// <summary>Why a stronger model was taken than the scores asked for; null if it was not.</summary>
    public Raise? Raise { get; init; }

    /// <summary>Whether this is the model's first request after a pause for failures.</summary>
    public bool IsTrial { get; init; }

    /// <summary>What the call may cost; null if the model is not called next.</summary>
    public SpendingReservation? Reservation { get; init; }
}

/// <summary>The remaining choices if the model of a decision does not answer.</summary>
/// <param name="Question">The request.</param>
/// <param name="Sheet">The scores; of no model if only one could take the request.</param>
/// <param name="Strongest">The most capable of the models that could take it. Savings are measured against it.</param>
internal sealed record Alternatives(Question Question, ScoreSheet Sheet, ModelSpec Strongest);
