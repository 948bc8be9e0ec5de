using ShimLsp.Server.Contract.Messages;

namespace ShimLsp.Server.Contract;

/// <summary>
/// What the server can do, in the words of no protocol. Every front serves it: <see cref="ContractMethods"/> lists the methods under
/// their names. Thread-safe. Parameters may be null if all of their fields are optional, and may name a session by
/// <c>workspaceFolder</c>. A method throws <see cref="ContractException"/> if it refuses; each can refuse with 1005 (the folder is not
/// open) and -32602 (a parameter is wrong).
/// </summary>
public interface IShimContract
{
    /// <summary>Lists the session's models, the active one, and the catalog's problems.</summary>
    /// <param name="parameters">Which session.</param>
    ListModelsResult ListModels(SessionParams? parameters = null);

    /// <summary>Makes a model, or Auto, the active one. It always drops the session's router cache.</summary>
    /// <param name="parameters">Which model, and whether to remember it.</param>
    /// <exception cref="ContractException">1001: no such model; 1003: no catalog.</exception>
    SwitchModelResult SwitchModel(SwitchModelParams? parameters = null);

    /// <summary>Chooses a model for a task, and says why.</summary>
    /// <param name="parameters">The task.</param>
    /// <param name="cancellationToken">Ends this call. Other callers that wait for the same classification continue.</param>
    /// <exception cref="ContractException">1001: a candidate does not exist; 1002: none can take it; 1003: no catalog.</exception>
    Task<DecisionInfo> RouteAsync(RouteParams? parameters = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Sends a turn of a conversation to a model: the active one, the one that the caller names, or the one that Auto chooses. If that
    /// model fails, the next best is asked.
    /// </summary>
    /// <param name="parameters">The turn.</param>
    /// <param name="show">Takes each piece of the reply, in order; the next piece waits for it. Null if only the whole matters.</param>
    /// <param name="cancellationToken">Ends this call; it reaches the model at once.</param>
    /// <exception cref="ContractException">
    /// 1001: no such model; 1002: no model can take it; 1003: no catalog; 1004: every model that was asked failed, or the reply broke off.
    /// </exception>
    Task<ChatResultInfo> ChatAsync(
        ChatParams? parameters = null,
        Func<ChatDelta, ValueTask>? show = null,
        CancellationToken cancellationToken = default
    );

    /// <summary>Records the outcome of a call that the client made itself.</summary>
    /// <param name="parameters">Which model, and what came of the call.</param>
    /// <exception cref="ContractException">1001: no such model; 1003: no catalog.</exception>
    ReportOutcomeResult ReportOutcome(ReportOutcomeParams? parameters = null);

    /// <summary>Takes a person's verdict on a decision, which moves the threshold of later ones; or takes all verdicts back.</summary>
    /// <param name="parameters">The decision and the verdict, or the wish to reset.</param>
    /// <exception cref="ContractException">1006: no such decision.</exception>
    FeedbackInfo Feedback(FeedbackParams? parameters = null);

    /// <summary>Drops the session's router cache.</summary>
    /// <param name="parameters">Which session.</param>
    InvalidateCacheResult InvalidateCache(SessionParams? parameters = null);

    /// <summary>The session's counts since it opened.</summary>
    /// <param name="parameters">Which session.</param>
    StatsInfo Status(SessionParams? parameters = null);

    /// <summary>
    /// Sums the recorded calls of the session's tenant in its workspace, also those of earlier sessions and other processes.
    /// </summary>
    /// <param name="parameters">Since when, and by what.</param>
    /// <param name="cancellationToken">Ends this call.</param>
    Task<LedgerResult> LedgerAsync(LedgerParams? parameters = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Looks at the session's endpoints on this machine, unless a setting forbids it. Changes of availability are announced.
    /// </summary>
    /// <param name="parameters">Which session.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task<CheckLocalEndpointsResult> CheckLocalEndpointsAsync(
        SessionParams? parameters = null,
        CancellationToken cancellationToken = default
    );

    /// <summary>Sets a key for the session's models, in memory and for this run only. It drops the session's router cache.</summary>
    /// <param name="parameters">The key and its name.</param>
    SetCredentialResult SetCredential(SetCredentialParams? parameters = null);

    /// <summary>
    /// Lists the models of an endpoint that a person has just typed or confirmed. One request; the key goes there and nowhere else.
    /// </summary>
    /// <param name="parameters">The endpoint and the key.</param>
    /// <param name="cancellationToken">Ends this call.</param>
    /// <exception cref="ContractException">1007: the endpoint gave no list.</exception>
    Task<ListEndpointModelsResult> ListEndpointModelsAsync(
        EndpointParams? parameters = null,
        CancellationToken cancellationToken = default
    );

    /// <summary>Sends a model of such an endpoint the smallest real question, which may cost a little.</summary>
    /// <param name="parameters">The endpoint, the key and the model.</param>
    /// <param name="cancellationToken">Ends this call.</param>
    /// <exception cref="ContractException">1007: the model did not answer.</exception>
    Task<TestModelResult> TestModelAsync(TestModelParams? parameters = null, CancellationToken cancellationToken = default);

    /// <summary>Trusts the workspace for this run, or no longer. Its own catalog is read only if it is trusted.</summary>
    /// <param name="parameters">Which session, and whether to trust it.</param>
    GenerationResult SetTrust(SetTrustParams? parameters = null);

    /// <summary>
    /// Lists which keys the workspace's own catalog may send where, and which it asks to. Only the person's own client may call it.
    /// </summary>
    /// <param name="parameters">Which session.</param>
    ListGrantsResult ListGrants(SessionParams? parameters = null);

    /// <summary>
    /// Allows the workspace's own catalog to send a key to an endpoint, or forbids it again. It is remembered. Only the person's own
    /// client may call it.
    /// </summary>
    /// <param name="parameters">Which pair, and whether to allow it.</param>
    SetGrantResult SetGrant(SetGrantParams? parameters = null);
}
