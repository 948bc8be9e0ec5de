using System.Collections.Immutable;
using ShimLsp.Core.Models;
using ShimLsp.Core.Sessions;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Hosting.Catalogs;

/// <summary>
/// Finds, reads and checks the catalog of a workspace. It only reads files: it has no timer, and it remembers only catalogs in use, so that
/// workspaces with the same text share one. Thread-safe.
/// </summary>
/// <param name="host">The machine.</param>
/// <param name="state">What the person trusted and allowed.</param>
internal sealed class WorkspaceCatalogs(HostEnvironment host, StateFolder state)
{
    private readonly Lazy<byte[]> sample = new(EmbeddedSample.Read);
    private readonly SharedCatalogs shared = new();

    /// <summary>Loads a workspace's catalog.</summary>
    /// <param name="query">Whose.</param>
    /// <param name="previous">The load before. Its catalog stays in force if nothing better can be read. Null at the first load.</param>
    public CatalogLoad Load(CatalogQuery query, CatalogLoad? previous)
    {
        var memory = LookAtMemory(query.Folder); // before it is read, as every file: what is written in between is seen as a change
        var trust = new WorkspaceTrust(query, state, previous?.Memory);
        var search = CatalogSearch.Run(query, trust, host, sample.Value, previous?.InForce?.Text);
        var read = Parse(search.Text, previous?.InForce);
        var inForce = read?.Parse.Catalog is null ? LastGood(previous?.InForce, trust) : read;
        var own = OwnBudget.Of(inForce?.Text, host, previous?.Own, text => shared.Of(text, Parse));
        var credentials = inForce is null
            ? CredentialCheck.Nothing
            : new CredentialResolver(query, trust, host, inForce.Text).Check(inForce.Parse.Catalog!);
        var next = new CatalogState
        {
            Catalog = inForce?.Parse.Catalog,
            Sources = inForce is null ? [] : [inForce.Text.Source],
            UserFile = host.UserCatalog,
            Budgets = own.With(inForce, inForce is { Text: var text } && trust.IsWorkspaceFile(text.Place, text.RealPath)),
            Problems =
            [
                .. search.Problems,
                .. read?.Parse.Problems ?? [],
                .. StillInForce(inForce, read, search),
                .. Exposure.Of(inForce?.Text, search, credentials),
                .. own.Problem is { } problem ? [problem] : ImmutableArray<CatalogProblem>.Empty,
            ],
            Credentials = credentials.States,
        };
        return new CatalogLoad
        {
            State = next,
            CatalogChanged = previous is null || !IsSame(inForce, previous.InForce) || !next.Budgets.SequenceEqual(previous.State.Budgets),
            ProblemsChanged = previous is null || !next.Problems.SequenceEqual(previous.State.Problems),
            CredentialsChanged =
                previous is null
                || !credentials.KeyFiles.SequenceEqual(previous.KeyFiles)
                || !AreSame(next.Credentials, previous.State.Credentials),
            WatchedFiles =
            [
                .. search
                    .Looked.Concat(credentials.Looked)
                    .Concat(own.Looked)
                    .Concat(trust.WasAsked ? memory.Select(file => file.After(trust.HasFailed)) : [])
                    .DistinctBy(file => file.Path),
            ],
            PendingGrants = credentials.Pending,
            AllowedGrants = credentials.Allowed,
            Steps = search.Steps,
            InForce = inForce,
            Found = search.Text,
            KeyFiles = credentials.KeyFiles,
            Memory = trust.Seen,
            Own = own.Read,
        };
    }

    /// <summary>What a workspace's own catalog may send, and what it asks to.</summary>
    /// <param name="query">Whose.</param>
    /// <param name="load">Its load.</param>
    public WorkspaceGrants GrantsOf(CatalogQuery query, CatalogLoad load)
    {
        var uses = load.InForce is { Text: var text, Parse.Catalog: { } catalog }
            ? catalog
                .Models.SelectMany(model => CredentialResolver.GrantsFor(model, text, host).Select(grant => (grant, model.Slug)))
                .Distinct()
                .ToLookup(use => use.grant, use => use.Slug)
            : null;
        var remembered = query.Folder is { } folder ? state.Read(folder).Grants : [];
        return new([.. load.PendingGrants.Select(Named)], [.. remembered.Distinct().Select(Named)]);

        WorkspaceGrant Named(CredentialGrant grant) => new(grant.Reference, grant.Origin, [.. uses?[grant] ?? []]);
    }

    private ImmutableArray<WatchedFile> LookAtMemory(FolderPath? folder) =>
        folder is not null && state.FileOf(folder) is { } file ? [WatchedFile.Look(file, host.Time.GetUtcNow())] : [];

    /// <summary>The text's catalog, the same object if the text is the same; null without a text.</summary>
    private ReadCatalog? Parse(CatalogText? text, ReadCatalog? before) =>
        text is null ? null
        : text.IsSameAs(before?.Text) ? before
        : shared.Of(text, Parse);

    private static ReadCatalog Parse(CatalogText text)
    {
        var parse = CatalogParser.Parse(text.Bytes);
        return new(text, parse with { Problems = [.. parse.Problems.Select(problem => problem with { Source = text.Source })] });
    }

    // What was read in trust is not kept beyond it.
    private static ReadCatalog? LastGood(ReadCatalog? before, WorkspaceTrust trust) =>
        before is { Text: var text } && (!trust.IsWorkspaceFile(text.Place, text.RealPath) || trust.Trusts(text.Bytes)) ? before : null;

    private static ImmutableArray<CatalogProblem> StillInForce(ReadCatalog? inForce, ReadCatalog? read, CatalogSearch search)
    {
        if (inForce is null || ReferenceEquals(inForce, read))
        {
            return [];
        }

        var message = $"The last valid catalog stays in use: {inForce.Text.Source}.";
        return
        [
            new(SessionProblemCode.LastGoodInForce, ProblemSeverity.Warning, message)
            {
                Source = read?.Text.Source ?? search.Problems[^1].Source,
            },
        ];
    }

    private static bool IsSame(ReadCatalog? one, ReadCatalog? other) => one is null ? other is null : one.Text.IsSameAs(other?.Text);

    private static bool AreSame(
        IReadOnlyDictionary<ModelSlug, CredentialState> one,
        IReadOnlyDictionary<ModelSlug, CredentialState> other
    ) => one.Count == other.Count && one.All(pair => other.TryGetValue(pair.Key, out var state) && state == pair.Value);
}
