using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace ShimLsp.Server.Hosting.Gateways;

/// <summary>Where a gateway listens.</summary>
/// <param name="Address">The address of this machine.</param>
/// <param name="Port">The port; 0 for a free one.</param>
/// <param name="Certificate">The certificate for TLS; null for none.</param>
internal sealed record GatewayAddress(IPAddress Address, int Port, SslStreamCertificateContext? Certificate = null)
{
    /// <summary>Whether only programs of this machine can reach it.</summary>
    public bool IsLocal => IPAddress.IsLoopback(Address);

    /// <summary>The address as a client writes it before the port.</summary>
    public string Name => Address.AddressFamily is AddressFamily.InterNetworkV6 ? $"[{Address}]" : $"{Address}";

    /// <summary>The address that a person wrote; null if it is none.</summary>
    /// <param name="written">As written; null for this machine alone.</param>
    /// <param name="port">The port.</param>
    public static GatewayAddress? Of(string? written, int port) =>
        written is null ? new(IPAddress.Loopback, port)
        : IPAddress.TryParse(written, out var address) ? new(address, port)
        : null;

    /// <summary>The same with TLS.</summary>
    /// <param name="certificate">The file of the certificate.</param>
    /// <param name="key">The file of its key.</param>
    /// <returns>The address; or why the files cannot be used, as a sentence.</returns>
    public (GatewayAddress? Address, string? Why) WithTls(string certificate, string key)
    {
        var (read, why) = GatewayCertificate.Read(certificate, key);
        return read is null ? (null, why) : (this with { Certificate = read }, null);
    }
}

/// <summary>A gateway cannot start; the message says why, and what to do.</summary>
/// <param name="message">One line.</param>
internal sealed class GatewayStartException(string message) : Exception(message);
