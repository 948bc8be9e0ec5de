using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ShimLsp.Server.Hosting.Gateways;

/// <summary>Reads a certificate for TLS from files.</summary>
internal static class GatewayCertificate
{
    /// <summary>Reads it.</summary>
    /// <param name="certificate">A PEM file: the certificate, and after it those that it depends on.</param>
    /// <param name="key">A PEM file with its key, not encrypted.</param>
    /// <returns>The certificate; or why it cannot be used, as a sentence.</returns>
    public static (SslStreamCertificateContext? Certificate, string? Why) Read(string certificate, string key)
    {
        try
        {
            using var pem = X509Certificate2.CreateFromPemFile(certificate, key);
            var chain = new X509Certificate2Collection();
            chain.ImportFromPemFile(certificate);
            // Windows takes no key that is only in memory.
            var usable = X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), password: null);
            return (SslStreamCertificateContext.Create(usable, chain, offline: true), null);
        }
        catch (CryptographicException)
        {
            return (
                null,
                $"{certificate} and {key} are not a certificate in PEM and its key. Give both as PEM, the key without a password."
            );
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            return (null, $"{certificate} or {key} cannot be read. Check the paths and their permissions.");
        }
    }
}
