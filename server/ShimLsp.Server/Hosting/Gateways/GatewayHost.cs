using ShimLsp.Server.Gateway.Serving;

namespace ShimLsp.Server.Hosting.Gateways;

/// <summary>The HTTP front of this process.</summary>
internal static class GatewayHost
{
    /// <summary>The tenant of a person's own tokens.</summary>
    public const string LocalTenant = "local";

    /// <summary>Serves until it is cancelled; then lets what runs end.</summary>
    /// <param name="options">What the server is made with.</param>
    /// <param name="gateway">How it is started.</param>
    /// <param name="started">Told where it listens, and of the first token.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task RunAsync(
        ServerOptions options,
        GatewayOptions gateway,
        Action<GatewayStarted> started,
        CancellationToken cancellationToken
    )
    {
        var token = TokenText.New();
        var own = new StoredToken
        {
            Sha256 = TokenText.Hash(token),
            Tenant = LocalTenant,
            Folder = gateway.Folder.Value,
        };
        using var shared = new ProcessServices(options);
        using var sessions = new GatewaySessions(options, shared);
        var tenants = new GatewayTenants(new KnownTokens(new TokenStore(options.Host), own, options.Host.Time), sessions);
        var application = new GatewayApplication(tenants, new Routes(options.Host.Time), shared.Logger);
        using var server = await GatewayServer
            .StartAsync(gateway.Port, application, shared.Loggers, cancellationToken)
            .ConfigureAwait(false);
        started(new(server.Url, token, server.Url + "/"));
        await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await server.StopAsync(CancellationToken.None).ConfigureAwait(false);
    }
}
