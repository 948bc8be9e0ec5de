using Microsoft.AspNetCore.Http;

namespace ShimLsp.Server.Gateway.Serving;

/// <summary>One request of a client that has shown a valid token.</summary>
/// <param name="Http">The request, and the response to write.</param>
/// <param name="Session">Whose it is.</param>
internal sealed record GatewayCall(HttpContext Http, TenantSession Session)
{
    /// <summary>Ends when the client has gone, or the gateway ends.</summary>
    public CancellationToken Gone => Http.RequestAborted;
}
