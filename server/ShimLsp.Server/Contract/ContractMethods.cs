using System.Collections.Immutable;
using ShimLsp.Server.Contract.Messages;
using static ShimLsp.Server.Contract.WireJson;

namespace ShimLsp.Server.Contract;

/// <summary>Every method of the contract, declared once. The fronts serve this list; tests hold the other lists to it.</summary>
internal static class ContractMethods
{
    public static Query<SessionParams, ListModelsResult> ListModels { get; } =
        new("listModels", contract => contract.ListModels, Default.SessionParams, Default.ListModelsResult);

    public static Mutation<SwitchModelParams, SwitchModelResult> SwitchModel { get; } =
        new("switchModel", contract => contract.SwitchModel, Default.SwitchModelParams, Default.SwitchModelResult);

    public static SlowQuery<RouteParams, DecisionInfo> Route { get; } =
        new("route", contract => contract.RouteAsync, Default.RouteParams, Default.DecisionInfo);

    public static StreamingQuery<ChatParams, ChatDelta, ChatResultInfo> Chat { get; } =
        new("chat", contract => contract.ChatAsync, Default.ChatParams, Default.ChatResultInfo);

    public static Mutation<ReportOutcomeParams, ReportOutcomeResult> ReportOutcome { get; } =
        new("reportOutcome", contract => contract.ReportOutcome, Default.ReportOutcomeParams, Default.ReportOutcomeResult);

    public static Mutation<SessionParams, InvalidateCacheResult> InvalidateCache { get; } =
        new("invalidateCache", contract => contract.InvalidateCache, Default.SessionParams, Default.InvalidateCacheResult);

    public static Query<SessionParams, StatsInfo> Status { get; } =
        new("status", contract => contract.Status, Default.SessionParams, Default.StatsInfo);

    public static Mutation<SetCredentialParams, SetCredentialResult> SetCredential { get; } =
        new("setCredential", contract => contract.SetCredential, Default.SetCredentialParams, Default.SetCredentialResult);

    public static Mutation<SetTrustParams, GenerationResult> SetTrust { get; } =
        new("setTrust", contract => contract.SetTrust, Default.SetTrustParams, Default.GenerationResult);

    /// <summary>All of them, in the order of <c>docs/protocol.md</c>.</summary>
    public static ImmutableArray<ContractMethod> All { get; } =
    [ListModels, SwitchModel, Route, Chat, ReportOutcome, InvalidateCache, Status, SetCredential, SetTrust];
}
