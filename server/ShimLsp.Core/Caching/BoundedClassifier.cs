using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Routing.Signals;

namespace ShimLsp.Core.Caching;

/// <summary>Counts of the classifier's use since its session opened.</summary>
/// <param name="Calls">Classifications begun.</param>
/// <param name="Failures">Those that failed or gave an unusable reply.</param>
/// <param name="Timeouts">Requests whose time ran out, waiting included.</param>
/// <param name="QueueRejected">Requests that found the queue full.</param>
/// <param name="LatencyP50">Median latency in milliseconds of the most recent 256 answers; null before the first.</param>
/// <param name="LatencyP99">The 99th percentile of the same.</param>
public sealed record ClassifierStats(long Calls, long Failures, long Timeouts, long QueueRejected, double? LatencyP50, double? LatencyP99);

/// <summary>
/// Keeps a cleared cache under load from becoming a spike of upstream calls: at most <see cref="Places"/> classifications at a time,
/// at most <see cref="QueueLength"/> waiting, each within its time limit from arrival. Whatever goes wrong, the embedded scorer stands in.
/// </summary>
/// <param name="embedded">The scorer that always answers.</param>
/// <param name="clock">The session's clock.</param>
[SuppressMessage("Design", "CA1001", Justification = "A call may outlive its session; the semaphore has no wait handle to free.")]
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

    private readonly Lock gate = new();
    private readonly SemaphoreSlim places = new(Places);
    private readonly LatencyWindow latencies = new();
    private (string Identity, long Since)? cooling;
    private int inside;
    private long calls;
    private long failures;
    private long timeouts;
    private long rejected;

    /// <summary>Scores by the classifier within its limits, else by the embedded scorer.</summary>
    /// <param name="classifier">The configured classifier, if usable now; null for none.</param>
    /// <param name="standsIn">
    /// Whether the embedded scorer, if it answers for want of a classifier, stands in for one that is configured.
    /// </param>
    /// <param name="limit">The classifier's time limit, from now on, waiting included.</param>
    /// <param name="signal">What was read of the request.</param>
    /// <param name="candidates">The models to score.</param>
    /// <param name="cancellationToken">Cancels the work; the only way to an <see cref="OperationCanceledException"/>.</param>
    public async ValueTask<Scoring> ScoreAsync(
        IScorer? classifier,
        bool standsIn,
        TimeSpan limit,
        TaskSignal signal,
        ImmutableArray<ModelSpec> candidates,
        CancellationToken cancellationToken
    )
    {
        if (
            classifier is not null
            && !IsCooling(classifier)
            && Enter()
            && await ClassifyAsync(classifier, limit, signal, candidates, cancellationToken).ConfigureAwait(false) is { } sheet
        )
        {
            return new(sheet, ByClassifier: true, StandsIn: false);
        }

        var standIn = await embedded.ScoreAsync(signal, candidates, cancellationToken).ConfigureAwait(false);
        return new(standIn, ByClassifier: false, StandsIn: standsIn || classifier is not null);
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
    public ClassifierStats Stats()
    {
        lock (gate)
        {
            return new(calls, failures, timeouts, rejected, latencies.Percentile(50), latencies.Percentile(99));
        }
    }

    private bool IsCooling(IScorer classifier)
    {
        lock (gate)
        {
            return cooling is { } now && now.Identity == classifier.Identity && clock.GetElapsedTime(now.Since) < Cooldown;
        }
    }

    private bool Enter()
    {
        if (Interlocked.Increment(ref inside) <= Places + QueueLength)
        {
            return true;
        }

        Interlocked.Decrement(ref inside);
        Count(ref rejected);
        return false;
    }

    private async Task<ScoreSheet?> ClassifyAsync(
        IScorer classifier,
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
            await TakePlaceAsync(either.Token).ConfigureAwait(false);
            Count(ref calls);
            var started = clock.GetTimestamp();
            called = started;

            // A classifier that is deaf to its token keeps its place until it is done, not its caller.
            var sheet = await CallAsync(classifier, signal, candidates, either.Token).WaitAsync(either.Token).ConfigureAwait(false);
            lock (gate)
            {
                latencies.Add(clock.GetElapsedTime(started));
            }

            return sheet;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception late) when (late is TimeoutException || (late is OperationCanceledException && deadline.IsCancellationRequested))
        {
            TimedOut(classifier, hadItsTime: late is TimeoutException || (called is { } since && clock.GetElapsedTime(since) >= limit / 2));
            return null;
        }
        catch (NotAskedException)
        {
            lock (gate)
            {
                calls--;
            }

            return null;
        }
#pragma warning disable CA1031 // A classifier fails in its provider's own ways; each means the embedded scorer stands in.
        catch (Exception)
#pragma warning restore CA1031
        {
            Count(ref failures);
            return null;
        }
    }

    private void TimedOut(IScorer classifier, bool hadItsTime)
    {
        lock (gate)
        {
            timeouts++;

            // Who waited for a place, and got one late or never, says nothing of the classifier.
            cooling = hadItsTime ? (classifier.Identity, clock.GetTimestamp()) : cooling;
        }
    }

    private async Task TakePlaceAsync(CancellationToken cancellationToken)
    {
        try
        {
            await places.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Interlocked.Decrement(ref inside);
            throw;
        }
    }

    private async Task<ScoreSheet> CallAsync(
        IScorer classifier,
        TaskSignal signal,
        ImmutableArray<ModelSpec> candidates,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await classifier.ScoreAsync(signal, candidates, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // Not before: a call that outlives its caller still takes its place from the queue's bound.
            Interlocked.Decrement(ref inside);
            places.Release();
        }
    }

    private void Count(ref long counter)
    {
        lock (gate)
        {
            counter++;
        }
    }
}
