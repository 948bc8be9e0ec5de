using System.Collections.Immutable;
using System.Globalization;
using System.Net;

namespace ShimLsp.Server.Providers.Proxies;

/// <summary>
/// The hosts that are asked without a proxy, in the forms that curl, Go, Python and Node share: <c>*</c>, a domain with or without a dot
/// in front (and everything below it), a host with a port, an IP address, and a block of them (<c>10.0.0.0/8</c>). .NET itself knows only
/// two of these. Immutable.
/// </summary>
internal sealed class NoProxyList
{
    private readonly ImmutableArray<Entry> entries;

    private NoProxyList(ImmutableArray<Entry> entries) => this.entries = entries;

    /// <summary>Reads a list. An entry that makes no sense is passed over, as elsewhere.</summary>
    /// <param name="list">The value of <c>no_proxy</c>, separated by commas or blanks; null for none.</param>
    public static NoProxyList Parse(string? list) =>
        new([
            .. (list ?? "")
                .Split([',', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(Entry.Parse)
                .OfType<Entry>(),
        ]);

    /// <summary>Whether an address is asked without a proxy.</summary>
    /// <param name="address">An http or https address.</param>
    public bool Contains(Uri address)
    {
        if (entries.IsEmpty)
        {
            return false;
        }

        var host = address.IdnHost.TrimEnd('.');
        var ip = IPAddress.TryParse(host, out var parsed) ? Plain(parsed) : null;
        return entries.Any(entry => entry.Matches(host, ip, address.Port));
    }

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private sealed record Entry(string? Domain, IPNetwork? Block, int? Port)
    {
        public bool Matches(string host, IPAddress? ip, int port) =>
            (Port is null || Port == port)
            && (
                Block is { } block
                    ? ip is not null && block.Contains(ip)
                    : Domain is null // *
                        || host.Equals(Domain, StringComparison.OrdinalIgnoreCase)
                        || (ip is null && host.EndsWith("." + Domain, StringComparison.OrdinalIgnoreCase))
            );

        public static Entry? Parse(string text)
        {
            if (text == "*")
            {
                return new(null, null, null);
            }

            if (IPNetwork.TryParse(text, out var block))
            {
                return new(null, block, null);
            }

            var (host, port) = WithoutPort(text);
            if (IPAddress.TryParse(host.Trim('[', ']'), out var ip))
            {
                ip = Plain(ip);
                return new(null, new(ip, ip.GetAddressBytes().Length * 8), port);
            }

            var domain = host.TrimStart('*').Trim('.');
            return domain.Length == 0 ? null : new(domain, null, port);
        }

        private static (string Host, int? Port) WithoutPort(string text)
        {
            var colon = text.LastIndexOf(':');
            var isPort =
                colon > 0
                && (text.IndexOf(':', StringComparison.Ordinal) == colon || text[colon - 1] == ']')
                && ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _);
            return isPort ? (text[..colon], int.Parse(text.AsSpan(colon + 1), CultureInfo.InvariantCulture)) : (text, null);
        }
    }
}
