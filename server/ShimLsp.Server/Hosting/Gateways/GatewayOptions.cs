using System.Net;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Hosting.Gateways;

/// <summary>How a gateway is started.</summary>
internal sealed record GatewayOptions
{
    /// <summary>The workspace of the first token.</summary>
    public required FolderPath Folder { get; init; }

    /// <summary>Where it listens. By default on a free port of this machine alone.</summary>
    public GatewayAddress Listening { get; init; } = new(IPAddress.Loopback, 0);

    /// <summary>The names by which clients may call it, beside those of this machine itself.</summary>
    public IReadOnlyList<string> HostNames { get; init; } = [];
}

/// <summary>What a gateway says when it listens.</summary>
/// <param name="Url">Where: scheme, host and port, with no slash at the end.</param>
/// <param name="Token">A token for its folder's tenant <c>local</c>. It counts as long as this gateway runs.</param>
/// <param name="Page">A link to the page. It works once.</param>
internal sealed record GatewayStarted(string Url, string Token, string Page);
