using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Hosting.Gateways;

/// <summary>How a gateway is started.</summary>
internal sealed record GatewayOptions
{
    /// <summary>The workspace of the first token.</summary>
    public required FolderPath Folder { get; init; }

    /// <summary>The port; 0 for a free one.</summary>
    public int Port { get; init; }
}

/// <summary>What a gateway says when it listens.</summary>
/// <param name="Url">Where: scheme, host and port, with no slash at the end.</param>
/// <param name="Token">A token for its folder's tenant <c>local</c>. It counts as long as this gateway runs.</param>
/// <param name="Page">The page's address.</param>
internal sealed record GatewayStarted(string Url, string Token, string Page);
