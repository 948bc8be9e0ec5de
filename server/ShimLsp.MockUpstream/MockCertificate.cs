using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace ShimLsp.Mock;

/// <summary>A self-signed certificate for 127.0.0.1 and localhost, valid for a day.</summary>
public sealed class MockCertificate
{
    private readonly X509Certificate2 certificate;

    private MockCertificate(X509Certificate2 certificate) => this.certificate = certificate;

    /// <summary>Its public part, for the file that <c>SSL_CERT_FILE</c> names.</summary>
    public string Pem => certificate.ExportCertificatePem();

    internal static MockCertificate Create()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=ShimLsp mock upstream", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new("1.3.6.1.5.5.7.3.1")], critical: false)); // servers

        // Not the mock's clock: the client that connects judges whether it is valid.
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddHours(-1), now.AddDays(1));

        // Windows serves TLS from a stored key only, and loading one stores it.
        return new(X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), password: null));
    }

    internal void Secure(ListenOptions endpoint)
    {
        endpoint.Protocols = HttpProtocols.Http1AndHttp2;
        endpoint.UseHttps(new HttpsConnectionAdapterOptions { ServerCertificate = certificate });
    }
}
