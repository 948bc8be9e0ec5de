using System.Collections.Immutable;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Hosting.Catalogs;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Hosting;

/// <summary>The open workspaces, in the order in which they opened. Immutable, so a reader sees one moment.</summary>
internal sealed class OpenWorkspaces
{
    private const string Folderless = "";

    private readonly ImmutableList<Workspace> inOrder;
    private readonly ImmutableDictionary<string, Workspace> byKey;

    private OpenWorkspaces(ImmutableList<Workspace> inOrder, ImmutableDictionary<string, Workspace> byKey, OpenFolders folders) =>
        (this.inOrder, this.byKey, Folders) = (inOrder, byKey, folders);

    /// <summary>None: no static value, because a workspace can change.</summary>
    public OpenWorkspaces()
        : this([], ImmutableDictionary.Create<string, Workspace>(StringComparer.Ordinal), OpenFolders.None) { }

    /// <summary>The folders of this machine among them.</summary>
    public OpenFolders Folders { get; }

    /// <summary>All, in the order they were opened.</summary>
    public IReadOnlyList<Workspace> All => inOrder;

    /// <summary>The first one with a folder, or else the folderless one; null if none is open.</summary>
    public Workspace? Default => inOrder.Find(workspace => workspace.Opened.Folder is not null) ?? inOrder.FirstOrDefault();

    /// <summary>
    /// The workspace of a file: the innermost one whose folder it is in, else the first one that uses it, else the default one. One must be
    /// open.
    /// </summary>
    /// <param name="path">The file; null for one that is not of this machine.</param>
    public Workspace Owning(FolderPath? path) =>
        inOrder
            .Where(workspace => path is not null && workspace.Folder?.Contains(path.Value) == true)
            .MaxBy(workspace => workspace.Folder!.Value.Length)
        ?? inOrder.Find(workspace => path is not null && workspace.FactsOf(path).IsInForce is true)
        ?? Default!;

    /// <summary>The workspace under that key; null if none is open.</summary>
    /// <param name="key">One text for all spellings of a folder; null for the folderless workspace.</param>
    public Workspace? Find(string? key) => byKey.GetValueOrDefault(key ?? Folderless);

    /// <summary>The workspace of that session; null if it was closed.</summary>
    /// <param name="session">The session.</param>
    public Workspace? Of(OpenSession session) =>
        Find(session.Folder) is { } workspace && ReferenceEquals(workspace.Opened, session) ? workspace : null;

    /// <summary>These and one more.</summary>
    /// <param name="workspace">A workspace.</param>
    /// <exception cref="ArgumentException">One is open under its key.</exception>
    public OpenWorkspaces Add(Workspace workspace) =>
        new(
            inOrder.Add(workspace),
            byKey.Add(workspace.Opened.Folder ?? Folderless, workspace),
            workspace.Folder is { } folder ? Folders.Add(folder) : Folders
        );

    /// <summary>These without one.</summary>
    /// <param name="workspace">One of them.</param>
    public OpenWorkspaces Remove(Workspace workspace) =>
        new(
            inOrder.Remove(workspace),
            byKey.Remove(workspace.Opened.Folder ?? Folderless),
            workspace.Folder is { } folder ? Folders.Remove(folder) : Folders
        );
}
