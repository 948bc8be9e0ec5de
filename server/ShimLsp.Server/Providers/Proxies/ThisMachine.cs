using System.Collections.Concurrent;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace ShimLsp.Server.Providers.Proxies;

/// <summary>
/// Which hosts are this machine, by the addresses that their names have, not by how they are spelled: <c>0.0.0.0</c>, <c>[::]</c>,
/// <c>localhost.</c>, <c>*.localhost</c>, the machine's own name, an entry in the hosts file. Thread-safe.
/// </summary>
/// <param name="clock">Time.</param>
internal sealed class ThisMachine(TimeProvider clock)
{
    // Behind a proxy a name of the outside often has no address here, and asking for one may take long.
    private static readonly TimeSpan LookUp = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, (bool IsLocal, long At)> known = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Looks a host up, so that <see cref="Is"/> knows it.</summary>
    /// <param name="address">An address of the host.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async ValueTask LookAtAsync(Uri address, CancellationToken cancellationToken)
    {
        var host = address.IdnHost;
        if (IsBySpelling(host) || IPAddress.TryParse(host, out _) || IsFresh(host, out _))
        {
            return;
        }

        known[host] = (await ResolvesToThisAsync(host, cancellationToken).ConfigureAwait(false), clock.GetTimestamp());
    }

    /// <summary>Whether an address is of this machine, as far as is known.</summary>
    /// <param name="address">The address.</param>
    public bool Is(Uri address)
    {
        var host = address.IdnHost;
        return IPAddress.TryParse(host, out var ip) ? IsOwn(ip) : IsBySpelling(host) || (IsFresh(host, out var isLocal) && isLocal);
    }

    private bool IsFresh(string host, out bool isLocal)
    {
        isLocal = false;
        if (!known.TryGetValue(host, out var entry) || clock.GetElapsedTime(entry.At) > Fresh)
        {
            return false;
        }

        isLocal = entry.IsLocal;
        return true;
    }

    private static async Task<bool> ResolvesToThisAsync(string host, CancellationToken cancellationToken)
    {
        try
        {
            var addresses = await Dns.GetHostAddressesAsync(host, cancellationToken)
                .WaitAsync(LookUp, cancellationToken)
                .ConfigureAwait(false);
            return Array.Exists(addresses, IsOwn);
        }
        catch (Exception failure) when (failure is SocketException or TimeoutException or ArgumentException)
        {
            return false; // no address that is known here
        }
    }

    // RFC 6761, section 6.3: every name under localhost is this machine.
    private static bool IsBySpelling(string host)
    {
        var name = host.TrimEnd('.');
        return name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
            || name.Equals(Environment.MachineName, StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsOwn(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return IPAddress.IsLoopback(plain)
            || plain.Equals(IPAddress.Any)
            || plain.Equals(IPAddress.IPv6Any)
            || NetworkInterface
                .GetAllNetworkInterfaces()
                .SelectMany(network => network.GetIPProperties().UnicastAddresses)
                .Any(own => own.Address.Equals(plain));
    }
}
