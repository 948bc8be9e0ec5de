using System.Collections.Frozen;
using System.Collections.Immutable;
using ShimLsp.Core.Language;
using ShimLsp.Core.Models;
using ShimLsp.Server.Hosting.Catalogs;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Hosting;

/// <summary>What one load of a workspace's catalog says about files that an editor has open. Made once a load.</summary>
internal sealed class FileFacts
{
    private readonly CatalogFacts common;
    private readonly FolderPath? inForce;

    /// <summary>Makes them.</summary>
    /// <param name="query">Whose catalog.</param>
    /// <param name="load">The load.</param>
    /// <param name="host">The machine.</param>
    /// <param name="variables">The names of the variables that are set; null if not known.</param>
    public FileFacts(CatalogQuery query, CatalogLoad load, HostEnvironment host, FrozenSet<string>? variables)
    {
        Load = load;
        Places = [.. CatalogPlace.Of(query, host).Select(place => place.Path).OfType<string>().Select(FolderPath.Of)];
        inForce = load.InForce?.Text.Place.Path is { } path ? FolderPath.Of(path) : null;
        common = new()
        {
            Variables = variables,
            Credentials = Credentials(query, load),
            KnownModels = EmbeddedSample.Models(),
            KnownAsOf = EmbeddedSample.AsOf,
        };
    }

    /// <summary>The load that they are of.</summary>
    public CatalogLoad Load { get; }

    /// <summary>Where a catalog is looked for.</summary>
    public ImmutableArray<FolderPath> Places { get; }

    /// <summary>What is known of a file.</summary>
    /// <param name="path">The file; null for one that is not of this machine.</param>
    public CatalogFacts Of(FolderPath? path) =>
        common with
        {
            IsInForce = path is not null && path.Equals(inForce),
            IsTrusted = IsTrusted(path),
        };

    private bool? IsTrusted(FolderPath? path)
    {
        foreach (var (place, finding) in Load.Steps)
        {
            if (place.Path is { } file && FolderPath.Of(file).Equals(path) && finding is CatalogFinding.Untrusted or CatalogFinding.Found)
            {
                return finding is CatalogFinding.Found;
            }
        }

        return null;
    }

    private static Dictionary<string, CredentialFact> Credentials(CatalogQuery query, CatalogLoad load)
    {
        var facts = new Dictionary<string, CredentialFact>(StringComparer.Ordinal);
        foreach (var name in query.Secrets.Keys)
        {
            facts[CredentialReference.Secret(name).ToString()] = facts[CredentialReference.Env(name).ToString()] = new(IsResolved: true);
        }

        foreach (var model in load.InForce?.Parse.Catalog?.Models ?? [])
        {
            var state = load.State.Credentials.GetValueOrDefault(model.Slug);
            if (state is { IsResolved: false, Reference: { IsMalformed: false } fault, Missing: { } missing })
            {
                facts[fault.ToString()] = new(IsResolved: false, missing);
            }
            else if (state is { IsResolved: true })
            {
                foreach (var reference in model.References)
                {
                    facts.TryAdd(reference.ToString(), new(IsResolved: true));
                }
            }
        }

        return facts;
    }
}
