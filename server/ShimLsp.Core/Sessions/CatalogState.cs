using System.Collections.Immutable;
using ShimLsp.Core.Models;
using ShimLsp.Core.Spending;

namespace ShimLsp.Core.Sessions;

/// <summary>Whether a model's key can be used now; never the key.</summary>
/// <param name="Fault">Why it cannot; null if it can, or if the model needs none.</param>
/// <param name="Missing">What is missing and what to do, in one sentence; null if nothing is.</param>
public sealed record CredentialState(CredentialFault? Fault, string? Missing)
{
    /// <summary>The key can be used, or the model needs none.</summary>
    public static CredentialState Resolved { get; } = new(null, null);

    /// <summary>Whether the key can be used, or the model needs none.</summary>
    public bool IsResolved => Fault is null;

    /// <summary>The reference at fault, the key's or one in a header; null if there is none.</summary>
    public CredentialReference? Reference { get; init; }

    /// <summary>The full path of the key file at fault; null if the fault is not in a file.</summary>
    public string? File { get; init; }
}

/// <summary>The catalog in force in a workspace, where it came from, and its problems.</summary>
public sealed record CatalogState
{
    /// <summary>The catalog; null if the file in force cannot be read and there is no earlier good one.</summary>
    public required Catalog? Catalog { get; init; }

    /// <summary>The files it was read from, or <c>embedded</c>.</summary>
    public required ImmutableArray<string> Sources { get; init; }

    /// <summary>Where the person's own catalog is, or would be; null if the machine has no folder for it.</summary>
    public string? UserFile { get; init; }

    /// <summary>
    /// The budgets in force: that of the catalog, and that of the person's own file if the catalog is another. All of them apply.
    /// </summary>
    public ImmutableArray<FileBudget> Budgets { get; init; } = [];

    /// <summary>Problems of the catalog and of the layers that were passed over.</summary>
    public required ImmutableArray<CatalogProblem> Problems { get; init; }

    /// <summary>Whether each model's key is available. A model that is not listed needs none.</summary>
    public required IReadOnlyDictionary<ModelSlug, CredentialState> Credentials { get; init; }
}
