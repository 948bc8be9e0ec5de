using System.Collections.Immutable;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Hosting.Catalogs;

/// <summary>Whose catalog is asked for, and all that its choice depends on besides files.</summary>
internal sealed record CatalogQuery
{
    /// <summary>The workspace's folder; null for a session without one.</summary>
    public required FolderPath? Folder { get; init; }

    /// <summary>Every folder that the client has open. A clone may have put files into any of them.</summary>
    public OpenFolders OpenFolders { get; init; } = OpenFolders.None;

    /// <summary>The option <c>--models</c>; null if it was not given.</summary>
    public string? ModelsOption { get; init; }

    /// <summary>The setting <c>shim.modelsPath</c>; null if it is not set.</summary>
    public string? ModelsSetting { get; init; }

    /// <summary>Whether the client said that it trusts this workspace.</summary>
    public bool IsTrusted { get; init; }

    /// <summary>Secrets given at run time, by name.</summary>
    public ImmutableDictionary<string, string> Secrets { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Names no value of a secret: a record would print its members.</summary>
    public override string ToString() => $"CatalogQuery({Folder?.Value ?? "no folder"})";
}
