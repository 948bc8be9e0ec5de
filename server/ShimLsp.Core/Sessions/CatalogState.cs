using System.Collections.Immutable;
using ShimLsp.Core.Models;

namespace ShimLsp.Core.Sessions;

/// <summary>Whether a model's key can be had now; never the key.</summary>
/// <param name="IsResolved">Whether it can, or none is needed.</param>
/// <param name="Missing">What is missing and what to do, in one sentence; null where nothing is.</param>
public sealed record CredentialState(bool IsResolved, string? Missing)
{
    /// <summary>It can be had, or none is needed.</summary>
    public static CredentialState Resolved { get; } = new(true, null);
}

/// <summary>The catalog in force in a workspace, where it came from, and what is wrong with it.</summary>
public sealed record CatalogState
{
    /// <summary>The catalog; null where the file in force cannot be read and there is no last good one.</summary>
    public required Catalog? Catalog { get; init; }

    /// <summary>The files it was read from, or <c>embedded</c>.</summary>
    public required ImmutableArray<string> Sources { get; init; }

    /// <summary>Problems of the catalog and of the layers that were passed over.</summary>
    public required ImmutableArray<CatalogProblem> Problems { get; init; }

    /// <summary>Whether each model's key can be had; a model that is absent here needs none.</summary>
    public required IReadOnlyDictionary<ModelSlug, CredentialState> Credentials { get; init; }
}
