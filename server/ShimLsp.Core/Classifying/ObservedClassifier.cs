using System.Collections.Immutable;
using ShimLsp.Core.Health;
using ShimLsp.Core.Ledger;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Routing.Signals;

namespace ShimLsp.Core.Classifying;

/// <summary>A classifier that reports each call to the health of its model, to the account of costs and to the record of calls.</summary>
/// <param name="classifier">The classifier.</param>
/// <param name="health">Says whether its model can be called.</param>
/// <param name="begin">Begins the record of a call.</param>
/// <param name="pay">Receives the usage of a call, null if the provider did not say; gives its cost, null if that is not known.</param>
/// <param name="report">Receives the outcome of a call, and when the call began.</param>
internal sealed class ObservedClassifier(
    IClassifier classifier,
    ModelHealth health,
    Func<RecordedCall> begin,
    Func<TokenUsage?, double?> pay,
    Action<Outcome, long> report
) : IClassifier
{
    private static readonly Outcome Success = new(200);

    /// <inheritdoc/>
    public ModelSlug Model => classifier.Model;

    /// <inheritdoc/>
    public string Identity => classifier.Identity;

    /// <inheritdoc/>
    public async ValueTask<Classification> ClassifyAsync(
        TaskSignal signal,
        ImmutableArray<ModelSpec> candidates,
        CancellationToken cancellationToken
    )
    {
        if (!health.TryTake(Model, out var isTrial))
        {
            return new Classification.NotAsked(Availabilities.WhyNotAsked(health.Of(Model).State) ?? StandInReason.Cooldown);
        }

        var call = begin();
        var isKnown = false;
        try
        {
            var classification = await classifier.ClassifyAsync(signal, candidates, cancellationToken).ConfigureAwait(false);
            isKnown = Report(classification, call);
            return classification;
        }
        catch (Exception)
        {
            call.Cancelled();
            throw;
        }
        finally
        {
            // A trial without an outcome decides nothing: the next request may be the trial.
            if (isTrial && !isKnown)
            {
                health.GiveBackTrial(Model);
            }
        }
    }

    /// <summary>Reports a call; false if it says nothing about the model's health.</summary>
    private bool Report(Classification classification, RecordedCall call)
    {
        switch (classification)
        {
            case Classification.Answered answered:
                Answered(answered.Usage, call);
                return true;
            case Classification.Unusable unusable:
                Answered(unusable.Usage, call); // the model works, and the call costs money
                return true;
            case Classification.Failed failed:
                report(failed.Outcome, call.Begun);
                call.Failed(failed.Outcome);
                return true;
            case Classification.TimedOut:
                call.Failed(new(null, NoAnswer.Timeout));
                return false; // too slow to classify is not too slow to answer a task
            default:
                return false;
        }
    }

    private void Answered(TokenUsage? usage, RecordedCall call)
    {
        report(Success, call.Begun);
        var cost = pay(usage);
        call.Answered(usage, cost, saved: -cost ?? 0);
    }
}

/// <summary>What a model's availability means for its use as a classifier.</summary>
public static class Availabilities
{
    /// <summary>Why a model in this state is not asked; null if it may be asked.</summary>
    /// <param name="state">Whether the model can be used now.</param>
    public static StandInReason? WhyNotAsked(AvailabilityState state) =>
        state switch
        {
            AvailabilityState.Available => null,
            AvailabilityState.MissingCredential => StandInReason.MissingCredential,
            AvailabilityState.RateLimited or AvailabilityState.Failing => StandInReason.Cooldown,
            _ => StandInReason.Error,
        };
}
