using System.Globalization;

namespace ShimLsp.Core.Models.Parsing;

/// <summary>Whether an address is near, by its spelling alone: a catalog is read without asking the network.</summary>
internal static class LocalAddress
{
    /// <summary>Whether it is one of this machine.</summary>
    public static bool IsOfThisMachine(Uri address) =>
        address.IsLoopback || Host(address) is "localhost" or "0.0.0.0" or "[::]" || IsBelow(address, ".localhost");

    /// <summary>Whether it is one of the person's own network: a private address, or a name that only such a network knows.</summary>
    public static bool IsOfOwnNetwork(Uri address) =>
        address.HostNameType switch
        {
            UriHostNameType.IPv4 => IsPrivate([
                .. address.Host.Split('.').Select(part => byte.Parse(part, NumberStyles.None, CultureInfo.InvariantCulture)),
            ]),
            UriHostNameType.IPv6 => address.DnsSafeHost is ['f', 'c' or 'd', ..] or ['f', 'e', '8' or '9' or 'a' or 'b', ..],
            _ => !Host(address).Contains('.', StringComparison.Ordinal)
                || IsBelow(address, ".local")
                || IsBelow(address, ".lan")
                || IsBelow(address, ".internal")
                || IsBelow(address, ".home.arpa"),
        };

    private static string Host(Uri address) => address.Host.TrimEnd('.');

    private static bool IsBelow(Uri address, string domain) => Host(address).EndsWith(domain, StringComparison.OrdinalIgnoreCase);

    // RFC 1918 and 3927, and RFC 6598, which overlay networks use.
    private static bool IsPrivate(ReadOnlySpan<byte> ip) =>
        ip is [10, ..] or [192, 168, ..] or [169, 254, ..] or [172, >= 16 and < 32, ..] or [100, >= 64 and < 128, ..];
}
