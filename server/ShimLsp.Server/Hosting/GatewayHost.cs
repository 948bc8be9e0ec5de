using System.Security.Cryptography;
using System.Text;
using ShimLsp.Core.Sessions;
using ShimLsp.Server.Gateway;
using ShimLsp.Server.Gateway.Serving;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Hosting;

/// <summary>The HTTP front of this process.</summary>
internal static class GatewayHost
{
    /// <summary>Serves until it is cancelled; then lets what runs end.</summary>
    /// <param name="options">What the server is made with.</param>
    /// <param name="folder">The workspace of the first token.</param>
    /// <param name="port">The port; 0 for a free one.</param>
    /// <param name="listening">Told where it listens, and of the first token.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task RunAsync(
        ServerOptions options,
        FolderPath folder,
        int port,
        Action<string, string> listening,
        CancellationToken cancellationToken
    )
    {
        using var composition = new Composition(options);
        composition.Workspaces.Start([folder.Value], ClientSettings.Empty, trusted: false);
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        var tenants = new OneTenant(token, new("local", folder.Value, composition.Contract, composition.Carrier));
        var application = new GatewayApplication(tenants, new Routes(options.Host.Time), composition.Logger);
        using var server = await GatewayServer.StartAsync(port, application, composition.Loggers, cancellationToken).ConfigureAwait(false);
        listening(server.Url, token);
        await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await server.StopAsync(CancellationToken.None).ConfigureAwait(false);
    }

    private sealed class OneTenant(string token, TenantSession session) : ITenants
    {
        public TenantSession? Find(string given) =>
            CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(token)) ? session : null;
    }
}
