using ShimLsp.Core.Models;

namespace ShimLsp.Server.Hosting.Catalogs;

/// <summary>
/// A credential and the endpoint it may be sent to. A person grants each pair to a workspace's catalog once. Another endpoint is another
/// pair.
/// </summary>
/// <param name="Reference">The credential as written in a catalog; a file by its full path. It is never a key.</param>
/// <param name="Origin">Scheme, host and port, such as <c>https://api.example.com:443</c>. Each endpoint has exactly one spelling.</param>
internal sealed record CredentialGrant(string Reference, string Origin)
{
    /// <summary>The pair that a row asks for.</summary>
    /// <param name="reference">Its credential, a file by its full path.</param>
    /// <param name="baseUrl">Its endpoint.</param>
    public static CredentialGrant For(CredentialReference reference, Uri baseUrl)
    {
        // The ASCII form of the host: in a question to a person, a letter must not pass for its look-alike.
        // With its scope, a link-local address is another one on another link.
        var host = baseUrl.HostNameType is UriHostNameType.IPv6 ? $"[{baseUrl.DnsSafeHost}]" : baseUrl.IdnHost;
        return new(reference.ToString(), $"{baseUrl.Scheme}://{host.ToLowerInvariant()}:{baseUrl.Port}");
    }
}
