using System.Text.Json;
using System.Text.Json.Serialization;
using ShimLsp.Core.Health;
using ShimLsp.Core.Ledger;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Routing.Strengths;
using ShimLsp.Core.Sessions.Feedback;
using ShimLsp.Core.Spending;
using ShimLsp.Server.Contract.Messages;

namespace ShimLsp.Server.Contract;

/// <summary>Every type of the contract, source-generated: camelCase, absent fields omitted, unknown fields ignored.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [
        typeof(CamelCaseEnumConverter<AvailabilityState>),
        typeof(CamelCaseEnumConverter<BudgetPeriod>),
        typeof(CamelCaseEnumConverter<BudgetScope>),
        typeof(CamelCaseEnumConverter<BudgetState>),
        typeof(CamelCaseEnumConverter<CredentialFault>),
        typeof(CamelCaseEnumConverter<CredentialKind>),
        typeof(CamelCaseEnumConverter<DecisionSource>),
        typeof(CamelCaseEnumConverter<FeedbackVerdict>),
        typeof(CamelCaseEnumConverter<Unmoved>),
        typeof(CamelCaseEnumConverter<StandInReason>),
        typeof(CamelCaseEnumConverter<LedgerGroup>),
        typeof(CamelCaseEnumConverter<ModelKind>),
        typeof(CamelCaseEnumConverter<OutcomeError>),
        typeof(CamelCaseEnumConverter<ProblemSeverity>),
        typeof(CamelCaseEnumConverter<Rejection>),
        typeof(CamelCaseEnumConverter<StrengthSource>),
        typeof(CamelCaseEnumConverter<Verdict>),
        typeof(ReplyTextConverter),
    ]
)]
[JsonSerializable(typeof(SessionParams))]
[JsonSerializable(typeof(ListModelsResult))]
[JsonSerializable(typeof(SwitchModelParams))]
[JsonSerializable(typeof(SwitchModelResult))]
[JsonSerializable(typeof(RouteParams))]
[JsonSerializable(typeof(DecisionInfo))]
[JsonSerializable(typeof(ReportOutcomeParams))]
[JsonSerializable(typeof(ReportOutcomeResult))]
[JsonSerializable(typeof(FeedbackParams))]
[JsonSerializable(typeof(FeedbackInfo))]
[JsonSerializable(typeof(InvalidateCacheResult))]
[JsonSerializable(typeof(SetTrustParams))]
[JsonSerializable(typeof(GenerationResult))]
[JsonSerializable(typeof(StatsInfo))]
[JsonSerializable(typeof(LedgerParams))]
[JsonSerializable(typeof(LedgerResult))]
[JsonSerializable(typeof(ChatParams))]
[JsonSerializable(typeof(ChatResultInfo))]
[JsonSerializable(typeof(SetCredentialParams))]
[JsonSerializable(typeof(SetCredentialResult))]
[JsonSerializable(typeof(EndpointParams))]
[JsonSerializable(typeof(ListEndpointModelsResult))]
[JsonSerializable(typeof(CheckLocalEndpointsResult))]
[JsonSerializable(typeof(TestModelParams))]
[JsonSerializable(typeof(TestModelResult))]
[JsonSerializable(typeof(ListGrantsResult))]
[JsonSerializable(typeof(SetGrantParams))]
[JsonSerializable(typeof(SetGrantResult))]
[JsonSerializable(typeof(ConfigureParams))]
[JsonSerializable(typeof(FolderParams))]
[JsonSerializable(typeof(Subscription))]
[JsonSerializable(typeof(Done))]
[JsonSerializable(typeof(ActiveModelChangedParams))]
[JsonSerializable(typeof(ModelsChangedParams))]
[JsonSerializable(typeof(AvailabilityChangedParams))]
[JsonSerializable(typeof(RoutedParams))]
[JsonSerializable(typeof(UnknownModelData))]
[JsonSerializable(typeof(NoRoutableModelData))]
[JsonSerializable(typeof(InvalidCatalogData))]
[JsonSerializable(typeof(UpstreamFailedData))]
[JsonSerializable(typeof(UnknownWorkspaceData))]
[JsonSerializable(typeof(UnknownDecisionData))]
[JsonSerializable(typeof(EndpointFailedData))]
[JsonSerializable(typeof(InvalidParamsData))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(JsonElement?))]
[JsonSerializable(typeof(string))]
internal sealed partial class WireJson : JsonSerializerContext
{
    /// <summary>An error's facts as JSON, each by the type that it has.</summary>
    /// <param name="data">The facts.</param>
    public static JsonElement ToElement(ErrorData data) => JsonSerializer.SerializeToElement(data, Default.GetTypeInfo(data.GetType())!);
}
