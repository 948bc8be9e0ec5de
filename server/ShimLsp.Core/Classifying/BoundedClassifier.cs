using System.Collections.Immutable;
using ShimLsp.Core.Health;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Routing.Signals;

namespace ShimLsp.Core.Classifying;

/// <summary>
/// Keeps a cleared cache under load from becoming a spike of upstream calls: at most <see cref="Places"/> classifications at a time,
/// at most <see cref="QueueLength"/> waiting, each within its time limit from arrival. Whatever goes wrong, the embedded scorer answers.
/// </summary>
/// <param name="embedded">The scorer that always answers.</param>
/// <param name="clock">The session's clock.</param>
public sealed class BoundedClassifier(IScorer embedded, TimeProvider clock)
{
    /// <summary>The most classifications at a time.</summary>
    public const int Places = 4;

    /// <summary>The most that wait for a place.</summary>
    public const int QueueLength = 64;

    /// <summary>
    /// How long a classifier is left alone after its time ran out: what was slow a moment ago would cost every request its whole time
    /// limit. As long as a model that fails is left alone.
    /// </summary>
    public static readonly TimeSpan Cooldown = TimeSpan.FromSeconds(30);

    private readonly ClassifierQueue queue = new(Places, QueueLength);
    private readonly ClassifierCounts counts = new();
    private readonly Lock gate = new();
    private (string Identity, long Since)? cooling;

    /// <summary>Scores by the classifier within its limits, else by the embedded scorer.</summary>
    /// <param name="classifier">The configured classifier; null for none.</param>
    /// <param name="unavailable">Why the classifier may not be asked now; null if it may.</param>
    /// <param name="limit">The classifier's time limit, from now on, waiting included.</param>
    /// <param name="signal">What was read of the request.</param>
    /// <param name="candidates">The models to score.</param>
    /// <param name="cancellationToken">Cancels the work; the only way to an <see cref="OperationCanceledException"/>.</param>
    public async ValueTask<Scoring> ScoreAsync(
        IClassifier? classifier,
        StandInReason? unavailable,
        TimeSpan limit,
        TaskSignal signal,
        ImmutableArray<ModelSpec> candidates,
        CancellationToken cancellationToken
    )
    {
        StandIn? standIn = null;
        if (classifier is not null)
        {
            var classification = (unavailable ?? Obstacle(classifier)) is { } why
                ? new Classification.NotAsked(why)
                : await ClassifyAsync(classifier, limit, signal, candidates, cancellationToken).ConfigureAwait(false);
            if (classification is Classification.Answered { Sheet: var sheet })
            {
                return new(sheet, ByClassifier: true);
            }

            standIn = StandInFor(classifier.Model, classification);
        }

        return new(await embedded.ScoreAsync(signal, candidates, cancellationToken).ConfigureAwait(false), ByClassifier: false, standIn);
    }

    /// <summary>Ends a cooldown: with another credential, catalog or configuration the classifier may be quick again.</summary>
    public void Renew()
    {
        lock (gate)
        {
            cooling = null;
        }
    }

    /// <summary>Counts since the session opened.</summary>
    public ClassifierStats Stats() => counts.Read();

    private static StandIn StandInFor(ModelSlug model, Classification classification) =>
        classification switch
        {
            Classification.TimedOut => new(model, StandInReason.Timeout),
            Classification.Unusable => new(model, StandInReason.Unusable),
            Classification.NotAsked notAsked => new(model, notAsked.Why),
            Classification.Failed failed => new(model, StandInReason.Error, failed.Message),
            _ => new(model, StandInReason.Error),
        };

    /// <summary>Why the classifier is not asked; null once the request has entered the queue.</summary>
    private StandInReason? Obstacle(IClassifier classifier)
    {
        lock (gate)
        {
            if (cooling is { } now && now.Identity == classifier.Identity && clock.GetElapsedTime(now.Since) < Cooldown)
            {
                return StandInReason.Cooldown;
            }
        }

        if (queue.TryEnter())
        {
            return null;
        }

        counts.AddRejected();
        return StandInReason.QueueFull;
    }

    private async Task<Classification> ClassifyAsync(
        IClassifier classifier,
        TimeSpan limit,
        TaskSignal signal,
        ImmutableArray<ModelSpec> candidates,
        CancellationToken cancellationToken
    )
    {
        using var deadline = new CancellationTokenSource(limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        long? called = null;
        try
        {
            await queue.TakePlaceAsync(either.Token).ConfigureAwait(false);
            counts.AddCall();
            var started = clock.GetTimestamp();
            called = started;

            // A classifier that ignores its token keeps its place until it is done, but it does not keep its caller.
            var classification = await CallAsync(classifier, signal, candidates, either.Token)
                .WaitAsync(either.Token)
                .ConfigureAwait(false);
            Take(classifier, classification, clock.GetElapsedTime(started));
            return classification;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            counts.AddTimeout();

            // A request that got its place late, or never, says nothing about the classifier.
            if (called is { } since && clock.GetElapsedTime(since) >= limit / 2)
            {
                Cool(classifier);
            }

            return new Classification.TimedOut();
        }
#pragma warning disable CA1031 // A defect of a classifier must not fail the route: the embedded scorer answers.
        catch (Exception)
#pragma warning restore CA1031
        {
            counts.AddFailure();
            return new Classification.Failed(new Outcome(null), "The classifier failed unexpectedly.");
        }
    }

    private void Take(IClassifier classifier, Classification classification, TimeSpan latency)
    {
        counts.Add(classification, latency);
        if (classification is Classification.TimedOut)
        {
            Cool(classifier);
        }
    }

    private void Cool(IClassifier classifier)
    {
        lock (gate)
        {
            cooling = (classifier.Identity, clock.GetTimestamp());
        }
    }

    private async Task<Classification> CallAsync(
        IClassifier classifier,
        TaskSignal signal,
        ImmutableArray<ModelSpec> candidates,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await classifier.ClassifyAsync(signal, candidates, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // Not before: a call that outlives its caller still takes its place from the queue's bound.
            queue.Leave();
        }
    }
}
