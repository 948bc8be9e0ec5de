using ShimLsp.Server.Contract.Messages;
using ShimLsp.Server.Hosting.Files;
using ShimLsp.Server.Hosting.Gateways;

namespace ShimLsp.Server.Cli.Run;

/// <summary>The gateway of one run: one that runs for the workspace already, or else one in this process.</summary>
internal sealed class GatewayRun : IAsyncDisposable
{
    // The token of a run whose process was killed.
    private static readonly TimeSpan LongestRun = TimeSpan.FromDays(30);

    private readonly CancellationTokenSource stop;
    private readonly Task serving;
    private readonly bool isJoined;

    private GatewayRun(GatewayConnection connection, bool isJoined, Task serving, CancellationTokenSource stop) =>
        (Connection, this.isJoined, this.serving, this.stop) = (connection, isJoined, serving, stop);

    /// <summary>The connection to it, with the run's own token.</summary>
    public GatewayConnection Connection { get; }

    /// <summary>Joins the gateway of a workspace, or starts one on a free port.</summary>
    /// <param name="context">What commands work with.</param>
    /// <param name="folder">The workspace.</param>
    /// <param name="models">The option <c>--models</c>; null without it. A gateway that runs has a catalog of its own.</param>
    public static async Task<GatewayRun> StartAsync(CommandContext context, FolderPath folder, string? models) =>
        (models is null ? await JoinAsync(context, folder).ConfigureAwait(false) : null)
        ?? await StartOwnAsync(context, folder, models).ConfigureAwait(false);

    /// <summary>What the run did; null if the gateway does not say any more.</summary>
    public async Task<SpendingInfo?> UsageAsync()
    {
        if (isJoined)
        {
            return await Connection.UsageAsync(CancellationToken.None).ConfigureAwait(false);
        }

        return await Connection.StatusAsync(CancellationToken.None).ConfigureAwait(false) is { } status ? SpendingInfo.Of(status) : null;
    }

    private static async Task<GatewayRun?> JoinAsync(CommandContext context, FolderPath folder)
    {
        var found = await new RunningGateways(context.Host).FindLastingAsync(folder, CancellationToken.None).ConfigureAwait(false);
        if (found is { Answers: false })
        {
            context.Terminal.Error.WriteLine(
                $"shim-lsp: The gateway at {found.Gateway.Url} does not answer, so this run has one of its own. "
                    + "To see your gateways: shim-lsp gateway status"
            );
        }

        return
            found is { Answers: true, Gateway: var running }
            && running.Url.StartsWith("http://127.0.0.1:", StringComparison.Ordinal) // clients need not trust a certificate
            && GatewayConnection.Open(context.Host, running, folder, LongestRun) is { } connection
            ? new(connection, isJoined: true, Task.CompletedTask, new())
            : null;
    }

    private static async Task<GatewayRun> StartOwnAsync(CommandContext context, FolderPath folder, string? models)
    {
        var stop = new CancellationTokenSource();
        var listens = new TaskCompletionSource<GatewayStarted>(TaskCreationOptions.RunContinuationsAsynchronously);
        // No log: the client has the terminal, and it shows the errors that concern its person.
        var options = context.ServerWith(models) with
        {
            Stderr = TextWriter.Null,
        };
        var serving = GatewayHost.RunAsync(options, new() { Folder = folder, IsOfRun = true }, listens.SetResult, stop.Token);
        await (await Task.WhenAny(listens.Task, serving).ConfigureAwait(false)).ConfigureAwait(false);
        var started = await listens.Task.ConfigureAwait(false);
        return new(GatewayConnection.Of(started.Url, started.Token), isJoined: false, serving, stop);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Connection.Dispose(); // ends the token
        await stop.CancelAsync().ConfigureAwait(false);
        await serving.ConfigureAwait(false);
        stop.Dispose();
    }
}
