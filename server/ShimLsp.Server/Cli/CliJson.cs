using System.Text.Json;
using System.Text.Json.Serialization;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Server.Cli.Check;
using ShimLsp.Server.Cli.Demo;
using ShimLsp.Server.Cli.Doctor;
using ShimLsp.Server.Cli.Doctor.Probing;
using ShimLsp.Server.Cli.Evaluate;
using ShimLsp.Server.Cli.Evaluate.Transcripts;
using ShimLsp.Server.Cli.Gateway;
using ShimLsp.Server.Cli.Init;
using ShimLsp.Server.Cli.Trust;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Hosting.Catalogs;
using ShimLsp.Server.Hosting.Gateways;

namespace ShimLsp.Server.Cli;

/// <summary>An error as <c>--json</c> shows it, in the shape of JSON-RPC's.</summary>
internal sealed record FailureOutput(FailureDetail Error);

/// <summary>Its parts.</summary>
internal sealed record FailureDetail(int Code, string Message, JsonElement? Data);

/// <summary>The output of commands that is not a message of the contract.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [
        typeof(CamelCaseEnumConverter<Affinity>),
        typeof(CamelCaseEnumConverter<CatalogLayer>),
        typeof(CamelCaseEnumConverter<CredentialKind>),
        typeof(CamelCaseEnumConverter<DecisionSource>),
        typeof(CamelCaseEnumConverter<LayerState>),
        typeof(CamelCaseEnumConverter<Escalation>),
        typeof(CamelCaseEnumConverter<Learning>),
        typeof(CamelCaseEnumConverter<ProbeVerdict>),
        typeof(CamelCaseEnumConverter<ProblemSeverity>),
        typeof(CamelCaseEnumConverter<Rejection>),
        typeof(CamelCaseEnumConverter<Verdict>),
        typeof(ReplyTextConverter),
    ]
)]
[JsonSerializable(typeof(FailureOutput))]
[JsonSerializable(typeof(TrustOutput))]
[JsonSerializable(typeof(RevokeOutput))]
[JsonSerializable(typeof(StatusOutput))]
[JsonSerializable(typeof(DoctorReport))]
[JsonSerializable(typeof(CheckReport))]
[JsonSerializable(typeof(InitOutput))]
[JsonSerializable(typeof(GatewayListening))]
[JsonSerializable(typeof(GatewayStarted))]
[JsonSerializable(typeof(GatewayList))]
[JsonSerializable(typeof(StoppedGateway))]
[JsonSerializable(typeof(TokenOutput))]
[JsonSerializable(typeof(DemoOutput))]
[JsonSerializable(typeof(EvaluationReport))]
[JsonSerializable(typeof(TranscriptReport))]
[JsonSerializable(typeof(InitializeMessage))]
[JsonSerializable(typeof(ConfigurationMessage))]
internal sealed partial class CliJson : JsonSerializerContext;
