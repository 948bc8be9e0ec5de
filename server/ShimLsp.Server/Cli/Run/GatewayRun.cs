using ShimLsp.Server.Hosting;
using ShimLsp.Server.Hosting.Files;
using ShimLsp.Server.Hosting.Gateways;

namespace ShimLsp.Server.Cli.Run;

/// <summary>A gateway in this process, for one run.</summary>
internal sealed class GatewayRun : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly Task serving;

    private GatewayRun(ServerOptions options, FolderPath folder, TaskCompletionSource<GatewayStarted> started) =>
        serving = GatewayHost.RunAsync(options, new() { Folder = folder }, started.SetResult, stop.Token);

    /// <summary>Scheme, host and port, with no slash at the end.</summary>
    public string Url { get; private set; } = "";

    /// <summary>Its token.</summary>
    public string Token { get; private set; } = "";

    /// <summary>Starts it on a free port.</summary>
    /// <param name="context">What commands work with.</param>
    /// <param name="folder">The workspace.</param>
    /// <param name="models">The option <c>--models</c>; null without it.</param>
    public static async Task<GatewayRun> StartAsync(CommandContext context, FolderPath folder, string? models)
    {
        var started = new TaskCompletionSource<GatewayStarted>(TaskCreationOptions.RunContinuationsAsynchronously);
        // No log: the client has the terminal, and it shows the errors that concern its person.
        var run = new GatewayRun(context.ServerWith(models) with { Stderr = TextWriter.Null }, folder, started);
        await (await Task.WhenAny(started.Task, run.serving).ConfigureAwait(false)).ConfigureAwait(false);
        (run.Url, run.Token, _) = await started.Task.ConfigureAwait(false);
        return run;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync().ConfigureAwait(false);
        await serving.ConfigureAwait(false);
        stop.Dispose();
    }
}
