using ShimLsp.Core.Caching;
using ShimLsp.Core.Conversation.Asking;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Sessions.Feedback;
using ShimLsp.Core.Spending;

namespace ShimLsp.Core.Sessions;

/// <summary>Chooses the model of a request and takes it: the only one left, the best by its scores, or the conversation's own.</summary>
/// <param name="eligibility">Which models can take a request now.</param>
/// <param name="conversations">The model that each conversation has.</param>
/// <param name="feedback">How far feedback has moved the threshold.</param>
/// <param name="spending">How far the budgets that apply bring it down.</param>
internal sealed class SessionChoice(
    SessionEligibility eligibility,
    Conversations conversations,
    SessionFeedback feedback,
    SessionSpending spending
)
{
    private readonly SessionEscalation escalation = new(conversations);

    /// <summary>
    /// Chooses a model and takes it. Another request may be quicker: it became the model's trial, reported its failure, or reserved the
    /// rest of a budget. Then this one judges the candidates again and chooses anew.
    /// </summary>
    /// <param name="question">The request.</param>
    /// <param name="eligible">The models that can take it, as judged a moment ago.</param>
    /// <param name="scored">Their scores; null if they are not scored yet.</param>
    /// <param name="attempts">The models that this request has tried already; null for none.</param>
    /// <returns>The pick, null if none can be made; and the candidates it was made from.</returns>
    public (Pick? Pick, Eligibility Eligible) Take(
        Question question,
        Eligibility eligible,
        CacheAnswer? scored,
        IReadOnlyList<ChatAttempt>? attempts = null
    )
    {
        while (PickFrom(question, eligible, scored) is { } pick)
        {
            if (eligibility.TryTake(question, pick.Choice.Model) is { } taken)
            {
                return (pick with { IsTrial = taken.IsTrial, Reservation = taken.Reservation }, eligible);
            }

            eligible = eligibility.Now(question, attempts);
        }

        return (null, eligible);
    }

    private Pick? PickFrom(Question question, Eligibility eligible, CacheAnswer? scored) =>
        (eligible.Now.Length, scored) switch
        {
            (0, _) => null,
            (1, null) => new(Router.Single(eligible), DecisionSource.Single),
            (_, null) => null, // it takes scores to choose among several
            (_, { } answer) => PickByScore(question, eligible, answer),
        };

    private Pick PickByScore(Question question, Eligibility eligible, CacheAnswer scored)
    {
        if (question.Signal.Housekeeping is { } kind)
        {
            return new(HousekeepingPolicy.Choose(kind, eligible), DecisionSource.Embedded) { Scoring = scored.Scoring };
        }

        var sheet = scored.Scoring.Sheet;
        var configured = RoutingPolicy.Of(question.At.Router);
        var wanted = configured with { Threshold = feedback.Offset.Apply(configured.Threshold) };
        var saving = spending.Saving();
        var policy = wanted with { Threshold = saving.Apply(wanted.Threshold) };
        var choice = Choose(configured, wanted, policy, saving, eligible, sheet);
        var pick = KeptBy(question, eligible, sheet, choice, policy.Threshold) switch
        {
            { } kept when question.ContinuesTurn => new Pick(Router.Continue(policy, choice, kept, sheet), DecisionSource.Affinity),
            { } kept => new Pick(Router.Stay(policy, choice, kept, sheet), DecisionSource.Affinity),
            null => new Pick(choice, SourceOf(choice, scored)),
        };
        if (escalation.Above(question, eligible, choice.Model.Slug, pick.Choice) is { } higher)
        {
            pick = new(Router.Raise(policy, pick.Choice, higher, sheet, question.Raise!.Why), SourceOf(choice, scored))
            {
                Raise = question.Raise,
            };
        }

        return pick with
        {
            Scoring = scored.Scoring,
            Threshold = pick.Choice.Score is null ? null : policy.Threshold,
        };
    }

    private static Choice Choose(
        RoutingPolicy configured,
        RoutingPolicy wanted,
        RoutingPolicy policy,
        SavingRule saving,
        Eligibility eligible,
        ScoreSheet sheet
    )
    {
        var choice = Router.Choose(policy, eligible, sheet);
        return Differs(policy, wanted) ? choice.AsSaving(saving.Because!, policy.Threshold)
            : Differs(wanted, configured) ? choice.AsMoved(policy.Threshold)
            : choice;

        // Most thresholds are as configured, and then nothing is compared.
        bool Differs(RoutingPolicy moved, RoutingPolicy before) =>
            !moved.Threshold.Equals(before.Threshold)
            && Router.Choose(moved, eligible, sheet).Model.Slug != Router.Choose(before, eligible, sheet).Model.Slug;
    }

    /// <summary>The same request, to be judged by the task that it continues, if only the session remembers that; else as it is.</summary>
    /// <param name="question">The request.</param>
    public Question Recall(Question question) =>
        question is { Conversation: { } id, Signal: { Latest: Relation.NothingAlone, Continues: false } }
        && conversations.Find(id, question.At.Generation) is { Task: { } task }
            ? question with
            {
                Key = task.Key,
                Remembered = task,
            }
            : question;

    /// <summary>
    /// The conversation's model, if its turn goes on, or if it is good enough and leaving it does not pay; null if the choice holds.
    /// </summary>
    private ModelSpec? KeptBy(Question question, Eligibility eligible, ScoreSheet sheet, Choice choice, double threshold) =>
        question.Conversation is { } id
        && (question.ContinuesTurn || (question.KeepsConversation && !choice.Fallback))
        && conversations.Find(id, question.At.Generation) is { Model: var slug }
        && slug != choice.Model.Slug
        && eligible.Now.FirstOrDefault(model => model.Slug == slug) is { } kept
        && (question.ContinuesTurn || IsGoodEnough(question, sheet, kept, choice, threshold))
            ? kept
            : null;

    /// <summary>
    /// Whether a conversation's model may stay. For a new task it also has to pay. A task that goes on is never worth a weaker model than
    /// it has.
    /// </summary>
    private static bool IsGoodEnough(Question question, ScoreSheet sheet, ModelSpec kept, Choice choice, double threshold)
    {
        var score = sheet.Of(kept.Slug);
        var reaches = score >= threshold;
        return question.IsFollowUp
            ? reaches || score > choice.Score
            : reaches && !NextTurn.IsCheaperWith(choice.Model, kept, question.Signal.InputTokens);
    }

    private static DecisionSource SourceOf(Choice choice, CacheAnswer scored) =>
        (choice.Fallback, scored.Outcome) switch
        {
            (true, _) => DecisionSource.Fallback,
            (_, CacheOutcome.Hit) => DecisionSource.Cache,
            (_, CacheOutcome.Coalesced) => DecisionSource.Coalesced,
            _ when scored.Scoring.IsOfAnother => DecisionSource.Coalesced,
            _ => scored.Scoring.ByClassifier ? DecisionSource.Classifier : DecisionSource.Embedded,
        };
}
