using System.Net;
using System.Net.Security;

namespace ShimLsp.Server.Hosting.Gateways;

/// <summary>Where a gateway listens.</summary>
/// <param name="Address">The address of this machine.</param>
/// <param name="Port">The port; 0 for a free one.</param>
/// <param name="Certificate">The certificate for TLS; null for none.</param>
internal sealed record GatewayAddress(IPAddress Address, int Port, SslStreamCertificateContext? Certificate = null);

/// <summary>A gateway cannot start; the message says why, and what to do.</summary>
/// <param name="message">One line.</param>
internal sealed class GatewayStartException(string message) : Exception(message);
