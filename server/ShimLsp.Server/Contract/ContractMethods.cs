using System.Collections.Immutable;
using ShimLsp.Server.Contract.Messages;

namespace ShimLsp.Server.Contract;

/// <summary>Every method of the contract, declared once. The fronts serve this list; tests hold the other lists to it.</summary>
internal static class ContractMethods
{
    public static Query<SessionParams, ListModelsResult> ListModels { get; } =
        new("listModels", contract => contract.ListModels, json => json.SessionParams, json => json.ListModelsResult);

    public static Mutation<SwitchModelParams, SwitchModelResult> SwitchModel { get; } =
        new("switchModel", contract => contract.SwitchModel, json => json.SwitchModelParams, json => json.SwitchModelResult);

    public static SlowQuery<RouteParams, DecisionInfo> Route { get; } =
        new("route", contract => contract.RouteAsync, json => json.RouteParams, json => json.DecisionInfo);

    public static StreamingQuery<ChatParams, ChatDelta, ChatResultInfo> Chat { get; } =
        new("chat", contract => contract.ChatAsync, json => json.ChatParams, json => json.ChatResultInfo);

    public static Mutation<ReportOutcomeParams, ReportOutcomeResult> ReportOutcome { get; } =
        new("reportOutcome", contract => contract.ReportOutcome, json => json.ReportOutcomeParams, json => json.ReportOutcomeResult);

    public static Mutation<FeedbackParams, FeedbackInfo> Feedback { get; } =
        new("feedback", contract => contract.Feedback, json => json.FeedbackParams, json => json.FeedbackInfo);

    public static Mutation<SessionParams, InvalidateCacheResult> InvalidateCache { get; } =
        new("invalidateCache", contract => contract.InvalidateCache, json => json.SessionParams, json => json.InvalidateCacheResult);

    public static Query<SessionParams, StatsInfo> Status { get; } =
        new("status", contract => contract.Status, json => json.SessionParams, json => json.StatsInfo);

    public static SlowQuery<LedgerParams, LedgerResult> Ledger { get; } =
        new("ledger", contract => contract.LedgerAsync, json => json.LedgerParams, json => json.LedgerResult);

    public static SlowQuery<SessionParams, CheckLocalEndpointsResult> CheckLocalEndpoints { get; } =
        new(
            "checkLocalEndpoints",
            contract => contract.CheckLocalEndpointsAsync,
            json => json.SessionParams,
            json => json.CheckLocalEndpointsResult
        );

    public static Mutation<SetCredentialParams, SetCredentialResult> SetCredential { get; } =
        new("setCredential", contract => contract.SetCredential, json => json.SetCredentialParams, json => json.SetCredentialResult);

    public static SlowQuery<EndpointParams, ListEndpointModelsResult> ListEndpointModels { get; } =
        new(
            "listEndpointModels",
            contract => contract.ListEndpointModelsAsync,
            json => json.EndpointParams,
            json => json.ListEndpointModelsResult
        );

    public static SlowQuery<TestModelParams, TestModelResult> TestModel { get; } =
        new("testModel", contract => contract.TestModelAsync, json => json.TestModelParams, json => json.TestModelResult);

    public static Mutation<SetTrustParams, GenerationResult> SetTrust { get; } =
        new("setTrust", contract => contract.SetTrust, json => json.SetTrustParams, json => json.GenerationResult);

    public static Query<SessionParams, ListGrantsResult> ListGrants { get; } =
        new("listGrants", contract => contract.ListGrants, json => json.SessionParams, json => json.ListGrantsResult);

    public static Mutation<SetGrantParams, SetGrantResult> SetGrant { get; } =
        new("setGrant", contract => contract.SetGrant, json => json.SetGrantParams, json => json.SetGrantResult);

    /// <summary>All of them, in the order of <c>docs/protocol.md</c>.</summary>
    public static ImmutableArray<ContractMethod> All { get; } =
    [
        ListModels,
        SwitchModel,
        Route,
        Chat,
        ReportOutcome,
        Feedback,
        InvalidateCache,
        Status,
        Ledger,
        CheckLocalEndpoints,
        SetCredential,
        ListEndpointModels,
        TestModel,
        SetTrust,
        ListGrants,
        SetGrant,
    ];
}
