using System.Collections.Frozen;
using System.Collections.Immutable;
using ShimLsp.Core.Language;
using ShimLsp.Core.Models;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Hosting.Catalogs;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Hosting;

/// <summary>What one load of a workspace's catalog says about files, those that an editor has open among them. Made once a load.</summary>
internal sealed class FileFacts
{
    private readonly CatalogFacts common;
    private readonly FolderPath? inForce;
    private readonly ILookup<FolderPath, CatalogProblem> ofFiles;
    private readonly Lazy<ImmutableArray<CatalogInUse>> inUse;

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
        ofFiles = load.State.Problems.Where(IsOfFile).ToLookup(problem => FolderPath.Of(problem.Source));
        inUse = new(FindInUse);
        common = new()
        {
            Variables = variables,
            Secrets = query.Secrets.Keys.ToFrozenSet(StringComparer.Ordinal),
            Credentials = Credentials(query, load),
            KnownModels = EmbeddedSample.Models(),
            KnownAsOf = EmbeddedSample.AsOf,
        };
    }

    /// <summary>The load that they are of.</summary>
    public CatalogLoad Load { get; }

    /// <summary>Where a catalog is looked for.</summary>
    public ImmutableArray<FolderPath> Places { get; }

    /// <summary>
    /// The files that the catalog comes from, or would, with those that there is something to say of. The same objects at each call.
    /// </summary>
    public ImmutableArray<CatalogInUse> InUse => inUse.Value;

    /// <summary>What is known of a file.</summary>
    /// <param name="path">The file; null for one that is not of this machine.</param>
    public CatalogFacts Of(FolderPath? path) =>
        common with
        {
            IsInForce = path is not null && path.Equals(inForce),
            IsTrusted = IsTrusted(path),
            OfFile = path is null ? [] : [.. ofFiles[path]],
        };

    // A workspace that is not trusted is a state and not a fault of its file. That more problems are not listed has no place in a list.
    private static bool IsOfFile(CatalogProblem problem) =>
        problem.Line is null
        && problem.Code is not (CatalogProblemCode.UntrustedWorkspace or CatalogProblemCode.MoreProblems)
        && Path.IsPathFullyQualified(problem.Source);

    private ImmutableArray<CatalogInUse> FindInUse()
    {
        // If what was found is broken, an earlier text is in force, mostly of the same file.
        IEnumerable<CatalogText?> texts = [Load.Found, Load.InForce?.Text];
        var read = texts.Where(text => text?.Place.Path is not null).DistinctBy(text => text!.Source).ToArray();
        var others = ofFiles.Select(group => group.Key).Where(path => !read.Any(text => FolderPath.Of(text!.Source).Equals(path)));
        return
        [
            .. read.Select(text => new CatalogInUse(text!.Source, text.Bytes, Of(FolderPath.Of(text.Source)))),
            .. others.Select(path => new CatalogInUse(path.Value, null, Of(path))),
        ];
    }

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
