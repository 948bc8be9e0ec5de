using System.Collections.Immutable;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using ShimLsp.Server.Gateway.Page;
using ShimLsp.Server.Gateway.Serving;
using ShimLsp.Server.Hosting.Gateways.Handover;

namespace ShimLsp.Server.Hosting.Gateways;

/// <summary>Everything that a gateway consists of, apart from its socket.</summary>
internal sealed class GatewayComposition : IDisposable
{
    private readonly ProcessServices shared;
    private readonly GatewaySessions sessions;
    private readonly CancellationTokenSource stopping = new();
    private readonly ImmutableArray<StoredToken> own;
    private readonly PageAccess pages;

    /// <summary>Composes.</summary>
    /// <param name="options">What the server is made with.</param>
    /// <param name="gateway">How the gateway is started.</param>
    /// <param name="inherited">What the gateway before it handed over.</param>
    public GatewayComposition(ServerOptions options, GatewayOptions gateway, HandoverState inherited)
    {
        var time = options.Host.Time;
        var first = new StoredToken
        {
            Sha256 = TokenText.Hash(Token),
            Tenant = GatewayHost.LocalTenant,
            Folder = gateway.Folder.Value,
        };
        own = [first, .. inherited.Tokens];
        shared = new ProcessServices(options);
        sessions = new GatewaySessions(options, shared);
        var tenants = new GatewayTenants(new KnownTokens(new TokenStore(options.Host), own, time), sessions, first);
        pages = new PageAccess(time, tenants, inherited.Passes);
        var names = new HostNames([gateway.Listening.Name, .. gateway.HostNames]);
        Application = new GatewayApplication(
            new Admission(tenants, names, pages, new GuessLimit(time), shared.Logger),
            new Routes(time, tenants, new LinkHandler(pages), stopping.Token),
            new PageHandler(pages),
            new HealthResponse(Instance),
            shared.Logger
        );
    }

    /// <summary>A token for the gateway's folder, in no file.</summary>
    public string Token { get; } = TokenText.New();

    /// <summary>The gateway's random name. It proves that a port is this gateway's.</summary>
    public string Instance { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));

    /// <summary>What answers requests.</summary>
    public GatewayApplication Application { get; }

    /// <summary>Makes logs.</summary>
    public ILoggerFactory Loggers => shared.Loggers;

    /// <summary>A link to the page of the first token: its path and query.</summary>
    public string NewLink() => pages.NewLink(own[0].Sha256);

    /// <summary>What the next gateway has to know.</summary>
    public HandoverState State() => new(own, pages.Passes);

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
        sessions.Dispose();
        shared.Dispose();
    }
}
