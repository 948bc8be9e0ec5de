using System.Collections.Immutable;
using ShimLsp.Core.Caching;
using ShimLsp.Core.Classifying;
using ShimLsp.Core.Conversation.Measuring;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Routing.Escalation;
using ShimLsp.Core.Routing.Signals;

namespace ShimLsp.Core.Sessions;

/// <summary>
/// One session's route: reads the request, finds the models that can take it, has them scored, chooses by this moment's health, and has the
/// decision recorded.
/// </summary>
/// <param name="clock">The session's clock.</param>
/// <param name="eligibility">Which models can take a request now.</param>
/// <param name="spending">What the session may spend.</param>
/// <param name="scoring">Scores them.</param>
/// <param name="choice">Chooses among them.</param>
/// <param name="log">Counts decisions.</param>
/// <param name="recorder">Records decisions.</param>
internal sealed class SessionRouting(
    TimeProvider clock,
    SessionEligibility eligibility,
    SessionSpending spending,
    SessionScoring scoring,
    SessionChoice choice,
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
        // Only the first time, and only under a budget, there is something to wait for.
        var learning = spending.RefreshAsync(cancellationToken);
        return learning.IsCompletedSuccessfully ? Route(at, request, pinned, isChat, cancellationToken) : WaitAsync(learning);

        async ValueTask<RouteResult> WaitAsync(ValueTask known)
        {
            await known.ConfigureAwait(false);
            return await Route(at, request, pinned, isChat, cancellationToken).ConfigureAwait(false);
        }
    }

    private ValueTask<RouteResult> Route(
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
            return new(Pinned(at, pinned, signal.InputTokens, request.MostOutput, isChat, started));
        }

        if ((request.Housekeeping ?? signal.Housekeeping) is { } kind)
        {
            log.RecordBypass();
            return new(Housekeeping(at, signal with { Housekeeping = kind }, request, isChat, started));
        }

        var classifier = scoring.ClassifierOf(at);
        var asked = QuestionOf(at, signal, request, classifier, isChat, started);
        var question = choice.Recall(asked);

        var (single, eligible) = choice.Take(question, eligibility.Now(question), scored: null);
        if (single is not null)
        {
            log.RecordBypass();
            return new(recorder.Routed(question, single, eligible));
        }

        return eligible.Now.IsEmpty
            ? new(Nothing(eligible.Rejected))
            : ScoreAndChooseAsync(question, eligible, classifier, readsCache: at.Router.Cache && !request.NoCache, cancellationToken);
    }

    /// <summary>Reads a request, for what other gateways know of it.</summary>
    /// <param name="at">The session.</param>
    /// <param name="request">The request.</param>
    /// <param name="pinned">The model that is named; null for Auto.</param>
    /// <returns>The question that it asks, null if it takes no scores; and the request as it was read.</returns>
    public (Question? Question, RouteRequest Request) Look(SessionSnapshot at, RouteRequest request, ModelSpec? pinned)
    {
        if (pinned is not null || Refusal(at, request) is not null)
        {
            return (null, request);
        }

        var read = SignalReader.Read(request);
        var known = request with { Read = read };
        return read.Signal is { } signal && (request.Housekeeping ?? signal.Housekeeping) is null
            ? (QuestionOf(at, signal, known, scoring.ClassifierOf(at), isChat: false, started: 0), known)
            : (null, known);
    }

    private Question QuestionOf(
        SessionSnapshot at,
        TaskSignal signal,
        RouteRequest request,
        IClassifier? classifier,
        bool isChat,
        long started
    )
    {
        var able = Eligibility.ForRequest(at.Catalog.Candidates, signal, request.Candidates);
        var key = RouteKey.Of(signal, able.ByRequest, scoring.IdentityOf(classifier), at.Catalog.Fingerprint);
        var frame = request.ToFrame();
        return new(at, signal, key, able, request.ConversationId, isChat, started)
        {
            Task = request.Identity,
            MostOutput = request.MostOutput,
            SharedGeneration = request.SharedGeneration,
            KeepsConversation = at.Router.Affinity == Affinity.Conversation,
            ContinuesTurn = request.ContinuesTurn || (frame is { } parts && NewestTurn.HoldsOnlyResults(parts)),
            Raise = at.Router.Escalation == Escalation.On && able.ByRequest.Length > 1 ? Raise.In(signal, frame) : null,
        };
    }

    /// <summary>
    /// Chooses for what a client asks for itself: the cheapest model that can take it. Nothing is scored or cached, and the conversation
    /// keeps its model.
    /// </summary>
    private RouteResult Housekeeping(SessionSnapshot at, TaskSignal signal, RouteRequest request, bool isChat, long started)
    {
        var able = HousekeepingPolicy.Able(at.Catalog.Candidates, signal, request.Candidates);
        var key = RouteKey.Of(signal, able.ByRequest, scoring.IdentityOf(scoring.ClassifierOf(at)), at.Catalog.Fingerprint);
        var question = new Question(at, signal, key, able, Conversation: null, isChat, started)
        {
            Task = request.Identity,
            MostOutput = request.MostOutput,
        };
        var scored = new CacheAnswer(HousekeepingPolicy.Scores(able), CacheOutcome.Miss);
        var (pick, eligible) = choice.Take(question, eligibility.Now(question), scored);
        return pick is null ? Nothing(eligible.Rejected) : recorder.Routed(question, pick, eligible);
    }

    private RouteResult Pinned(SessionSnapshot at, ModelSpec pinned, int inputTokens, int? mostOutput, bool isChat, long started)
    {
        var reservation = isChat ? spending.TryReserve(pinned, inputTokens, mostOutput) : null;
        return pinned.IsPriced && (isChat ? reservation is null : spending.Exhausted() is not null)
            ? Nothing([new(pinned.Slug, null, pinned.Cost, Verdict.Rejected, Rejection.OverBudget)])
            : recorder.Pinned(at, started, Router.Pinned(pinned, pinned.Slug == at.Active), inputTokens, reservation);
    }

    private RouteResult.NothingRoutable Nothing(ImmutableArray<Candidate> rejected) =>
        new(rejected) { Budget = rejected.Any(candidate => candidate.Rejection is Rejection.OverBudget) ? spending.Refusing() : null };

    /// <summary>The next best model that can take a request now, after others failed; null if none is left.</summary>
    /// <param name="others">What there is to choose from.</param>
    /// <param name="attempts">The models that were asked.</param>
    public Pick? Next(Alternatives others, IReadOnlyList<ChatAttempt> attempts)
    {
        // Without its conversation: the model that failed must not keep it.
        var question = others.Question with
        {
            Conversation = null,
        };
        var scored = new CacheAnswer(new(others.Sheet, ByClassifier: false), CacheOutcome.Miss);
        if (choice.Take(question, eligibility.Now(question, attempts), scored, attempts).Pick is not { } pick)
        {
            return null;
        }

        recorder.Takeover(others.Question, pick.Choice.Model);
        return pick;
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
        (var pick, eligible) = choice.Take(question, isInstant ? eligible : eligibility.Now(question), scored);
        return pick is null ? Nothing(eligible.Rejected) : recorder.Routed(question, pick, eligible);
    }

    private async ValueTask<CacheAnswer> UncachedAsync(Question question, IClassifier? classifier, CancellationToken cancellationToken) =>
        new(await scoring.AnewAsync(question, classifier, cancellationToken).ConfigureAwait(false), CacheOutcome.Miss);
}
