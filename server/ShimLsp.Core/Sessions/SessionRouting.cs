using System.Globalization;
using ShimLsp.Core.Caching;
using ShimLsp.Core.Health;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;

namespace ShimLsp.Core.Sessions;

/// <summary>
/// The cached, health-aware route of one session: signal, eligibility, scores from the cache or a scorer, a choice by this moment's
/// health, and the record of it.
/// </summary>
internal sealed class SessionRouting(SessionPorts ports, RouterCache cache, ModelHealth health, Conversations conversations)
{
    private readonly DecisionLog log = new();
    private readonly BoundedClassifier scorers = new(ports.Embedded, ports.Clock);
    private long decisions;

    public ValueTask<RouteResult> RouteAsync(SessionSnapshot at, RouteRequest request, CancellationToken cancellationToken)
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

        if (at.Pinned is { } pinned)
        {
            log.RecordBypass();
            return new(Routed(at, started, Router.Pinned(pinned), DecisionSource.Pinned, key: null, estimated: null));
        }

        var able = Eligibility.ForRequest(at.Catalog.Candidates, signal, request.Candidates);
        var eligible = AtThisMoment(at, able);
        var classifier = ClassifierOf(at);
        var key = RouteKey.Of(signal, able.ByRequest, classifier?.Identity ?? ports.Embedded.Identity, at.Catalog.Fingerprint);
        var question = new Question(at, signal, key, able, at.Router.Affinity == Affinity.Conversation ? request.ConversationId : null, started);
        while (eligible.Now.Length == 1)
        {
            if (health.TryTake(eligible.Now[0].Slug, out var isTrial))
            {
                log.RecordBypass();
                return new(Routed(question, eligible, Router.Single(eligible), DecisionSource.Single, isTrial));
            }

            eligible = AtThisMoment(at, able);
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

    public SessionStats Stats(SessionSnapshot at) => log.Read(at, cache.Stats(), scorers.Stats());

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
        Question question, Eligibility eligible, IScorer? classifier, bool readsCache, CancellationToken cancellationToken)
    {
        Scoring scoring;
        CacheOutcome outcome;
        if (readsCache)
        {
            var answer = cache.GetOrScoreAsync(question.Key, question.At.Generation, token => ScoreAsync(question, classifier, token), cancellationToken);
            if (!answer.IsCompletedSuccessfully)
            {
                // Time has passed by the time it answers: judge the moment again.
                (scoring, outcome) = await answer.ConfigureAwait(false);
                eligible = AtThisMoment(question.At, question.Able);
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
            eligible = AtThisMoment(question.At, question.Able);
        }

        while (!eligible.Now.IsEmpty)
        {
            var (choice, source) = Choose(question, eligible, scoring, outcome);
            if (health.TryTake(choice.Model.Slug, out var isTrial))
            {
                return Routed(question, eligible, choice, source, isTrial);
            }

            // Another request became its trial, or was told of a failure, a moment ago: it is out of the question now.
            eligible = AtThisMoment(question.At, question.Able);
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

    /// <summary>The model that the conversation is with, where it is good enough and leaving it does not pay; null where the choice stands.</summary>
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

    private static DecisionSource SourceOf(Choice choice, Scoring scoring, CacheOutcome outcome) => (choice.Fallback, outcome) switch
    {
        (true, _) => DecisionSource.Fallback,
        (_, CacheOutcome.Hit) => DecisionSource.Cache,
        (_, CacheOutcome.Coalesced) => DecisionSource.Coalesced,
        _ => scoring.ByClassifier ? DecisionSource.Classifier : DecisionSource.Embedded,
    };

    private ValueTask<Scoring> ScoreAsync(Question question, IScorer? classifier, CancellationToken cancellationToken)
    {
        // A classifier that cannot be used now is stood in for, not replaced: nothing of it is stored.
        var usable = classifier is not null && AvailabilityOf(question.At, question.At.Router.Classifier!.Value).State == AvailabilityState.Available;
        return scorers.ScoreAsync(
            usable ? classifier : null, standsIn: classifier is not null, question.At.Router.Timeout, question.Signal, question.Able.ByRequest, cancellationToken);
    }

    private IScorer? ClassifierOf(SessionSnapshot at) =>
        at.Router.Classifier is { } slug && at.Catalog.Find(slug) is { } model ? ports.Classifiers.For(model) : null;

    private Eligibility AtThisMoment(SessionSnapshot at, Eligibility able) => able.AtThisMoment(model => AvailabilityOf(at, model.Slug).State switch
    {
        AvailabilityState.MissingCredential => Rejection.MissingCredential,
        AvailabilityState.Unauthorized => Rejection.Unauthorized,
        AvailabilityState.RateLimited => Rejection.RateLimited,
        AvailabilityState.Failing => Rejection.Failing,
        _ => null,
    });

    private RouteResult.Routed Routed(Question question, Eligibility eligible, Choice choice, DecisionSource source, bool isTrial)
    {
        if (question.Conversation is { } id)
        {
            conversations.Note(id, choice.Model.Slug, question.At.Generation);
        }

        return Routed(
            question.At,
            question.Started,
            isTrial ? choice.AsTrial() : choice,
            source,
            question.Key,
            CostEstimate.Of(question.Signal, choice.Model, question.At.ByStrength, eligible.Now));
    }

    private RouteResult.Routed Routed(
        SessionSnapshot at, long started, Choice choice, DecisionSource source, RouteKey? key, CostEstimate? estimated)
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

    /// <summary>A request under way that needs scores, on its own snapshot.</summary>
    private sealed record Question(SessionSnapshot At, TaskSignal Signal, RouteKey Key, Eligibility Able, string? Conversation, long Started);
}
