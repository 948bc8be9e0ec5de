namespace ShimLsp.Server.Hosting.Gateways;

/// <summary>
/// By default .NET wakes a thread of its pool for each event of a socket. Here the thread that waits for events also does what follows:
/// docs/decisions/0034-socket-events-in-place.md.
/// </summary>
internal static class SocketEvents
{
    // .NET reads it once, when the first socket is used. It has no other switch for this.
    private const string Variable = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    /// <summary>Switches it on for this process, unless its environment says otherwise. Call it before any socket is used.</summary>
    public static void HandleInPlace()
    {
        if (Environment.GetEnvironmentVariable(Variable) is null)
        {
            Environment.SetEnvironmentVariable(Variable, "1");
        }
    }
}
