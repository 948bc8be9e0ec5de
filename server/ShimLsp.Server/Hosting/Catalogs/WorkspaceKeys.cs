using ShimLsp.Core.Health;
using ShimLsp.Core.Models;
using ShimLsp.Core.Upstream;
using ShimLsp.Server.Hosting.Files;
using ShimLsp.Server.Providers;

namespace ShimLsp.Server.Hosting.Catalogs;

/// <summary>
/// The keys of one workspace, read at each use. A model is asked only if its session found its key and the grant for it. This checks again
/// what may have changed since. Thread-safe.
/// </summary>
/// <param name="host">The machine.</param>
/// <param name="state">What the person allowed.</param>
internal sealed class WorkspaceKeys(HostEnvironment host, StateFolder state) : IKeys
{
    private volatile Source? source;

    /// <summary>Takes over the workspace's present catalog and the secrets that clients gave.</summary>
    /// <param name="query">Whose catalog, and the secrets.</param>
    /// <param name="inForce">The catalog in force; null for none.</param>
    public void Follow(CatalogQuery query, ReadCatalog? inForce) => source = inForce is null ? null : new(query, inForce);

    /// <inheritdoc/>
    public CallCredentials Read(ModelSpec model)
    {
        if (model.Credential.Kind is CredentialKind.None && (model.ExtraHeaders.IsEmpty || !model.References.Any()))
        {
            return new(null, [.. model.ExtraHeaders.Select(header => KeyValuePair.Create(header.Key, header.Value.Expand(_ => null)!))]);
        }

        // The catalog in force may no longer have this row, or may have changed it. Then no grant covers it.
        var found =
            source is { } now && now.Has(model)
                ? new CredentialResolver(now.Query, new WorkspaceTrust(now.Query, state), host, now.InForce.Text).Reveal(model)
                : null;
        return found
            ?? throw new UpstreamException(
                new Outcome(null, NoAnswer.Network),
                $"Nothing was sent: {Needed(model)} no longer available. Set it again."
            );
    }

    private static string Needed(ModelSpec model) =>
        model.References.Distinct().ToArray() switch
        {
            [] => "the key is",
            [var one] => $"{one} is",
            var several => $"one of {string.Join(", ", several.AsEnumerable())} is",
        };

    private sealed record Source(CatalogQuery Query, ReadCatalog InForce)
    {
        public bool Has(ModelSpec model) => InForce.Parse.Catalog!.Find(model.Slug) is { } row && row.SendsAs(model);
    }
}
