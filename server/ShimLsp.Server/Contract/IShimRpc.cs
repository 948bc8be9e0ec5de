using ShimLsp.Server.Contract.Messages;

namespace ShimLsp.Server.Contract;

/// <summary>
/// The contract, served by both fronts under these names, camelCase. Every parameter object may be absent where all of its fields
/// are optional, and may name its session by <c>workspaceFolder</c>. A method that is not asynchronous changes state: it takes
/// effect before any later message starts.
/// </summary>
public interface IShimRpc
{
    /// <summary>The models of the session, the active one, and what is wrong with the catalog.</summary>
    /// <param name="parameters">Which session.</param>
    ListModelsResult ListModels(SessionParams? parameters = null);

    /// <summary>Makes a model, or Auto, the active one; always drops the session's router cache.</summary>
    /// <param name="parameters">Which, and whether to remember it.</param>
    /// <exception cref="StreamJsonRpc.LocalRpcException">1001: no such model; 1003: no catalog.</exception>
    SwitchModelResult SwitchModel(SwitchModelParams? parameters = null);

    /// <summary>Chooses a model for a task, and says why.</summary>
    /// <param name="parameters">The task.</param>
    /// <param name="cancellationToken">The client's cancellation; others who wait on the same classification are undisturbed.</param>
    /// <exception cref="StreamJsonRpc.LocalRpcException">
    /// 1001: a candidate does not exist; 1002: none can take it; 1003: no catalog.
    /// </exception>
    Task<DecisionInfo> RouteAsync(RouteParams? parameters = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Carries a turn of a conversation to a model: the active one, the one it names, or the one that Auto chooses, and where that fails
    /// the next best.
    /// </summary>
    /// <param name="parameters">The turn.</param>
    /// <param name="cancellationToken">The client's cancellation; it reaches the model at once.</param>
    /// <exception cref="StreamJsonRpc.LocalRpcException">
    /// 1001: no such model; 1002: none can take it; 1003: no catalog; 1004: every model that was asked failed, or the reply broke off.
    /// </exception>
    Task<ChatResultInfo> ChatAsync(ChatParams? parameters = null, CancellationToken cancellationToken = default);

    /// <summary>Takes the outcome of a call that the client made itself into account.</summary>
    /// <param name="parameters">Which model, and what became of the call.</param>
    /// <exception cref="StreamJsonRpc.LocalRpcException">1001: no such model.</exception>
    ReportOutcomeResult ReportOutcome(ReportOutcomeParams? parameters = null);

    /// <summary>Drops the session's router cache.</summary>
    /// <param name="parameters">Which session.</param>
    InvalidateCacheResult InvalidateCache(SessionParams? parameters = null);

    /// <summary>Counts of the session since it opened.</summary>
    /// <param name="parameters">Which session.</param>
    StatsInfo Status(SessionParams? parameters = null);

    /// <summary>Takes a key for the session's models, in memory and for this run only; drops the session's router cache.</summary>
    /// <param name="parameters">The key and its name.</param>
    SetCredentialResult SetCredential(SetCredentialParams? parameters = null);

    /// <summary>Trusts the workspace for this run, or no longer: its own catalog is read only where it is trusted.</summary>
    /// <param name="parameters">Which session, and whether to trust it.</param>
    GenerationResult SetTrust(SetTrustParams? parameters = null);
}
