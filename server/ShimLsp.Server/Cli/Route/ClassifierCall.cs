using ShimLsp.Core.Models;
using ShimLsp.Server.Contract.Messages;

namespace ShimLsp.Server.Cli.Route;

/// <summary>The classifier's call that a command's one decision rests on.</summary>
/// <param name="Model">The model that was asked.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Usage">The tokens that it took; null if the provider did not say.</param>
internal sealed record ClassifierCall(ModelSpec Model, double Milliseconds, TokenUsage? Usage)
{
    /// <summary>What it cost in US dollars; null if that is not known.</summary>
    public double? Cost => Usage is { } usage ? Model.Pricing?.CostOf(usage) : null;

    /// <summary>The call of a session that made one decision; null if no classifier answered.</summary>
    /// <param name="session">The session.</param>
    /// <param name="decision">Its decision.</param>
    public static ClassifierCall? Of(OneShot session, DecisionInfo decision)
    {
        var calls = session.Stats.Classifier;
        return
            decision.StandIn is null
            && calls.LatencyP50 is { } latency
            && session.Snapshot.Router.Classifier is { } slug
            && session.Snapshot.Catalog.Find(slug) is { } model
            ? new(model, latency, calls.Usage)
            : null;
    }
}
