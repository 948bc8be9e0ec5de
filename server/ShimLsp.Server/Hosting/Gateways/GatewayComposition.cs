using System.Buffers.Text;
using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using ShimLsp.Server.Gateway.Page;
using ShimLsp.Server.Gateway.Serving;
using ShimLsp.Server.Hosting.Gateways.Handover;
using ShimLsp.Server.Hosting.Shared;

namespace ShimLsp.Server.Hosting.Gateways;

/// <summary>Everything that a gateway consists of, apart from its socket.</summary>
internal sealed class GatewayComposition : IDisposable
{
    private readonly ProcessServices shared;
    private readonly GatewaySessions sessions;
    private readonly CancellationTokenSource stopping = new();
    private readonly Lazy<ImmutableArray<StoredToken>> own;
    private readonly PageAccess pages;

    /// <summary>Composes.</summary>
    /// <param name="options">What the server is made with.</param>
    /// <param name="gateway">How the gateway is started.</param>
    /// <param name="inherited">What the gateway before it handed over.</param>
    public GatewayComposition(ServerOptions options, GatewayOptions gateway, HandoverState inherited)
    {
        var time = options.Host.Time;
        // The hashes of what it prints are made when the first request comes, since a hash needs OpenSSL.
        var first = new Lazy<StoredToken>(() =>
            new()
            {
                Sha256 = TokenText.Hash(Token),
                Tenant = GatewayHost.LocalTenant,
                Folder = gateway.Folder.Value,
            }
        );
        own = new(() => [first.Value, .. inherited.Tokens]);
        shared = new ProcessServices(options, share: SharingOf.Catalog);
        sessions = new GatewaySessions(options, shared);
        var tenants = new GatewayTenants(new KnownTokens(new TokenStore(options.Host), own, time), sessions, first);
        var (secret, started) = (Base64Url.EncodeToString(KernelRandom.Bytes(PageAccess.SecretBytes)), time.GetUtcNow());
        FirstLink = PageAccess.LinkOf(secret);
        pages = new PageAccess(time, tenants, () => PageAccess.WithLink([.. inherited.Passes], secret, first.Value.Sha256, started));
        var names = new HostNames([gateway.Listening.Name, .. gateway.HostNames]);
        Application = new GatewayApplication(
            new Admission(tenants, names, pages, new GuessLimit(time), shared.Logger),
            new Routes(time, tenants, new LinkHandler(pages), stopping.Token),
            new PageHandler(pages),
            new HealthResponse(Instance, shared.Sharing is { } state ? () => state.IsJoined : null),
            shared.Sharing is { } sharing ? new SharedHeader(() => (sharing.IsJoined, sharing.Interruptions)) : null,
            time,
            shared.Logger
        );
    }

    /// <summary>A token for the gateway's folder, in no file.</summary>
    public string Token { get; } = TokenText.New();

    /// <summary>The gateway's random name. It proves that a port is this gateway's.</summary>
    public string Instance { get; } = Convert.ToHexStringLower(KernelRandom.Bytes(8));

    /// <summary>What answers requests.</summary>
    public GatewayApplication Application { get; }

    /// <summary>Makes logs.</summary>
    public ILoggerFactory Loggers => shared.Loggers;

    /// <summary>A link to the page of the first token: its path and query.</summary>
    public string FirstLink { get; }

    /// <summary>Waits until it shares what other gateways do, for a moment at most.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task JoinAsync(CancellationToken cancellationToken) => shared.Sharing?.WaitAsync(cancellationToken) ?? Task.CompletedTask;

    /// <summary>What the next gateway has to know.</summary>
    public HandoverState State() => new(own.Value, pages.Passes);

    /// <summary>Ends what would never end by itself, and has clients open new connections.</summary>
    public Task LeaveAsync()
    {
        Application.Leave();
        return stopping.CancelAsync();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        stopping.Dispose();
        shared.Telemetry.Dispose(); // while the sessions can still be looked at
        sessions.Dispose();
        shared.Dispose();
    }
}
