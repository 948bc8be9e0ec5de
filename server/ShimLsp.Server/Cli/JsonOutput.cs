using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Server.Cli.Demo;
using ShimLsp.Server.Cli.Doctor;
using ShimLsp.Server.Cli.Doctor.Probing;
using ShimLsp.Server.Cli.Evaluate;
using ShimLsp.Server.Cli.Init;
using ShimLsp.Server.Cli.Trust;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Hosting.Catalogs;

namespace ShimLsp.Server.Cli;

/// <summary>An error as <c>--json</c> shows it, in the shape of JSON-RPC's.</summary>
internal sealed record FailureOutput(FailureDetail Error);

/// <summary>Its parts.</summary>
internal sealed record FailureDetail(int Code, string Message, JsonElement? Data);

/// <summary>What commands write that is no message of the contract.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [
        typeof(CamelCaseEnumConverter<Affinity>),
        typeof(CamelCaseEnumConverter<CatalogLayer>),
        typeof(CamelCaseEnumConverter<CredentialKind>),
        typeof(CamelCaseEnumConverter<DecisionSource>),
        typeof(CamelCaseEnumConverter<LayerState>),
        typeof(CamelCaseEnumConverter<ProbeVerdict>),
        typeof(CamelCaseEnumConverter<ProblemSeverity>),
        typeof(CamelCaseEnumConverter<Rejection>),
        typeof(CamelCaseEnumConverter<Verdict>),
    ]
)]
[JsonSerializable(typeof(FailureOutput))]
[JsonSerializable(typeof(TrustOutput))]
[JsonSerializable(typeof(RevokeOutput))]
[JsonSerializable(typeof(DoctorReport))]
[JsonSerializable(typeof(InitOutput))]
[JsonSerializable(typeof(DemoOutput))]
[JsonSerializable(typeof(EvaluationReport))]
[JsonSerializable(typeof(InitializeMessage))]
[JsonSerializable(typeof(ConfigurationMessage))]
internal sealed partial class CliJson : JsonSerializerContext;

/// <summary>Writes a result as a program reads it: the wire's own fields, indented.</summary>
internal static class JsonOutput
{
    // Readable quotes and umlauts; control characters stay escaped. No HTML page will hold this.
    private static JsonWriterOptions Options => new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write<T>(TextWriter output, T value, JsonTypeInfo<T> type)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, Options))
        {
            JsonSerializer.Serialize(writer, value, type);
        }

        output.WriteLine(Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length));
    }
}
