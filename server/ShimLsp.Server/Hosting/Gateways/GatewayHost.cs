using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Connections;
using ShimLsp.Server.Gateway.Page;
using ShimLsp.Server.Gateway.Serving;

namespace ShimLsp.Server.Hosting.Gateways;

/// <summary>The HTTP front of this process.</summary>
internal static class GatewayHost
{
    /// <summary>The tenant of a person's own tokens.</summary>
    public const string LocalTenant = "local";

    /// <summary>So long a gateway that is to stop waits for replies that run.</summary>
    public static readonly TimeSpan LongestDrain = TimeSpan.FromSeconds(60);

    /// <summary>Serves until it is cancelled; then lets what runs end.</summary>
    /// <param name="options">What the server is made with.</param>
    /// <param name="gateway">How it is started.</param>
    /// <param name="started">Told where it listens, and of the first token.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="GatewayStartException">It cannot listen there.</exception>
    public static async Task RunAsync(
        ServerOptions options,
        GatewayOptions gateway,
        Action<GatewayStarted> started,
        CancellationToken cancellationToken
    )
    {
        var time = options.Host.Time;
        var (token, instance) = (TokenText.New(), Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)));
        var own = new StoredToken
        {
            Sha256 = TokenText.Hash(token),
            Tenant = LocalTenant,
            Folder = gateway.Folder.Value,
        };
        using var shared = new ProcessServices(options);
        using var sessions = new GatewaySessions(options, shared);
        using var stopping = new CancellationTokenSource();
        var tenants = new GatewayTenants(new KnownTokens(new TokenStore(options.Host), own, time), sessions);
        var pages = new PageAccess(time);
        var application = new GatewayApplication(
            new Admission(
                tenants,
                new HostNames([gateway.Listening.Name, .. gateway.HostNames]),
                pages,
                new GuessLimit(time),
                shared.Logger
            ),
            new Routes(time, new LinkHandler(tenants, pages), stopping.Token),
            new PageHandler(pages),
            new HealthResponse(instance),
            shared.Logger
        );
        using var server = await StartAsync(gateway.Listening, application, shared, cancellationToken).ConfigureAwait(false);
        using var registration = new GatewayRegistration(options.Host, server.Url, instance, gateway.Folder);
        started(new(server.Url, token, server.Url + pages.NewLink(() => tenants.Find(token))));
        await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        registration.Dispose(); // first, so that nobody turns to it any more
        await stopping.CancelAsync().ConfigureAwait(false);
        using var patience = new CancellationTokenSource(LongestDrain, time);
        await server.StopAsync(patience.Token).ConfigureAwait(false);
    }

    private static async Task<GatewayServer> StartAsync(
        GatewayAddress at,
        GatewayApplication application,
        ProcessServices shared,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await GatewayServer
                .StartAsync(at.Address, at.Port, at.Certificate, application, shared.Loggers, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (IOException taken) when (taken.InnerException is AddressInUseException)
        {
            throw new GatewayStartException(
                $"Port {at.Port} is taken. Choose another (--port N, 0 for a free one), or stop the gateway that has it: "
                    + "shim-lsp gateway status"
            );
        }
        catch (SocketException refused) when (refused.SocketErrorCode is SocketError.AccessDenied)
        {
            throw new GatewayStartException($"Port {at.Port} may not be used: permission denied. Choose one above 1023: --port N");
        }
        catch (SocketException refused) when (refused.SocketErrorCode is SocketError.AddressNotAvailable)
        {
            throw new GatewayStartException($"{at.Address} is not an address of this machine. Choose another: --listen ADDRESS");
        }
    }
}
