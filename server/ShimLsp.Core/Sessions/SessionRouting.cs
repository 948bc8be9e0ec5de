using System.Globalization;
using ShimLsp.Core.Caching;
using ShimLsp.Core.Health;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Routing.Signals;

namespace ShimLsp.Core.Sessions;

/// <summary>
/// The cached, health-aware route of one session: signal, eligibility, scores from the cache or a scorer, a choice by this moment's
/// health, and the record of it.
/// </summary>
/// <param name="ports">The outside.</param>
/// <param name="cache">Scores.</param>
/// <param name="health">Who can be used now.</param>
/// <param name="conversations">Whom each conversation is with.</param>
/// <param name="savings">Where a classifier's cost goes.</param>
/// <param name="report">Takes what became of a classifier's call that was made on a snapshot.</param>
internal sealed class SessionRouting(
    SessionPorts ports,
    RouterCache cache,
    ModelHealth health,
    Conversations conversations,
    Savings savings,
    Action<SessionSnapshot, ModelSlug, Outcome, long> report
)
{
    private readonly DecisionLog log = new();
    private readonly BoundedClassifier scorers = new(ports.Embedded, ports.Clock);
    private long decisions;

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
        var started = ports.Clock.GetTimestamp();
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
            return new(
                Routed(at, started, Router.Pinned(pinned, pinned.Slug == at.Active), DecisionSource.Pinned, key: null, estimated: null) with
                {
                    InputTokens = signal.InputTokens,
                }
            );
        }

        var able = Eligibility.ForRequest(at.Catalog.Candidates, signal, request.Candidates);
        var classifier = ClassifierOf(at);
        var key = RouteKey.Of(signal, able.ByRequest, classifier?.Identity ?? ports.Embedded.Identity, at.Catalog.Fingerprint);
        var question = new Question(
            at,
            signal,
            key,
            able,
            at.Router.Affinity == Affinity.Conversation ? request.ConversationId : null,
            isChat,
            started
        );
        var eligible = AtThisMoment(question);
        while (eligible.Now.Length == 1)
        {
            if (health.TryTake(eligible.Now[0].Slug, out var isTrial))
            {
                log.RecordBypass();
                return new(Routed(question, eligible, Router.Single(eligible), Alternatives.NoScores, DecisionSource.Single, isTrial));
            }

            eligible = AtThisMoment(question);
        }

        if (eligible.Now.IsEmpty)
        {
            return new(new RouteResult.NothingRoutable(eligible.Rejected));
        }

        return ScoreAndChooseAsync(question, eligible, classifier, readsCache: at.Router.Cache && !request.NoCache, cancellationToken);
    }

    public Availability AvailabilityOf(SessionSnapshot at, ModelSlug slug)
    {
        var credential = at.CredentialOf(slug);
        return credential.IsResolved ? health.Of(slug) : new(AvailabilityState.MissingCredential, null, credential.Missing);
    }

    /// <summary>The next best that can take a request now, for which those before it failed; null where nobody is left.</summary>
    /// <param name="others">What there is to choose from.</param>
    /// <param name="attempts">Who was asked.</param>
    public ModelSpec? Next(Alternatives others, IReadOnlyList<ChatAttempt> attempts)
    {
        var question = others.Question;
        while (true)
        {
            var eligible = AtThisMoment(question, attempts);
            if (eligible.Now.IsEmpty)
            {
                return null;
            }

            var model = Router.Choose(RoutingPolicy.Of(question.At.Router), eligible, others.Sheet).Model;
            if (health.TryTake(model.Slug, out _))
            {
                log.RecordTakeover();
                Note(question, model);
                return model;
            }
        }
    }

    /// <summary>A credential, the catalog or the configuration changed: a classifier that was too slow may be quick again.</summary>
    public void Renew() => scorers.Renew();

    public SessionStats Stats(SessionSnapshot at) => log.Read(at, cache.Stats(), scorers.Stats(), savings.Read());

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
        IScorer? classifier,
        bool readsCache,
        CancellationToken cancellationToken
    )
    {
        Scoring scoring;
        CacheOutcome outcome;
        if (readsCache)
        {
            var answer = cache.GetOrScoreAsync(
                question.Key,
                question.At.Generation,
                token => ScoreAsync(question, classifier, token),
                cancellationToken
            );
            if (!answer.IsCompletedSuccessfully)
            {
                // Time has passed by the time it answers: judge the moment again.
                (scoring, outcome) = await answer.ConfigureAwait(false);
                eligible = AtThisMoment(question);
            }
            else
            {
                (scoring, outcome) = await answer.ConfigureAwait(false);
            }
        }
        else
        {
            log.RecordBypass();
            scoring = await ScoreAsync(question, classifier, cancellationToken).ConfigureAwait(false);
            outcome = CacheOutcome.Miss;
            eligible = AtThisMoment(question);
        }

        while (!eligible.Now.IsEmpty)
        {
            var (choice, source) = Choose(question, eligible, scoring, outcome);
            if (health.TryTake(choice.Model.Slug, out var isTrial))
            {
                return Routed(question, eligible, choice, scoring.Sheet, source, isTrial);
            }

            // Another request became its trial, or was told of a failure, a moment ago: it is out of the question now.
            eligible = AtThisMoment(question);
        }

        return new RouteResult.NothingRoutable(eligible.Rejected);
    }

    private (Choice Choice, DecisionSource Source) Choose(Question question, Eligibility eligible, Scoring scoring, CacheOutcome outcome)
    {
        var policy = RoutingPolicy.Of(question.At.Router);
        var choice = Router.Choose(policy, eligible, scoring.Sheet);
        return KeptBy(question, eligible, scoring.Sheet, choice) is { } kept
            ? (Router.Stay(policy, choice, kept, scoring.Sheet), DecisionSource.Affinity)
            : (choice, SourceOf(choice, scoring, outcome));
    }

    /// <summary>
    /// The model that the conversation is with, where it is good enough and leaving it does not pay; null where the choice stands.
    /// </summary>
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

    private static DecisionSource SourceOf(Choice choice, Scoring scoring, CacheOutcome outcome) =>
        (choice.Fallback, outcome) switch
        {
            (true, _) => DecisionSource.Fallback,
            (_, CacheOutcome.Hit) => DecisionSource.Cache,
            (_, CacheOutcome.Coalesced) => DecisionSource.Coalesced,
            _ => scoring.ByClassifier ? DecisionSource.Classifier : DecisionSource.Embedded,
        };

    private ValueTask<Scoring> ScoreAsync(Question question, IScorer? classifier, CancellationToken cancellationToken) =>
        scorers.ScoreAsync(
            Usable(question.At, classifier),
            standsIn: classifier is not null,
            question.At.Router.Timeout,
            question.Signal,
            question.Able.ByRequest,
            cancellationToken
        );

    /// <summary>A classifier that cannot be used now is stood in for, not replaced: nothing of it is stored.</summary>
    private ObservedClassifier? Usable(SessionSnapshot at, IScorer? classifier) =>
        classifier is not null
        && at.Catalog.Find(at.Router.Classifier!.Value) is { } model
        && AvailabilityOf(at, model.Slug).State == AvailabilityState.Available
            ? new(classifier, model, health, savings, (outcome, begun) => report(at, model.Slug, outcome, begun), ports.Clock)
            : null;

    private IScorer? ClassifierOf(SessionSnapshot at) =>
        at.Router.Classifier is { } slug && at.Catalog.Find(slug) is { } model ? ports.Classifiers.For(model, at.Router.MaxTokens) : null;

    /// <summary>Who can take it now. Of those that failed a moment ago a call takes one only where there is no other.</summary>
    private Eligibility AtThisMoment(Question question, IReadOnlyList<ChatAttempt>? attempts = null)
    {
        var now = question.Able.AtThisMoment(Refusal);
        return
            question.IsChat
            && now.Now.Any(FailedLately)
            && question.Able.AtThisMoment(model => Refusal(model) ?? (FailedLately(model) ? Rejection.Failing : null))
                is { Now.IsEmpty: false } better
            ? better
            : now;

        bool FailedLately(ModelSpec model) => health.FailedLately(model.Slug);

        Rejection? Refusal(ModelSpec model) =>
            AvailabilityOf(question.At, model.Slug).State switch
            {
                AvailabilityState.MissingCredential => Rejection.MissingCredential,
                AvailabilityState.Unauthorized => Rejection.Unauthorized,
                AvailabilityState.RateLimited => Rejection.RateLimited,
                AvailabilityState.Failing => Rejection.Failing,
                _ => attempts is not null && attempts.Any(attempt => attempt.Slug == model.Slug) ? Rejection.Failing : null,
            };
    }

    private void Note(Question question, ModelSpec model)
    {
        if (question.Conversation is { } id)
        {
            conversations.Note(id, model.Slug, question.At.Generation);
        }
    }

    private RouteResult.Routed Routed(
        Question question,
        Eligibility eligible,
        Choice choice,
        ScoreSheet sheet,
        DecisionSource source,
        bool isTrial
    )
    {
        Note(question, choice.Model);
        var routed = Routed(
            question.At,
            question.Started,
            isTrial ? choice.AsTrial() : choice,
            source,
            question.Key,
            CostEstimate.Of(question.Signal, choice.Model, question.At.ByStrength, eligible.Now)
        );
        return question.IsChat
            ? routed with
            {
                Alternatives = new(question, sheet, CostEstimate.Strongest(question.At.ByStrength, eligible.Now) ?? choice.Model),
                InputTokens = question.Signal.InputTokens,
            }
            : routed;
    }

    private RouteResult.Routed Routed(
        SessionSnapshot at,
        long started,
        Choice choice,
        DecisionSource source,
        RouteKey? key,
        CostEstimate? estimated
    )
    {
        var number = Interlocked.Increment(ref decisions);
        var decision = new Decision
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{ports.DecisionIdPrefix}-{number}"),
            Model = choice.Model,
            Source = source,
            Reason = choice.Reason,
            Score = choice.Score,
            Threshold = choice.Score is null ? null : at.Router.Threshold,
            Candidates = choice.Candidates,
            CacheKey = key?.ToString(),
            Generation = at.Generation,
            ElapsedMicroseconds = (long)ports.Clock.GetElapsedTime(started).TotalMicroseconds,
            Estimated = estimated,
        };
        log.Record(decision);
        ports.Observer.Routed(decision);
        return new RouteResult.Routed(decision);
    }
}
