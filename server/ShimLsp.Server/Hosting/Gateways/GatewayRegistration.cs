using System.Text.Json;
using System.Text.Json.Serialization;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Hosting.Gateways;

/// <summary>A gateway that said it runs.</summary>
/// <param name="Url">Where it listens.</param>
/// <param name="Instance">What its <c>/health</c> says.</param>
/// <param name="Pid">Its process.</param>
/// <param name="Folder">The workspace that it was started for.</param>
/// <param name="Started">When.</param>
internal sealed record RegisteredGateway(string Url, string Instance, int Pid, string Folder, DateTimeOffset Started)
{
    /// <summary>The version of its program; null if it is older than this field.</summary>
    public string? Version { get; init; }

    /// <summary>The file of its log; null if its log goes to a terminal.</summary>
    public string? Log { get; init; }

    /// <summary>The Unix socket at which another gateway can take its port over; null if none can.</summary>
    public string? Handover { get; init; }

    /// <summary>Whether it ends with one run of a client, so that nothing else may depend on it.</summary>
    public bool IsOfRun { get; init; }
}

/// <summary>Its JSON form.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(RegisteredGateway))]
[JsonSerializable(typeof(PageLink))]
[JsonSerializable(typeof(ApiFailure))]
internal sealed partial class RegisteredGatewayJson : JsonSerializerContext;

/// <summary>
/// The file by which other processes of the person find a running gateway. A gateway without a state folder is not found; it serves all the
/// same.
/// </summary>
internal sealed class GatewayRegistration : IDisposable
{
    /// <summary>The folder for these files under the state folder.</summary>
    public const string Folder = "running";

    private readonly string? path;

    /// <summary>Writes the file.</summary>
    /// <param name="host">The machine.</param>
    /// <param name="gateway">The gateway.</param>
    public GatewayRegistration(HostEnvironment host, RegisteredGateway gateway)
    {
        var files = new StateFiles(host, RunningGateways.MostBytes);
        path = files.PathOf("gateway", Folder, $"{gateway.Instance}.json");
        files.Change(path, _ => JsonSerializer.SerializeToUtf8Bytes(gateway, RegisteredGatewayJson.Default.RegisteredGateway));
    }

    /// <inheritdoc/>
    public void Dispose() => RunningGateways.Remove(path);
}
