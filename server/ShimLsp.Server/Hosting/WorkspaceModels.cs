using ShimLsp.Core.Upstream;
using ShimLsp.Server.Hosting.Catalogs;
using ShimLsp.Server.Hosting.Files;
using ShimLsp.Server.Providers;

namespace ShimLsp.Server.Hosting;

/// <summary>The models of one workspace outside of any session: for a command that wants to know whether they answer.</summary>
internal sealed class WorkspaceModels : IDisposable
{
    private readonly ModelProviders providers;

    /// <summary>Makes no connection yet.</summary>
    /// <param name="host">The machine.</param>
    /// <param name="query">Whose catalog.</param>
    /// <param name="load">What was found.</param>
    public WorkspaceModels(HostEnvironment host, CatalogQuery query, CatalogLoad load)
    {
        var keys = new WorkspaceKeys(host, new StateFolder(host));
        keys.Follow(query, load.InForce);
        providers = new ModelProviders(host.Time);
        Upstream = providers.UpstreamWith(keys);
    }

    /// <summary>Asks them, each with its own key.</summary>
    public IUpstream Upstream { get; }

    /// <inheritdoc/>
    public void Dispose() => providers.Dispose();
}
