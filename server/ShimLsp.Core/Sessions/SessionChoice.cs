using ShimLsp.Core.Caching;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Sessions.Feedback;

namespace ShimLsp.Core.Sessions;

/// <summary>Chooses the model of a request and takes it: the only one left, the best by its scores, or the conversation's own.</summary>
/// <param name="eligibility">Which models can take a request now.</param>
/// <param name="conversations">The model that each conversation has.</param>
/// <param name="feedback">How far feedback has moved the threshold.</param>
internal sealed class SessionChoice(SessionEligibility eligibility, Conversations conversations, SessionFeedback feedback)
{
    /// <summary>
    /// Chooses a model and takes it. Another request may be quicker: it became the model's trial, or reported its failure. Then this one
    /// judges the candidates again and chooses anew.
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
            if (eligibility.TryTake(pick.Choice.Model, out var isTrial))
            {
                return (isTrial ? pick with { IsTrial = true } : pick, eligible);
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
        var sheet = scored.Scoring.Sheet;
        var configured = RoutingPolicy.Of(question.At.Router);
        var policy = configured with { Threshold = feedback.Offset.Apply(configured.Threshold) };
        var choice = Choose(configured, policy, eligible, sheet);
        var pick = KeptBy(question, eligible, sheet, choice, policy.Threshold) switch
        {
            { } kept when question.ContinuesTurn => new Pick(Router.Continue(policy, choice, kept, sheet), DecisionSource.Affinity),
            { } kept => new Pick(Router.Stay(policy, choice, kept, sheet), DecisionSource.Affinity),
            null => new Pick(choice, SourceOf(choice, scored)),
        };
        return pick with
        {
            Sheet = sheet,
            StandIn = scored.Scoring.StandIn,
            Threshold = pick.Choice.Score is null ? null : policy.Threshold,
        };
    }

    private static Choice Choose(RoutingPolicy configured, RoutingPolicy policy, Eligibility eligible, ScoreSheet sheet)
    {
        var choice = Router.Choose(policy, eligible, sheet);
        return policy.Threshold.Equals(configured.Threshold) || Router.Choose(configured, eligible, sheet).Model.Slug == choice.Model.Slug
            ? choice
            : choice.AsMoved(policy.Threshold);
    }

    /// <summary>
    /// The conversation's model, if its turn goes on, or if it is good enough and leaving it does not pay; null if the choice holds.
    /// </summary>
    private ModelSpec? KeptBy(Question question, Eligibility eligible, ScoreSheet sheet, Choice choice, double threshold) =>
        question.Conversation is { } id
        && (question.ContinuesTurn || (question.KeepsConversation && !choice.Fallback))
        && conversations.Find(id, question.At.Generation) is { } slug
        && slug != choice.Model.Slug
        && eligible.Now.FirstOrDefault(model => model.Slug == slug) is { } kept
        && (
            question.ContinuesTurn
            || (sheet.Of(slug) >= threshold && !NextTurn.IsCheaperWith(choice.Model, kept, question.Signal.InputTokens))
        )
            ? kept
            : null;

    private static DecisionSource SourceOf(Choice choice, CacheAnswer scored) =>
        (choice.Fallback, scored.Outcome) switch
        {
            (true, _) => DecisionSource.Fallback,
            (_, CacheOutcome.Hit) => DecisionSource.Cache,
            (_, CacheOutcome.Coalesced) => DecisionSource.Coalesced,
            _ => scored.Scoring.ByClassifier ? DecisionSource.Classifier : DecisionSource.Embedded,
        };
}
