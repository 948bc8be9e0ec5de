using ShimLsp.Core.Models;
using ShimLsp.Core.Sessions;
using ShimLsp.Server.Contract;
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
        composition = new Composition(context.ServerWith(models) with { Stderr = TextWriter.Null });
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

    /// <summary>The gateway that runs for this workspace; null if none does, or the command has a catalog of its own.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<GatewayConnection?> GatewayAsync(CancellationToken cancellationToken) =>
        asksGateway ? await GatewayConnection.FindAsync(context.Host, Folder, cancellationToken).ConfigureAwait(false) : null;

    /// <summary>Lets that model score tasks, as the setting <c>router.classifier</c> does.</summary>
    /// <param name="slug">A model of the catalog.</param>
    public void UseClassifier(ModelSlug slug) => composition.Workspaces.Configure(new(new ShimSettings { Classifier = slug.Value }, []));

    private WorkspaceSession Session => composition.Workspaces.Find(null)!.Session;

    /// <inheritdoc/>
    public void Dispose() => composition.Dispose();
}
