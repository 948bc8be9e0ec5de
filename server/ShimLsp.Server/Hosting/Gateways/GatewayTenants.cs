using ShimLsp.Server.Gateway;

namespace ShimLsp.Server.Hosting.Gateways;

/// <summary>From a client's token to its session.</summary>
/// <param name="tokens">The tokens.</param>
/// <param name="sessions">The sessions.</param>
internal sealed class GatewayTenants(KnownTokens tokens, GatewaySessions sessions) : ITenants
{
    /// <inheritdoc/>
    public TenantSession? Find(string token) => tokens.Find(token) is { } known ? sessions.Of(known) : null;

    /// <inheritdoc/>
    public TenantSession Again(TenantSession before) => sessions.Of(before.Tenant, before.Folder) with { OfToken = before.OfToken };
}
