using System.Text.Json;
using ShimLsp.Server.Cli.Terminal;
using ShimLsp.Server.Hosting;
using ShimLsp.Server.Hosting.Files;
using ShimLsp.Server.Hosting.Gateways;
using ShimLsp.Server.Hosting.Stdio;

namespace ShimLsp.Server.Cli.Gateway;

/// <summary>One start of a gateway, as a command line asks for it.</summary>
/// <param name="context">What commands work with.</param>
/// <param name="folder">The workspace.</param>
/// <param name="asJson">Whether a program reads the output.</param>
internal sealed class GatewayStart(CommandContext context, FolderPath folder, bool asJson)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    /// <summary>What commands work with.</summary>
    public CommandContext Context => context;

    /// <summary>The workspace.</summary>
    public FolderPath Folder => folder;

    /// <summary>Whether a program reads the output.</summary>
    public bool AsJson => asJson;

    /// <summary>The option <c>--models</c>; null without it.</summary>
    public required string? Models { get; init; }

    /// <summary>Where to listen.</summary>
    public required GatewayAddress Listening { get; init; }

    /// <summary>The names by which clients call the gateway.</summary>
    public required IReadOnlyList<string> HostNames { get; init; }

    /// <summary>Whether to take over from the workspace's gateway.</summary>
    public required bool Replaces { get; init; }

    /// <summary>Whether to print no token and no link: where output is collected, others read it.</summary>
    public bool HidesToken { get; init; }

    /// <summary>The process whose end stops a gateway in the foreground, such as an editor's; null for none.</summary>
    public int? ClientProcess { get; init; }

    /// <summary>Serves until it is stopped, or its client's process is gone.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="GatewayStartException">It cannot start.</exception>
    public async Task<int> ForegroundAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var watch = ClientProcess is { } client
            ? context.Host.Time.CreateTimer(
                _ =>
                {
                    if (!RunningProcess.IsAlive(client))
                    {
                        stop.Cancel();
                    }
                },
                null,
                BetweenLooks,
                BetweenLooks
            )
            : null;
        return await ServeAsync(null, stop.Token).ConfigureAwait(false);
    }

    /// <summary>The same without a terminal. The log goes to a file.</summary>
    /// <param name="log">The name of the log, which <see cref="BackgroundStart"/> gave.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="GatewayStartException">It cannot start.</exception>
    public async Task<int> DetachedAsync(string log, CancellationToken cancellationToken)
    {
        Descriptor.LeaveTerminal();
        using var file = LogFile.Open(context.Host, log, Descriptor.BecomeStandardError);
        return await ServeAsync(file, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Prints where it listens.</summary>
    /// <param name="started">What it said.</param>
    public void Print(GatewayStarted started)
    {
        var terminal = context.Terminal;
        if (asJson)
        {
            terminal.Out.WriteLine( // on one line
                HidesToken
                    ? JsonSerializer.Serialize(new(started.Url), CliJson.Default.GatewayListening)
                    : JsonSerializer.Serialize(started, CliJson.Default.GatewayStarted)
            );
        }
        else
        {
            terminal.WriteLine($"The gateway listens at {started.Url}");
            if (!HidesToken)
            {
                terminal.WriteLine($"Token for this run: {started.Token}");
                terminal.WriteLine($"Page: {started.Page}");
            }

            terminal.WriteLine("For a token that lasts: shim-lsp gateway token", Tone.Dim);
        }

        terminal.Flush();
    }

    /// <summary>The gateway of this workspace that runs already; null if none does.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<RegisteredGateway?> RunningAsync(CancellationToken cancellationToken) =>
        (await new RunningGateways(context.Host).FindLastingAsync(folder, cancellationToken).ConfigureAwait(false))?.Gateway;

    private async Task<int> ServeAsync(LogFile? log, CancellationToken cancellationToken)
    {
        SocketEvents.HandleInPlace();
        var running = Replaces
            ? await RunningAsync(cancellationToken).ConfigureAwait(false)
                ?? throw new GatewayStartException($"No gateway runs for {folder}. Start one without --replace.")
            : null;
        var server = context.ServerWith(Models);
        var isReplaced = await GatewayHost
            .RunAsync(
                log is null ? server : server with { Stderr = log },
                new()
                {
                    Folder = folder,
                    Listening = Listening,
                    HostNames = HostNames,
                    Log = log?.FilePath,
                    Replaces = running,
                },
                started =>
                {
                    Print(started);
                    ServiceNotice.Ready(context.Host);
                },
                cancellationToken
            )
            .ConfigureAwait(false);
        if (isReplaced)
        {
            (log ?? context.Terminal.Error).WriteLine("shim-lsp: Another gateway serves this port now. The running replies have ended.");
        }

        return ExitCodes.Ok;
    }
}
