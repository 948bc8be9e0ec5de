using System.Net;
using ShimLsp.Server.Gateway.Serving.Connections;
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

    /// <summary>How slow a client may be.</summary>
    public ConnectionLimits Limits { get; init; } = new();

    /// <summary>Whether it serves one run of a client and ends with it, so that nothing else may depend on it.</summary>
    public bool IsOfRun { get; init; }

    /// <summary>The file of its log; null if its log goes to the terminal.</summary>
    public string? Log { get; init; }

    /// <summary>The gateway whose port it takes over; null for none.</summary>
    public RegisteredGateway? Replaces { get; init; }
}

/// <summary>What a gateway says when it listens.</summary>
/// <param name="Url">Where: scheme, host and port, with no slash at the end.</param>
/// <param name="Token">A token of its folder and the tenant <c>local</c>. It ends with this gateway and those that replace it.</param>
/// <param name="Page">A link to the page. It works once.</param>
internal sealed record GatewayStarted(string Url, string Token, string Page);

/// <summary>What a gateway says that keeps its token to itself.</summary>
/// <param name="Url">Where it listens: scheme, host and port, with no slash at the end.</param>
internal sealed record GatewayListening(string Url);
