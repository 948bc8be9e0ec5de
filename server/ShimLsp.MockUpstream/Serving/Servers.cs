using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace ShimLsp.Mock.Serving;

/// <summary>Kestrel, without and with TLS.</summary>
internal static class Servers
{
    /// <summary>Kestrel alone: no host, no container, no routing, which would all end up in the binary that ships.</summary>
    public static IServer Plain()
    {
        var options = new KestrelServerOptions();
        Configure(options, endpoint => endpoint.Protocols = HttpProtocols.Http1);
        var transport = new SocketTransportOptions();
        Configure(transport);
        return new KestrelServer(
            new OptionsWrapper<KestrelServerOptions>(options),
            new SocketTransportFactory(new OptionsWrapper<SocketTransportOptions>(transport), NullLoggerFactory.Instance),
            NullLoggerFactory.Instance
        );
    }

    /// <summary>Kestrel's TLS takes its metrics from a container, and they are internal: here is one. Only tests need it.</summary>
    /// <returns>The server, and the object that disposes of it.</returns>
    public static (IServer Server, IDisposable Owner) Secure(MockCertificate certificate)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => Configure(options, certificate.Secure)).UseSockets(Configure);
        var application = builder.Build();
        return (application.Services.GetRequiredService<IServer>(), application);
    }

    private static void Configure(KestrelServerOptions options, Action<ListenOptions> protect)
    {
        options.AddServerHeader = false;

        // A client that sends or reads slowly here does so on purpose.
        options.Limits.MaxRequestBodySize = null;
        options.Limits.MinRequestBodyDataRate = null;
        options.Limits.MinResponseDataRate = null;
        options.Listen(IPAddress.Loopback, 0, protect);
    }

    // A flush is to end when the bytes are the kernel's: then they reach the client though the connection is reset right after.
    private static void Configure(SocketTransportOptions options) => options.MaxWriteBufferSize = 1;
}
