using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace ShimLsp.Server.Gateway.Serving.Connections;

/// <summary>How slow a client may be. A slower one loses its connection, so that it cannot hold memory for ever.</summary>
internal sealed record ConnectionLimits
{
    /// <summary>All headers of a request must come within this time.</summary>
    public TimeSpan LongestHeaders { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A body must come at this rate on average, after a grace period that is longer than a second.</summary>
    public MinDataRate SlowestBody { get; init; } = new(bytesPerSecond: 240, TimeSpan.FromSeconds(5));

    /// <summary>
    /// A reply must be read at this rate. A person may suspend an agent for a while in the middle of a reply. A client that never reads
    /// again must not hold a model for ever.
    /// </summary>
    public MinDataRate SlowestReader { get; init; } = new(bytesPerSecond: 1, TimeSpan.FromMinutes(10));

    /// <summary>The limits of HTTP.</summary>
    /// <param name="limits">Gets them.</param>
    public void ApplyTo(KestrelServerLimits limits)
    {
        limits.RequestHeadersTimeout = LongestHeaders;
        limits.MinRequestBodyDataRate = SlowestBody;
        limits.MinResponseDataRate = SlowestReader;
    }
}
