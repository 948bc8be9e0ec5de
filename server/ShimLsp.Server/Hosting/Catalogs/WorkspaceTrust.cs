using System.Security.Cryptography;

namespace ShimLsp.Server.Hosting.Catalogs;

/// <summary>
/// What a workspace may do. Its files come with a clone and may name any URL. Without a question they could send source code or a person's
/// key to a stranger. One view serves one load, so a load never mixes two states of the memory.
/// </summary>
/// <param name="query">Whose catalog.</param>
/// <param name="state">What the person allowed.</param>
/// <param name="last">The memory that the load before saw. It holds as long as its file cannot be read; null for none.</param>
internal sealed class WorkspaceTrust(CatalogQuery query, StateFolder state, WorkspaceMemory? last = null)
{
    private readonly Lazy<WorkspaceMemory?> read = new(
        () => query.Folder is { } folder ? state.TryRead(folder) : WorkspaceMemory.Empty,
        LazyThreadSafetyMode.None
    );

    private readonly Lazy<OpenFolders> own = new(
        () => query.Folder is { } folder ? OpenFolders.None.Add(folder) : OpenFolders.None, // resolved anew in each load
        LazyThreadSafetyMode.None
    );

    private HashSet<CredentialGrant>? grants;

    /// <summary>Whether an answer depended on the remembered trust. If so, a change of it may change the answers.</summary>
    public bool WasAsked => read.IsValueCreated;

    /// <summary>Whether the remembered trust was needed and could not be read, so that it must be read again.</summary>
    public bool HasFailed => WasAsked && read.Value is null;

    /// <summary>The memory that the answers depended on, for the next load; null if none did.</summary>
    public WorkspaceMemory? Seen => WasAsked ? Memory : last;

    /// <summary>Whether any text is trusted, unread.</summary>
    public bool TrustsEverything => query.IsTrusted;

    /// <summary>Whether no text at all could be trusted. Then none needs to be read.</summary>
    public bool TrustsNothing => !query.IsTrusted && Memory.TrustedCatalogs.IsEmpty;

    /// <summary>Whether a text of a workspace file may be used.</summary>
    /// <param name="bytes">The very bytes that would be parsed.</param>
    public bool Trusts(ReadOnlySpan<byte> bytes) => query.IsTrusted || (!TrustsNothing && Memory.TrustedCatalogs.Contains(HashOf(bytes)));

    /// <summary>Whether the person allowed the workspace's catalog to send this credential there.</summary>
    /// <param name="grant">Which, and where.</param>
    public bool Allows(CredentialGrant grant) => (grants ??= [.. Memory.Grants]).Contains(grant);

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

    private WorkspaceMemory Memory => read.Value ?? last ?? WorkspaceMemory.Empty;

    /// <summary>The identity of a trusted text.</summary>
    /// <param name="bytes">The text.</param>
    public static string HashOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
