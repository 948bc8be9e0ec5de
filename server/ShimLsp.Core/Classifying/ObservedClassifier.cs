using System.Collections.Immutable;
using ShimLsp.Core.Health;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Routing.Signals;

namespace ShimLsp.Core.Classifying;

/// <summary>A classifier that reports each call to the health of its model and to the account of costs.</summary>
/// <param name="classifier">The classifier.</param>
/// <param name="health">Says whether its model can be called.</param>
/// <param name="pay">Receives the usage of a call; null if the provider did not say.</param>
/// <param name="report">Receives the outcome of a call, and when the call began.</param>
/// <param name="clock">The session's clock.</param>
public sealed class ObservedClassifier(
    IClassifier classifier,
    ModelHealth health,
    Action<TokenUsage?> pay,
    Action<Outcome, long> report,
    TimeProvider clock
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

        var begun = clock.GetTimestamp();
        var isKnown = false;
        try
        {
            var classification = await classifier.ClassifyAsync(signal, candidates, cancellationToken).ConfigureAwait(false);
            isKnown = Report(classification, begun);
            return classification;
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
    private bool Report(Classification classification, long begun)
    {
        switch (classification)
        {
            case Classification.Answered answered:
                report(Success, begun);
                pay(answered.Usage);
                return true;
            case Classification.Unusable unusable:
                report(Success, begun); // the model works, and the call costs money
                pay(unusable.Usage);
                return true;
            case Classification.Failed failed:
                report(failed.Outcome, begun);
                return true;
            default:
                return false; // too slow to classify is not too slow to answer a task
        }
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
