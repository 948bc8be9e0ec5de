using System.Collections.Immutable;
using ShimLsp.Core.Models;
using ShimLsp.Server.Hosting.Catalogs;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Cli.Trust;

/// <summary>What of <c>trust</c> a program reads.</summary>
/// <param name="Folder">The workspace.</param>
/// <param name="Catalog">Its file.</param>
/// <param name="Sha256">Of the text that was read, and is trusted.</param>
/// <param name="Endpoints">Where its models are.</param>
/// <param name="Unencrypted">Those of them that are on the network and not reached by https.</param>
/// <param name="Grants">Which credentials it may send where only if you agree, and you have not yet.</param>
/// <param name="Allowed">Which you have agreed to before.</param>
/// <param name="Trusted">Whether there is nothing left to agree to.</param>
internal sealed record TrustOutput(
    string Folder,
    string Catalog,
    string Sha256,
    IReadOnlyList<string> Endpoints,
    IReadOnlyList<string> Unencrypted,
    IReadOnlyList<CredentialGrant> Grants,
    IReadOnlyList<CredentialGrant> Allowed,
    bool Trusted
);

/// <summary>What a workspace's catalog asks of the person. The text was read once: what is shown is what is trusted.</summary>
internal sealed class TrustRequest
{
    private readonly FolderPath folder;
    private readonly StateFolder state;

    private TrustRequest(FolderPath folder, CatalogLoad load, StateFolder state)
    {
        this.folder = folder;
        this.state = state;
        Path = load.InForce!.Text.Place.Path!;
        Hash = load.HashOfCatalogInForce()!;
        Endpoints = [.. load.State.Catalog!.Models.Select(Origin).Distinct().Order(StringComparer.Ordinal)];
        Pending = load.PendingGrants;
        Allowed = load.AllowedGrants;
        Problems = load.State.Problems;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Its hash.</summary>
    public string Hash { get; }

    /// <summary>Each place that a task could be sent to.</summary>
    public ImmutableArray<string> Endpoints { get; }

    /// <summary>What has not been agreed to yet.</summary>
    public ImmutableArray<CredentialGrant> Pending { get; private set; }

    /// <summary>What was agreed to before.</summary>
    public ImmutableArray<CredentialGrant> Allowed { get; private set; }

    /// <summary>What is wrong in the file.</summary>
    public ImmutableArray<CatalogProblem> Problems { get; }

    /// <summary>Whether there is nothing left to agree to.</summary>
    public bool IsGranted => Pending.IsEmpty && state.Read(folder).TrustedCatalogs.Contains(Hash);

    /// <summary>Reads a workspace's own catalog as it would be used if it were trusted.</summary>
    /// <param name="host">The machine.</param>
    /// <param name="folder">The workspace.</param>
    /// <param name="models">A file of it that a setting names; null for <c>.shim/models.json</c>.</param>
    /// <returns>What it asks for, or why there is nothing to agree to.</returns>
    public static (TrustRequest? Request, Failure? Nothing) Read(HostEnvironment host, FolderPath folder, string? models)
    {
        var state = new StateFolder(host);
        var query = new CatalogQuery
        {
            Folder = folder,
            IsTrusted = true,
            ModelsSetting = models is null ? null : host.Expand(models, host.WorkingDirectory) ?? models,
        };
        var load = new WorkspaceCatalogs(host, state).Load(query, previous: null);
        var own = load.Steps[0]; // the one that a setting names, else the workspace's: there is none before it
        if (own.Finding is CatalogFinding.Absent)
        {
            return (
                null,
                Failure.Of(
                    $"There is nothing to trust in {folder}: it has no .shim/models.json. "
                        + $"To write one: shim-lsp init --workspace --folder {ShellWord.Of(folder.Value)}"
                )
            );
        }

        if (load.InForce is not { } read)
        {
            return (
                null,
                Failure.Of(
                    $"There is nothing to trust in {folder}. "
                        + Failure.Words(load.State.Problems.First(problem => problem.Severity is ProblemSeverity.Error))
                )
            );
        }

        return new WorkspaceTrust(query, state).IsWorkspaceFile(own.Place, read.Text.RealPath)
            ? (new(folder, load, state), null)
            : (null, Failure.Of($"{own.Place.Path} is outside the workspace {folder}, so it needs no trust."));
    }

    /// <summary>Whether what goes there can be read on the way.</summary>
    /// <param name="origin">Scheme, host and port.</param>
    public static bool IsUnencrypted(string origin) => new Uri(origin) is { Scheme: not "https", IsLoopback: false };

    /// <summary>Stores the person's agreement to what they were shown.</summary>
    /// <returns>Why it is of no use; null if it was stored, and the file is still the one that was shown.</returns>
    public string? Grant()
    {
        if (state.Trust(folder, Hash, Pending) is { } problem)
        {
            return Failure.Words(problem);
        }

        Allowed = [.. Allowed, .. Pending];
        Pending = [];
        return IsStillThere()
            ? null
            : $"{Path} has changed since it was shown. The version you saw is trusted, the new one is not. Run it again.";
    }

    /// <summary>The same for a program.</summary>
    public TrustOutput ToOutput() =>
        new(folder.Value, Path, Hash, Endpoints, [.. Endpoints.Where(IsUnencrypted)], Pending, Allowed, IsGranted);

    private bool IsStillThere() =>
        FileRead.Of(Path, CatalogSearch.MostBytes) is FileRead.Content now && WorkspaceTrust.HashOf(now.Bytes) == Hash;

    private static string Origin(ModelSpec model) => CredentialGrant.For(model.Credential, model.BaseUrl).Origin;
}
