using System.Text.Json;
using ShimLsp.Bench.Stdio;
using ShimLsp.Bench.Upstream;

namespace ShimLsp.Bench.Gateway;

/// <summary>The gateway as a process, in front of the mock.</summary>
internal sealed class GatewayProcess : IDisposable
{
    private readonly ServerProcess process;

    private GatewayProcess(ServerProcess process, Uri origin, string token) =>
        (this.process, Origin, Access) = (process, origin, $"Authorization: Bearer {token}");

    /// <summary>Where it listens.</summary>
    public Uri Origin { get; }

    /// <summary>The header that lets a client in.</summary>
    public string Access { get; }

    /// <summary>Its counts.</summary>
    public ServerProcess Process => process;

    /// <summary>Starts it with one model.</summary>
    /// <param name="server">The binary.</param>
    /// <param name="folder">Its working directory.</param>
    /// <param name="upstream">The upstream: scheme, host and port.</param>
    /// <param name="provider">The model's provider.</param>
    /// <param name="model">The model's script at the mock.</param>
    public static GatewayProcess Start(string server, string folder, string upstream, string provider, string model = MockProcess.Brief)
    {
        var catalog = Path.Combine(folder, $"{provider}.json");
        File.WriteAllText(
            catalog,
            $$"""
            { "models": [ { "slug": "{{model}}", "model": "{{model}}", "provider": "{{provider}}", "base_url": "{{upstream}}/v1" } ] }
            """
        );
        var process =
            ServerProcess.Start(folder, server, "gateway", "--port", "0", "--json", "--models", catalog)
            ?? throw new IOException($"{server} does not start.");
        using var said = JsonDocument.Parse(
            new StreamReader(process.Output).ReadLine() ?? throw new IOException("The gateway ended at once.")
        );
        return new(process, new(said.RootElement.GetProperty("url").GetString()!), said.RootElement.GetProperty("token").GetString()!);
    }

    /// <summary>A client of it.</summary>
    /// <param name="path">The path.</param>
    /// <param name="body">What it asks.</param>
    public SocketClient Client(string path, string body) => new(new Uri(Origin, path), body, Access);

    /// <inheritdoc/>
    public void Dispose() => process.Dispose();
}
