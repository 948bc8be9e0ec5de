using System.Collections.Immutable;
using ShimLsp.Core.Models;
using ShimLsp.Core.Sessions;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Hosting.Catalogs;

/// <summary>
/// Finds, reads and judges the catalog of a workspace. Reads files and nothing else: no timer, no memory of its own. Thread-safe.
/// </summary>
/// <param name="host">The machine.</param>
/// <param name="state">What the person trusted and allowed.</param>
internal sealed class WorkspaceCatalogs(HostEnvironment host, StateFolder state)
{
    private readonly Lazy<byte[]> sample = new(EmbeddedSample);

    /// <summary>Loads a workspace's catalog.</summary>
    /// <param name="query">Whose.</param>
    /// <param name="previous">The load before, whose catalog stays in force where nothing better can be read; null at the first.</param>
    public CatalogLoad Load(CatalogQuery query, CatalogLoad? previous)
    {
        // Looked at before it is read, as every file: what is written in between is seen as a change.
        var memory = query.Folder is { } folder && state.FileOf(folder) is { } file ? WatchedFile.Look(file, host.Time.GetUtcNow()) : (WatchedFile?)null;
        var trust = new WorkspaceTrust(query, state);
        var search = CatalogSearch.Run(query, trust, host, sample.Value);
        var read = Parse(search.Text, previous?.InForce);
        var inForce = read?.Parse.Catalog is null ? LastGood(previous?.InForce, trust) : read;
        var credentials = inForce is null ? null : new CredentialResolver(query, trust, host, inForce.Text).Check(inForce.Parse.Catalog!);
        var dependsOnMemory = search.Problems.Any(problem => problem.Code == CatalogSearch.UntrustedWorkspace)
            || (inForce is not null && trust.IsWorkspaceFile(inForce.Text.Place, inForce.Text.RealPath));
        var next = new CatalogState
        {
            Catalog = inForce?.Parse.Catalog,
            Sources = inForce is null ? [] : [inForce.Text.Source],
            Problems = [.. search.Problems, .. read?.Parse.Problems ?? [], .. StillInForce(inForce, read, search)],
            Credentials = credentials?.States ?? ImmutableDictionary<ModelSlug, CredentialState>.Empty,
        };
        ImmutableArray<KeyFile> keyFiles = credentials?.KeyFiles ?? [];
        return new CatalogLoad
        {
            State = next,
            CatalogChanged = previous is null || !IsSame(inForce, previous.InForce),
            ProblemsChanged = previous is null || !next.Problems.SequenceEqual(previous.State.Problems),
            CredentialsChanged = previous is null || !keyFiles.SequenceEqual(previous.KeyFiles) || !AreSame(next.Credentials, previous.State.Credentials),
            WatchedFiles = [.. search.Looked.Concat(credentials?.Looked ?? []).Concat(dependsOnMemory && memory is { } known ? [known] : []).DistinctBy(watched => watched.Path)],
            PendingGrants = credentials?.Pending ?? [],
            InForce = inForce,
            KeyFiles = keyFiles,
        };
    }

    /// <summary>The text's catalog, the same object where the text is the same; null without a text.</summary>
    private static ReadCatalog? Parse(CatalogText? text, ReadCatalog? before)
    {
        if (text is null || text.IsSameAs(before?.Text))
        {
            return text is null ? null : before;
        }

        var parse = CatalogParser.Parse(text.Bytes);
        return new(text, parse with { Problems = [.. parse.Problems.Select(problem => problem with { Source = text.Source })] });
    }

    // What was read in trust is not kept beyond it.
    private static ReadCatalog? LastGood(ReadCatalog? before, WorkspaceTrust trust) =>
        before is { Text: var text } && (!trust.IsWorkspaceFile(text.Place, text.RealPath) || trust.Trusts(text.Bytes)) ? before : null;

    private static ImmutableArray<CatalogProblem> StillInForce(ReadCatalog? inForce, ReadCatalog? read, CatalogSearch search) =>
        inForce is null || ReferenceEquals(inForce, read)
            ? []
            : [new("lastGoodInForce", ProblemSeverity.Warning, $"Until it can be read, the catalog read before stays in force: {inForce.Text.Source}.")
            {
                Source = read?.Text.Source ?? search.Problems[^1].Source,
            }];

    private static bool IsSame(ReadCatalog? one, ReadCatalog? other) => one is null ? other is null : one.Text.IsSameAs(other?.Text);

    private static bool AreSame(ImmutableDictionary<ModelSlug, CredentialState> one, ImmutableDictionary<ModelSlug, CredentialState> other) =>
        one.Count == other.Count && one.All(pair => other.TryGetValue(pair.Key, out var state) && state == pair.Value);

    private static byte[] EmbeddedSample()
    {
        using var stream = typeof(WorkspaceCatalogs).Assembly.GetManifestResourceStream("models.json")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
