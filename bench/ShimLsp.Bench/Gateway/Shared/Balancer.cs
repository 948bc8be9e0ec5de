using System.Globalization;
using ShimLsp.Bench.Stdio;
using ShimLsp.Soak.Shared.Redis;

namespace ShimLsp.Bench.Gateway.Shared;

/// <summary>HAProxy, which hands connections to gateways by turns and looks at nothing.</summary>
internal sealed class Balancer : IDisposable
{
    /// <summary>Kills it when its input ends, also if the bench is killed.</summary>
    private const string Holder = "\"$@\" & cat >/dev/null; kill -9 $!";

    private readonly ServerProcess process;

    private Balancer(ServerProcess process, int port) =>
        (this.process, Origin) = (process, new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")));

    /// <summary>Where it listens.</summary>
    public Uri Origin { get; }

    /// <summary>Starts it; null if it is not installed.</summary>
    /// <param name="folder">Where its configuration goes.</param>
    /// <param name="gateways">The gateways.</param>
    public static Balancer? Start(string folder, IReadOnlyList<SharedGateway> gateways)
    {
        if (SystemProcess.Find("haproxy") is not { } program)
        {
            return null;
        }

        var port = SystemProcess.FreePort();
        var lines = gateways.Select((one, number) => $"  server gateway{number} {one.Origin.Authority}");
        var file = Path.Combine(folder, $"haproxy-{port}.cfg");
        File.WriteAllText(
            file,
            $"""
            defaults
              mode tcp
              timeout connect 5s
              timeout client 60s
              timeout server 60s
            listen gateways
              bind 127.0.0.1:{port}
              balance roundrobin
            {string.Join('\n', lines)}

            """
        );
        return new(
            ServerProcess.Start(folder, "/bin/sh", "-c", Holder, "sh", program, "-f", file, "-db", "-q")
                ?? throw new IOException("haproxy does not start."),
            port
        );
    }

    /// <inheritdoc/>
    public void Dispose() => process.Dispose();
}
