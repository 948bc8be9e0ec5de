using System.Collections.Immutable;
using ShimLsp.Core.Models;
using ShimLsp.Server.Hosting.Catalogs;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Cli;

/// <summary>What of <c>trust</c> a program reads.</summary>
/// <param name="Folder">The workspace.</param>
/// <param name="Catalog">Its file.</param>
/// <param name="Sha256">Of the text that was read, and is trusted.</param>
/// <param name="Endpoints">Where its models are.</param>
/// <param name="Grants">Which credentials it may send where only if you agree, and you have not yet.</param>
/// <param name="Trusted">Whether there is nothing left to agree to.</param>
internal sealed record TrustOutput(
    string Folder, string Catalog, string Sha256, IReadOnlyList<string> Endpoints, IReadOnlyList<CredentialGrant> Grants, bool Trusted);

/// <summary>What a workspace's catalog asks of the person. The text was read once: what is shown is what is trusted.</summary>
/// <param name="folder">The workspace.</param>
/// <param name="path">Its catalog.</param>
/// <param name="load">The catalog as it would be used.</param>
/// <param name="state">What the person agreed to before, and now.</param>
internal sealed class TrustRequest(FolderPath folder, string path, CatalogLoad load, StateFolder state)
{
    private readonly string hash = load.HashOfCatalogInForce()!;

    /// <summary>The file.</summary>
    public string Path => path;

    /// <summary>Its hash.</summary>
    public string Hash => hash;

    /// <summary>Each place that a task could be sent to.</summary>
    public ImmutableArray<string> Endpoints { get; } =
        [.. load.State.Catalog!.Models.Select(model => CredentialGrant.For(model.Credential, model.BaseUrl).Origin).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>What has not been agreed to yet.</summary>
    public ImmutableArray<CredentialGrant> Pending { get; private set; } = load.PendingGrants;

    /// <summary>What is wrong in the file.</summary>
    public ImmutableArray<CatalogProblem> Problems => load.State.Problems;

    /// <summary>Whether there is nothing left to agree to.</summary>
    public bool IsGranted => Pending.IsEmpty && state.Read(folder).TrustedCatalogs.Contains(hash);

    /// <summary>Stores the person's agreement.</summary>
    /// <returns>Why it could not be stored; null where it was.</returns>
    public string? Grant()
    {
        // The grants first: a running server that sees the trust shall find them there.
        var problem = Pending.Select(grant => state.Grant(folder, grant)).FirstOrDefault(problem => problem is not null) ?? state.Trust(folder, hash);
        Pending = problem is null ? [] : Pending;
        return problem?.Message;
    }

    /// <summary>The same for a program.</summary>
    public TrustOutput ToOutput() => new(folder.Value, path, hash, Endpoints, Pending, IsGranted);
}
