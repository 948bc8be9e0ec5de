using ShimLsp.Core.Models;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Telemetry;

namespace ShimLsp.Server.Gateway;

/// <summary>Whom a request comes from, and the session that serves it.</summary>
/// <param name="Tenant">The tenant's name.</param>
/// <param name="Folder">The workspace's folder.</param>
/// <param name="Contract">The contract over the tenant's sessions.</param>
/// <param name="Carrier">Carries the tenant's requests.</param>
public sealed record TenantSession(string Tenant, string Folder, IShimContract Contract, ICarrier Carrier)
{
    /// <summary>The block <c>gateway</c> of the catalog in force.</summary>
    public Func<GatewaySpec> Rules { get; init; } = static () => new GatewaySpec();

    /// <summary>Whether the session shares its state with those of other gateways.</summary>
    internal bool IsShared { get; init; }

    /// <summary>Brings the session up to what other gateways have told.</summary>
    internal Func<ValueTask> FreshenAsync { get; init; } = static () => ValueTask.CompletedTask;

    /// <summary>Waits until other gateways know what has changed here.</summary>
    internal Func<Task> ToldAsync { get; init; } = static () => Task.CompletedTask;

    /// <summary>What the client's token does.</summary>
    public TokenUse Use { get; init; } = new("");

    /// <summary>The token that a page belongs to which this client opens: its own, or one that lasts longer.</summary>
    public string PageToken { get; init; } = "";

    /// <summary>The requests that run in this session. It is not closed before they end.</summary>
    public InFlight OfSession { get; init; } = new();

    /// <summary>What is measured of the session.</summary>
    internal SessionMeasures Measures { get; init; } = new(Tenant);

    /// <summary>Follows what the session announces.</summary>
    internal EventStreams Events { get; init; } = new();
}

/// <summary>
/// Knows tenants by their tokens. Each pair of a tenant and a workspace has a session of its own. A port: the gateway calls it, the
/// composition root implements it. Thread-safe.
/// </summary>
public interface ITenants
{
    /// <summary>The session that a token stands for; null if no such token is known.</summary>
    /// <param name="token">What the client sent.</param>
    TenantSession? Find(string token);

    /// <summary>The session that a token stands for; null if it has ended.</summary>
    /// <param name="id">What <see cref="TokenUse.Id"/> names it.</param>
    TenantSession? OfToken(string id);
}
