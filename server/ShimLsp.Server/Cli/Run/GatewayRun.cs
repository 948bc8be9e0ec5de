using ShimLsp.Server.Hosting;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Cli.Run;

/// <summary>A gateway in this process, for one run.</summary>
internal sealed class GatewayRun : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly Task serving;

    private GatewayRun(ServerOptions options, FolderPath folder, TaskCompletionSource<(string Url, string Token)> listening) =>
        serving = GatewayHost.RunAsync(options, folder, port: 0, (url, token) => listening.SetResult((url, token)), stop.Token);

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
        var listening = new TaskCompletionSource<(string Url, string Token)>(TaskCreationOptions.RunContinuationsAsynchronously);
        // No log: the client has the terminal, and it shows the errors that concern its person.
        var run = new GatewayRun(context.ServerWith(models) with { Stderr = TextWriter.Null }, folder, listening);
        await (await Task.WhenAny(listening.Task, run.serving).ConfigureAwait(false)).ConfigureAwait(false);
        (run.Url, run.Token) = await listening.Task.ConfigureAwait(false);
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
