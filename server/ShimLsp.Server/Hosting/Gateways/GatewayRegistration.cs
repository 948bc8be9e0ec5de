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
internal sealed record RegisteredGateway(string Url, string Instance, int Pid, string Folder, DateTimeOffset Started);

/// <summary>Its JSON form.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(RegisteredGateway))]
[JsonSerializable(typeof(PageLink))]
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
    /// <param name="url">Where the gateway listens.</param>
    /// <param name="instance">What its <c>/health</c> says.</param>
    /// <param name="folder">The workspace that it was started for.</param>
    public GatewayRegistration(HostEnvironment host, string url, string instance, FolderPath folder)
    {
        var files = new StateFiles(host, RunningGateways.MostBytes);
        path = files.PathOf("gateway", Folder, $"{instance}.json");
        var registered = new RegisteredGateway(url, instance, Environment.ProcessId, folder.Real().Value, host.Time.GetUtcNow());
        files.Change(path, _ => JsonSerializer.SerializeToUtf8Bytes(registered, RegisteredGatewayJson.Default.RegisteredGateway));
    }

    /// <inheritdoc/>
    public void Dispose() => RunningGateways.Remove(path);
}
