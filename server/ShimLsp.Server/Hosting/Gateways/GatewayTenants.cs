using ShimLsp.Server.Gateway;

namespace ShimLsp.Server.Hosting.Gateways;

/// <summary>From a client's token to its session.</summary>
/// <param name="tokens">The tokens.</param>
/// <param name="sessions">The sessions.</param>
/// <param name="own">The token of this run. The first request makes it.</param>
internal sealed class GatewayTenants(KnownTokens tokens, GatewaySessions sessions, Lazy<StoredToken> own) : ITenants
{
    /// <inheritdoc/>
    public TenantSession? Find(string token) => SessionOf(tokens.Find(token));

    /// <inheritdoc/>
    public TenantSession? OfToken(string id) => SessionOf(tokens.FindHash(id));

    private TenantSession? SessionOf(KnownToken? known) =>
        known is null
            ? null
            : sessions.Of(known.Stored.Tenant, known.Stored.Folder) with
            {
                Use = known.Use,
                PageToken = PageTokenOf(known.Stored),
            };

    // A command's token lasts for the command. The page that it opens for a person is to last longer.
    private string PageTokenOf(StoredToken token) =>
        token.Expires is not null && token.Tenant == own.Value.Tenant && token.Folder == own.Value.Folder ? own.Value.Sha256 : token.Sha256;
}
