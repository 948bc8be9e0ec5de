using ShimLsp.Core.Classifying;
using ShimLsp.Core.Health;
using ShimLsp.Core.Ledger;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Shared;
using ShimLsp.Core.Spending;
using ShimLsp.Core.Upstream;

namespace ShimLsp.Core.Sessions;

/// <summary>The ports through which a session reaches the outside.</summary>
/// <param name="Clock">Time.</param>
/// <param name="Embedded">The scorer that always answers.</param>
/// <param name="Classifiers">Makes a scorer of the configured classifier.</param>
/// <param name="Upstream">Asks models.</param>
/// <param name="Observer">Told of every change.</param>
/// <param name="DecisionIdPrefix">Sets this session's decision ids apart from every other's; random.</param>
public sealed record SessionPorts(
    TimeProvider Clock,
    IScorer Embedded,
    IClassifiers Classifiers,
    IUpstream Upstream,
    ISessionObserver Observer,
    string DecisionIdPrefix
)
{
    /// <summary>Lists the models of endpoints; without it none lists any.</summary>
    public IModelLists Lists { get; init; } = new NoLists();

    /// <summary>What the process has spent; null for what this session alone spends.</summary>
    public SpendingBook? Book { get; init; }

    /// <summary>On whose behalf the session calls models.</summary>
    public SpendingOwner Owner { get; init; } = SpendingOwner.Nobody;

    /// <summary>What was spent before, and what other processes spend.</summary>
    public SpendingKnowledge? Spent { get; init; }

    /// <summary>Records this session's calls; null if nobody does.</summary>
    public ICallLedger? Ledger { get; init; }

    /// <summary>What the session shares with those of other gateways; null if it shares nothing.</summary>
    public ISharedSession? Shared { get; init; }

    /// <summary>What the gateways of a team spend together; null if that is not shared.</summary>
    public SharedSpending? SharedSpending { get; init; }

    private sealed class NoLists : IModelLists
    {
        public Task<EndpointModels> ListAsync(ModelSpec row, CancellationToken cancellationToken) =>
            throw new UpstreamException(new Outcome(null, NoAnswer.Network), "No endpoint is asked here.");
    }
}
