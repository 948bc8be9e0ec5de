using ShimLsp.Core.Models;
using ShimLsp.Core.Sessions;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Contract.Messages;
using ShimLsp.Server.Hosting;
using ShimLsp.Server.Hosting.Files;
using ShimLsp.Server.Hosting.Gateways;

namespace ShimLsp.Server.Cli;

/// <summary>A session in this process for one command: the contract that editors use, without notifications.</summary>
internal sealed class OneShot : IDisposable
{
    private readonly Composition composition;
    private readonly CommandContext context;
    private readonly bool asksGateway;

    /// <summary>Composes it.</summary>
    /// <param name="context">What commands work with.</param>
    /// <param name="folder">The workspace's folder.</param>
    /// <param name="models">The option <c>--models</c>; null without it.</param>
    public OneShot(CommandContext context, FolderPath folder, string? models)
    {
        Folder = folder;
        this.context = context;
        asksGateway = models is null; // a gateway has its own catalog
        // No log: the command itself reports the error, once.
        composition = new Composition(context.ServerWith(models) with { Stderr = TextWriter.Null, ExportsTelemetry = false });
        composition.Workspaces.Start([folder.Value], ClientSettings.Empty, trusted: false);
    }

    /// <summary>The workspace's folder.</summary>
    public FolderPath Folder { get; }

    /// <summary>The contract.</summary>
    public IShimContract Contract => composition.Contract;

    /// <summary>The session's state, for facts that the contract does not have.</summary>
    public SessionSnapshot Snapshot => Session.Snapshot;

    /// <summary>The session's counts and its decisions.</summary>
    public SessionStats Stats => Session.Stats();

    /// <summary>
    /// Asks the gateway that runs for this workspace. If none runs, or the command has a catalog of its own, the session answers. If one
    /// runs and does not answer, the session does, and one line on stderr says so.
    /// </summary>
    /// <param name="ask">Asks the gateway; null if it does not answer, or with an error, which the session then gives too.</param>
    /// <param name="own">Asks the session.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The answer, and whether it is the gateway's.</returns>
    public async Task<(T Answer, bool IsOfGateway)> AskAsync<T>(
        Func<GatewayConnection, Task<T?>> ask,
        Func<Task<T>> own,
        CancellationToken cancellationToken
    )
        where T : class
    {
        var found = asksGateway ? await new RunningGateways(context.Host).FindAsync(Folder, cancellationToken).ConfigureAwait(false) : null;
        if (found is null)
        {
            return (await own().ConfigureAwait(false), false);
        }

        using var gateway = found.Answers ? GatewayConnection.Open(context.Host, found.Gateway, Folder) : null;
        if (gateway is not null && await ask(gateway).ConfigureAwait(false) is { } answer)
        {
            return (answer, true);
        }

        var instead = await own().ConfigureAwait(false);
        context.Terminal.Error.WriteLine(
            $"shim-lsp: The gateway at {found.Gateway.Url} does not answer, so this command answers by itself. "
                + "To see your gateways: shim-lsp gateway status"
        );
        return (instead, false);
    }

    /// <summary>The session's counts. Under a budget they include what earlier and other processes spent.</summary>
    /// <param name="cancellationToken">Ends the waiting for that.</param>
    public async Task<StatsInfo> StatusAsync(CancellationToken cancellationToken)
    {
        var status = Contract.Status();
        if (status.Budget is not { Count: > 0 })
        {
            return status;
        }

        await composition.LearnSpendingAsync(cancellationToken).ConfigureAwait(false);
        return Contract.Status();
    }

    /// <summary>Lets that model score tasks, as the setting <c>router.classifier</c> does.</summary>
    /// <param name="slug">A model of the catalog.</param>
    public void UseClassifier(ModelSlug slug) => composition.Workspaces.Configure(new(new ShimSettings { Classifier = slug.Value }, []));

    private WorkspaceSession Session => composition.Workspaces.Find(null)!.Session;

    /// <inheritdoc/>
    public void Dispose() => composition.Dispose();
}
