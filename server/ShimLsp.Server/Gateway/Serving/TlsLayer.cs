using System.IO.Pipelines;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
using Nerdbank.Streams;

namespace ShimLsp.Server.Gateway.Serving;

/// <summary>TLS under HTTP. Kestrel's own takes its metrics from a container, and this server has none.</summary>
/// <param name="certificate">The certificate, with its key.</param>
internal sealed class TlsLayer(SslStreamCertificateContext certificate)
{
    private static readonly TimeSpan LongestHandshake = TimeSpan.FromSeconds(10);

    /// <summary>Shakes hands, then serves the connection.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="next">What serves it.</param>
    public async Task RunAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var plain = connection.Transport;
        var tls = new SslStream(plain.AsStream());
        await using (tls.ConfigureAwait(false))
        {
            try
            {
                using var patience = new CancellationTokenSource(LongestHandshake);
                await tls.AuthenticateAsServerAsync(
                        new() { ServerCertificateContext = certificate, ApplicationProtocols = [SslApplicationProtocol.Http11] },
                        patience.Token
                    )
                    .ConfigureAwait(false);
            }
            catch (Exception refused) when (refused is IOException or AuthenticationException or OperationCanceledException)
            {
                return; // the client speaks no TLS, or does not trust the certificate
            }

            connection.Features.Set<ITlsConnectionFeature>(new Secure());
            connection.Transport = new Duplex(PipeReader.Create(tls), PipeWriter.Create(tls));
            try
            {
                await next(connection).ConfigureAwait(false);
            }
            finally
            {
                await connection.Transport.Input.CompleteAsync().ConfigureAwait(false);
                await connection.Transport.Output.CompleteAsync().ConfigureAwait(false);
                connection.Transport = plain;
            }
        }
    }

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;

    /// <summary>Tells HTTP that the scheme is https. No client certificate is asked for.</summary>
    private sealed class Secure : ITlsConnectionFeature
    {
        public X509Certificate2? ClientCertificate { get; set; }

        public Task<X509Certificate2?> GetClientCertificateAsync(CancellationToken cancellationToken) =>
            Task.FromResult<X509Certificate2?>(null);
    }
}
