using System.Collections.Immutable;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Routing.Signals;

namespace ShimLsp.Server.Cli.Route;

/// <summary>Looks on while a classifier is asked: a session stands in for one that fails, and says neither that it did nor why.</summary>
/// <param name="clock">Time.</param>
internal sealed class WatchedClassifier(TimeProvider clock)
{
    private readonly TimeProvider clock = clock;
    private volatile Classification? last;

    /// <summary>What became of the last call; null where there was none.</summary>
    public Classification? Last => last;

    /// <summary>The same classifiers, looked at.</summary>
    /// <param name="classifiers">Makes them.</param>
    public IClassifiers Watch(IClassifiers classifiers) => new Watched(this, classifiers);

    private sealed class Watched(WatchedClassifier watch, IClassifiers classifiers) : IClassifiers
    {
        public IScorer? For(ModelSpec model, int maxTokens) =>
            classifiers.For(model, maxTokens) is { } scorer ? new Scorer(watch, scorer, model) : null;
    }

    private sealed class Scorer(WatchedClassifier watch, IScorer scorer, ModelSpec model) : IScorer
    {
        public string Identity => scorer.Identity;

        public async ValueTask<ScoreSheet> ScoreAsync(
            TaskSignal signal,
            ImmutableArray<ModelSpec> candidates,
            CancellationToken cancellationToken
        )
        {
            var started = watch.clock.GetTimestamp();
            Note(usage: null, new TimeoutException()); // who waits for it gives up without asking it
            try
            {
                var sheet = await scorer.ScoreAsync(signal, candidates, cancellationToken).ConfigureAwait(false);
                Note(sheet.Usage, failure: null);
                return sheet;
            }
            catch (Exception failure)
            {
                Note((failure as UnusableReplyException)?.Usage, failure);
                throw;
            }

            void Note(TokenUsage? usage, Exception? failure) =>
                watch.last = new(model, watch.clock.GetElapsedTime(started), usage, failure);
        }
    }
}

/// <summary>One call of a classifier.</summary>
/// <param name="Model">The model that was asked.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="Usage">What it took; null where the provider did not say.</param>
/// <param name="Failure">Why it gave no scores; null where it did.</param>
internal sealed record Classification(ModelSpec Model, TimeSpan Elapsed, TokenUsage? Usage, Exception? Failure)
{
    /// <summary>What it cost in US dollars; null where that is not known.</summary>
    public double? Cost => Usage is { } usage ? Model.Pricing?.CostOf(usage) : null;
}
