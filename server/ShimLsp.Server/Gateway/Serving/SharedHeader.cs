using Microsoft.AspNetCore.Http;

namespace ShimLsp.Server.Gateway.Serving;

/// <summary>
/// Says in each response whether what it tells was shared with other gateways. While it was not, they may know less or more than it.
/// </summary>
/// <param name="state">Whether it is shared now, and how often sharing has ended.</param>
internal sealed class SharedHeader(Func<(bool IsJoined, long Interruptions)> state)
{
    /// <summary>The header.</summary>
    public const string Name = "x-shim-shared";

    /// <summary>The header's value.</summary>
    /// <param name="isJoined">Whether it is shared.</param>
    public static string ValueOf(bool isJoined) => isJoined ? "joined" : "alone";

    /// <summary>Has the header set when the response starts: what matters is the time from now to then.</summary>
    /// <param name="response">The response.</param>
    public void Follow(HttpResponse response)
    {
        var before = state();
        response.OnStarting(() =>
        {
            response.Headers[Name] = ValueOf(before.IsJoined && state() == before);
            return Task.CompletedTask;
        });
    }
}
