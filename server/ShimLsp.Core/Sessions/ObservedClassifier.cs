using System.Collections.Immutable;
using ShimLsp.Core.Health;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Routing.Signals;
using ShimLsp.Core.Upstream;

namespace ShimLsp.Core.Sessions;

/// <summary>A classifier whose calls are seen: by the health of its model, and by what is spent.</summary>
/// <param name="classifier">What scores.</param>
/// <param name="model">The model behind it.</param>
/// <param name="health">Whether that model can be used.</param>
/// <param name="savings">Where its cost goes.</param>
/// <param name="report">Takes what became of a call, and when it began.</param>
/// <param name="clock">The session's clock.</param>
internal sealed class ObservedClassifier(
    IScorer classifier,
    ModelSpec model,
    ModelHealth health,
    Savings savings,
    Action<Outcome, long> report,
    TimeProvider clock
) : IScorer
{
    private static readonly Outcome Answered = new(200);

    public string Identity => classifier.Identity;

    public async ValueTask<ScoreSheet> ScoreAsync(
        TaskSignal signal,
        ImmutableArray<ModelSpec> candidates,
        CancellationToken cancellationToken
    )
    {
        if (!health.TryTake(model.Slug, out var isTrial))
        {
            throw new NotAskedException();
        }

        var begun = clock.GetTimestamp();
        try
        {
            var sheet = await classifier.ScoreAsync(signal, candidates, cancellationToken).ConfigureAwait(false);
            report(Answered, begun);
            savings.AddClassification(model, sheet.Usage);
            return sheet with { Usage = null };
        }
        catch (UnusableReplyException unusable)
        {
            report(Answered, begun); // it does work, and it has to be paid
            savings.AddClassification(model, unusable.Usage);
            throw;
        }
        catch (UpstreamException failed) when (failed.Outcome.NoAnswer is NoAnswer.Timeout)
        {
            // Too slow to classify is not too slow to answer a task: health hears nothing of it.
            GiveBack(isTrial);
            throw new TimeoutException();
        }
        catch (OperationCanceledException)
        {
            GiveBack(isTrial);
            throw;
        }
        catch (UpstreamException failed)
        {
            report(failed.Outcome, begun);
            throw;
        }
    }

    private void GiveBack(bool isTrial)
    {
        if (isTrial)
        {
            health.GiveBackTrial(model.Slug);
        }
    }
}
