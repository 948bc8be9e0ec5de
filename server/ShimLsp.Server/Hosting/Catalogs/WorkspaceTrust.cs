using System.Security.Cryptography;

namespace ShimLsp.Server.Hosting.Catalogs;

/// <summary>
/// What a workspace may do. Its files come with a clone and may name any URL. Without a question they could send source code or a person's
/// key to a stranger. One view serves one load, so a load never mixes two states of the memory.
/// </summary>
internal sealed class WorkspaceTrust(CatalogQuery query, StateFolder state)
{
    private readonly Lazy<WorkspaceMemory> memory = new(
        () => query.Folder is { } folder ? state.Read(folder) : WorkspaceMemory.Empty,
        LazyThreadSafetyMode.None
    );

    private readonly Lazy<OpenFolders> own = new(
        () => query.Folder is { } folder ? OpenFolders.None.Add(folder) : OpenFolders.None, // resolved anew in each load
        LazyThreadSafetyMode.None
    );

    /// <summary>Whether an answer depended on the remembered trust. If so, a change of it may change the answers.</summary>
    public bool WasAsked => memory.IsValueCreated;

    /// <summary>Whether any text is trusted, unread.</summary>
    public bool TrustsEverything => query.IsTrusted;

    /// <summary>Whether no text at all could be trusted. Then none needs to be read.</summary>
    public bool TrustsNothing => !query.IsTrusted && memory.Value.TrustedCatalogs.IsEmpty;

    /// <summary>Whether a text of a workspace file may be used.</summary>
    /// <param name="bytes">The very bytes that would be parsed.</param>
    public bool Trusts(ReadOnlySpan<byte> bytes) =>
        query.IsTrusted || (!TrustsNothing && memory.Value.TrustedCatalogs.Contains(HashOf(bytes)));

    /// <summary>Whether the person allowed the workspace's catalog to send this credential there.</summary>
    /// <param name="grant">Which, and where.</param>
    public bool Allows(CredentialGrant grant) => memory.Value.Grants.Contains(grant);

    /// <summary>
    /// Whether a catalog counts as the workspace's own. So does one that a setting names in an open folder, by its path or by where that
    /// leads: a clone can carry settings and links.
    /// </summary>
    /// <param name="place">Where it was looked for.</param>
    /// <param name="realPath">Where that leads; null if that is unknown.</param>
    public bool IsWorkspaceFile(CatalogPlace place, string? realPath) =>
        place.Layer switch
        {
            CatalogLayer.Workspace => true,
            CatalogLayer.Setting => (place.Path is { } path && IsInOpenFolder(path)) || (realPath is not null && IsInOpenFolder(realPath)),
            _ => false,
        };

    /// <summary>Whether a path lies in an open folder, as that is named or as it really is.</summary>
    /// <param name="path">A full path.</param>
    public bool IsInOpenFolder(string path) => own.Value.Contain(path) || query.OpenFolders.Contain(path);

    /// <summary>The identity of a trusted text.</summary>
    /// <param name="bytes">The text.</param>
    public static string HashOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
