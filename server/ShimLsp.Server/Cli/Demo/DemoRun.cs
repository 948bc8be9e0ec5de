using ShimLsp.Server.Contract.Messages;

namespace ShimLsp.Server.Cli.Demo;

/// <summary>How a demonstration ended.</summary>
/// <param name="Status">What the server's <c>status</c> said at the end.</param>
/// <param name="ExitCode">The server's exit code.</param>
internal sealed record DemoEnding(StatsInfo Status, int ExitCode);

/// <summary>Starts the server, runs a script with it, and ends it.</summary>
internal static class DemoRun
{
    /// <summary>A script: what is done with the running server.</summary>
    /// <param name="server">The server.</param>
    /// <param name="client">The calls.</param>
    /// <param name="startMilliseconds">How long its start took.</param>
    /// <returns>The server's status at the end.</returns>
    public delegate Task<StatsInfo> Script(DemoServer server, DemoClient client, double startMilliseconds);

    /// <summary>Runs it.</summary>
    public static async Task<DemoEnding> PlayAsync(DemoHome home, TimeProvider time, Script script, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        using var server = new DemoServer(home);
        var client = new DemoClient(server, time);
        await client.InitializeAsync(home.Workspace, cancellationToken).ConfigureAwait(false);
        var status = await script(server, client, time.GetElapsedTime(start).TotalMilliseconds).ConfigureAwait(false);
        return new(status, await server.ShutDownAsync(cancellationToken).ConfigureAwait(false));
    }
}
