using ShimLsp.Core.Caching;
using ShimLsp.Core.Classifying;
using ShimLsp.Core.Health;
using ShimLsp.Core.Ledger;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Sessions.Together;

namespace ShimLsp.Core.Sessions;

/// <summary>Scores a session's requests: from the cache, by the configured classifier, or by the embedded scorer.</summary>
/// <param name="ports">The outside.</param>
/// <param name="cache">Scores of earlier requests.</param>
/// <param name="health">The health of the session's models.</param>
/// <param name="eligibility">Says whether the classifier's model can be used.</param>
/// <param name="savings">Records the cost of each classification.</param>
/// <param name="spending">What the session may spend: a classification counts too.</param>
/// <param name="report">Takes what became of a classifier's call that was made on a snapshot.</param>
internal sealed class SessionScoring(
    SessionPorts ports,
    RouterCache cache,
    ModelHealth health,
    SessionEligibility eligibility,
    Savings savings,
    SessionSpending spending,
    Action<SessionSnapshot, ModelSlug, Outcome, long> report
)
{
    private readonly SharedScoring? shared = ports.Shared is { } port ? new SharedScoring(port, ports.Clock) : null;
    private readonly BoundedClassifier bounded = new(ports.Embedded, ports.Clock);

    /// <summary>The classifier that is configured; null for none.</summary>
    public IClassifier? ClassifierOf(SessionSnapshot at) =>
        at.Router.Classifier is { } slug && at.Catalog.Find(slug) is { } model ? ports.Classifiers.For(model, at.Router.MaxTokens) : null;

    /// <summary>The identity of the scorer in force. It is part of the cache's key.</summary>
    /// <param name="classifier">The classifier that is configured; null for none.</param>
    public string IdentityOf(IClassifier? classifier) => classifier?.Identity ?? ports.Embedded.Identity;

    /// <summary>Scores from the cache, from a classification under way, or from a new one.</summary>
    public ValueTask<CacheAnswer> CachedAsync(Question question, IClassifier? classifier, CancellationToken cancellationToken) =>
        cache.GetOrScoreAsync(question.Key, question.At.Generation, token => ForAllAsync(question, classifier, token), cancellationToken);

    /// <summary>Scores without the cache.</summary>
    public ValueTask<Scoring> AnewAsync(Question question, IClassifier? classifier, CancellationToken cancellationToken)
    {
        if (question.Remembered is { Scoring: var remembered })
        {
            return new(remembered); // the text that they are of is gone
        }

        var at = question.At;
        return bounded.ScoreAsync(
            classifier is null ? null : Observed(at, classifier),
            classifier is null ? null : WhyNotAsked(at, classifier.Model),
            at.Router.Timeout,
            question.Signal,
            question.Able.ByRequest,
            cancellationToken
        );
    }

    private ValueTask<Scoring> ForAllAsync(Question question, IClassifier? classifier, CancellationToken cancellationToken) =>
        shared is not null && question is { SharedGeneration: { } generation, Remembered: null }
            ? shared.ScoreAsync(question, generation, token => AnewAsync(question, classifier, token), cancellationToken)
            : AnewAsync(question, classifier, cancellationToken);

    /// <summary>A credential, the catalog or the configuration changed: a classifier that was too slow may be quick again.</summary>
    public void Renew() => bounded.Renew();

    /// <summary>Counts since the session opened.</summary>
    public ClassifierStats Stats() => bounded.Stats();

    // A classification is small, so it reserves nothing: it is counted when it is over.
    private double? Pay(ModelSpec classifier, TokenUsage? usage)
    {
        spending.Add(classifier, usage);
        return savings.AddClassification(classifier, usage);
    }

    private StandInReason? WhyNotAsked(SessionSnapshot at, ModelSlug classifier) =>
        Availabilities.WhyNotAsked(eligibility.AvailabilityOf(at, classifier).State)
        ?? (at.Catalog.Find(classifier) is { IsPriced: true } && spending.Exhausted() is not null ? StandInReason.OverBudget : null);

    private ObservedClassifier Observed(SessionSnapshot at, IClassifier classifier)
    {
        var model = at.Catalog.Find(classifier.Model)!;
        return new(
            classifier,
            health,
            () => new(ports.Ledger, ports.Clock, CallPurpose.Classification, model),
            usage => Pay(model, usage),
            (outcome, begun) => report(at, model.Slug, outcome, begun)
        );
    }
}
