using ShimLsp.Core.Caching;
using ShimLsp.Core.Classifying;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Routing.Signals;

namespace ShimLsp.Core.Sessions;

/// <summary>
/// One session's route: reads the request, finds the models that can take it, has them scored, chooses by this moment's health, and has the
/// decision recorded.
/// </summary>
/// <param name="clock">The session's clock.</param>
/// <param name="eligibility">Which models can take a request now.</param>
/// <param name="scoring">Scores them.</param>
/// <param name="conversations">The model that each conversation is with.</param>
/// <param name="log">Counts decisions.</param>
/// <param name="recorder">Records decisions.</param>
internal sealed class SessionRouting(
    TimeProvider clock,
    SessionEligibility eligibility,
    SessionScoring scoring,
    Conversations conversations,
    DecisionLog log,
    DecisionRecorder recorder
)
{
    /// <summary>Chooses.</summary>
    /// <param name="at">The session when the request was taken.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="pinned">The model that the person chose; null for Auto.</param>
    /// <param name="isChat">Whether the model is called next.</param>
    /// <param name="cancellationToken">Ends this caller's waiting.</param>
    public ValueTask<RouteResult> RouteAsync(
        SessionSnapshot at,
        RouteRequest request,
        ModelSpec? pinned,
        bool isChat,
        CancellationToken cancellationToken
    )
    {
        var started = clock.GetTimestamp();
        if (Refusal(at, request) is { } refused)
        {
            return new(refused);
        }

        var read = SignalReader.Read(request);
        if (read.Signal is not { } signal)
        {
            return new(new RouteResult.Unreadable(read.Problem!.Path, read.Problem.Message));
        }

        if (pinned is not null)
        {
            log.RecordBypass();
            return new(recorder.Pinned(at, started, Router.Pinned(pinned, pinned.Slug == at.Active), signal.InputTokens));
        }

        var able = Eligibility.ForRequest(at.Catalog.Candidates, signal, request.Candidates);
        var classifier = scoring.ClassifierOf(at);
        var key = RouteKey.Of(signal, able.ByRequest, scoring.IdentityOf(classifier), at.Catalog.Fingerprint);
        var conversation = at.Router.Affinity == Affinity.Conversation ? request.ConversationId : null;
        var question = new Question(at, signal, key, able, conversation, isChat, started);

        var (single, eligible) = Take(question, eligibility.Now(question), scored: null);
        if (single is not null)
        {
            log.RecordBypass();
            return new(recorder.Routed(question, single, eligible));
        }

        return eligible.Now.IsEmpty
            ? new(new RouteResult.NothingRoutable(eligible.Rejected))
            : ScoreAndChooseAsync(question, eligible, classifier, readsCache: at.Router.Cache && !request.NoCache, cancellationToken);
    }

    /// <summary>The next best model that can take a request now, after others failed; null if none is left.</summary>
    /// <param name="others">What there is to choose from.</param>
    /// <param name="attempts">The models that were asked.</param>
    public ModelSpec? Next(Alternatives others, IReadOnlyList<ChatAttempt> attempts)
    {
        // Without its conversation: the model that failed must not keep it.
        var question = others.Question with
        {
            Conversation = null,
        };
        var scored = new CacheAnswer(new(others.Sheet, ByClassifier: false), CacheOutcome.Miss);
        if (Take(question, eligibility.Now(question, attempts), scored, attempts).Pick is not { Choice.Model: var model })
        {
            return null;
        }

        recorder.Takeover(others.Question, model);
        return model;
    }

    private static RouteResult? Refusal(SessionSnapshot at, RouteRequest request)
    {
        if (!at.IsReadable)
        {
            return new RouteResult.NoCatalog(at.Problems);
        }

        foreach (var slug in request.Candidates ?? [])
        {
            if (at.Catalog.Find(slug) is null)
            {
                return new RouteResult.UnknownModel(slug, NearestNames.Of(slug, at.Catalog.Models.Select(model => model.Slug)));
            }
        }

        return null;
    }

    private async ValueTask<RouteResult> ScoreAndChooseAsync(
        Question question,
        Eligibility eligible,
        IClassifier? classifier,
        bool readsCache,
        CancellationToken cancellationToken
    )
    {
        if (!readsCache)
        {
            log.RecordBypass();
        }

        var answer = readsCache
            ? scoring.CachedAsync(question, classifier, cancellationToken)
            : UncachedAsync(question, classifier, cancellationToken);
        var isInstant = answer.IsCompletedSuccessfully;
        var scored = await answer.ConfigureAwait(false);

        // If scoring took time, the moment has passed that the models were judged by.
        (var pick, eligible) = Take(question, isInstant ? eligible : eligibility.Now(question), scored);
        return pick is null ? new RouteResult.NothingRoutable(eligible.Rejected) : recorder.Routed(question, pick, eligible);
    }

    private async ValueTask<CacheAnswer> UncachedAsync(Question question, IClassifier? classifier, CancellationToken cancellationToken) =>
        new(await scoring.AnewAsync(question, classifier, cancellationToken).ConfigureAwait(false), CacheOutcome.Miss);

    /// <summary>
    /// Chooses a model and takes it. Another request may be quicker: it became the model's trial, or reported its failure. Then this one
    /// judges the candidates again and chooses anew.
    /// </summary>
    /// <returns>The pick, null if none can be made; and the candidates it was made from.</returns>
    private (Pick? Pick, Eligibility Eligible) Take(
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
        var policy = RoutingPolicy.Of(question.At.Router);
        var choice = Router.Choose(policy, eligible, sheet);
        var pick = KeptBy(question, eligible, sheet, choice) is { } kept
            ? new Pick(Router.Stay(policy, choice, kept, sheet), DecisionSource.Affinity)
            : new Pick(choice, SourceOf(choice, scored));
        return pick with { Sheet = sheet, StandIn = scored.Scoring.StandIn };
    }

    /// <summary>The conversation's model, if it is good enough and leaving it does not pay; null if the choice holds.</summary>
    private ModelSpec? KeptBy(Question question, Eligibility eligible, ScoreSheet sheet, Choice choice) =>
        question.Conversation is { } id
        && !choice.Fallback
        && conversations.Find(id, question.At.Generation) is { } slug
        && slug != choice.Model.Slug
        && eligible.Now.FirstOrDefault(model => model.Slug == slug) is { } kept
        && sheet.Of(slug) >= question.At.Router.Threshold
        && !NextTurn.IsCheaperWith(choice.Model, kept, question.Signal.InputTokens)
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
