using System.Collections.Immutable;
using ShimLsp.Core.Sessions;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Hosting.Catalogs;

/// <summary>The result of a load, and what changed since the load before. At the first load everything is new.</summary>
internal sealed record CatalogLoad
{
    /// <summary>The state for the session.</summary>
    public required CatalogState State { get; init; }

    /// <summary>
    /// Whether another catalog is in force: other bytes, another file (also by a change of trust), or another budget. The cause
    /// <c>catalogChanged</c>.
    /// </summary>
    public required bool CatalogChanged { get; init; }

    /// <summary>Whether there are other problems to show.</summary>
    public required bool ProblemsChanged { get; init; }

    /// <summary>
    /// Whether a key appeared or disappeared, or a <c>${file:}</c> contains another key: the cause <c>credentialChanged</c>. It does not
    /// show that one secret replaced another; the caller that replaces it knows.
    /// </summary>
    public required bool CredentialsChanged { get; init; }

    /// <summary>The files that call for another load if they change, each as it was before it was read.</summary>
    public required ImmutableArray<WatchedFile> WatchedFiles { get; init; }

    /// <summary>Questions for the person: may the workspace's catalog send this credential to this endpoint?</summary>
    public required ImmutableArray<CredentialGrant> PendingGrants { get; init; }

    /// <summary>The grants that the person gave before.</summary>
    public required ImmutableArray<CredentialGrant> AllowedGrants { get; init; }

    /// <summary>What was found at each possible place, up to where the search ended.</summary>
    public required ImmutableArray<CatalogStep> Steps { get; init; }

    /// <summary>The last good catalog; null if there never was one.</summary>
    internal required ReadCatalog? InForce { get; init; }

    /// <summary>The text that was found, good or not; null if there was none to read.</summary>
    internal required CatalogText? Found { get; init; }

    /// <summary>The contents of the key files, as fingerprints.</summary>
    internal required ImmutableArray<KeyFile> KeyFiles { get; init; }

    /// <summary>The remembered trust that it depended on; null if none.</summary>
    internal required WorkspaceMemory? Memory { get; init; }

    /// <summary>The person's own file, for its budget, if another catalog is in force; null if it has none or is not needed.</summary>
    internal required ReadCatalog? Own { get; init; }

    /// <summary>The identity under which trust in the catalog in force is remembered; null if none is in force.</summary>
    public string? HashOfCatalogInForce() => InForce is { } read ? WorkspaceTrust.HashOf(read.Text.Bytes) : null;
}
