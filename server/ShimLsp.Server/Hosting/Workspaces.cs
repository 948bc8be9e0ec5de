using ShimLsp.Core.Models;
using ShimLsp.Core.Sessions;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Hosting.Catalogs;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Hosting;

/// <summary>
/// The open workspaces of one connection. Thread-safe: to find a session a caller reads an immutable map; opening, closing and configuring
/// take turns under one lock.
/// </summary>
/// <param name="services">What they share.</param>
/// <param name="host">The machine.</param>
/// <param name="modelsOption">The command line's <c>--models</c>; null without it.</param>
internal sealed class Workspaces(WorkspaceServices services, HostEnvironment host, string? modelsOption) : IWorkspaces, IDisposable
{
    private readonly Lock changing = new();
    private volatile OpenWorkspaces open = new();
    private volatile IReadOnlyList<string> awaited = [];
    private volatile bool isDisposed;
    private ClientSettings pushed = ClientSettings.Empty;
    private bool trustsFolders;

    /// <inheritdoc/>
    public IReadOnlyList<OpenSession> Sessions
    {
        get
        {
            _ = Find(null);
            return [.. open.All.Select(workspace => workspace.Opened)];
        }
    }

    /// <summary>The sessions that are open now. It opens none, unlike <see cref="Sessions"/>.</summary>
    public IEnumerable<WorkspaceSession> OpenNow => open.All.Select(workspace => workspace.Opened.Session);

    /// <inheritdoc/>
    public void Start(IReadOnlyList<string> folders, ClientSettings settings, bool trusted)
    {
        lock (changing)
        {
            awaited = folders;
            pushed = settings;
            trustsFolders = trusted;
            services.SettingsTaken(settings);
        }
    }

    /// <inheritdoc/>
    public OpenSession? Find(string? workspaceFolder)
    {
        OpenAwaited();
        return (
            workspaceFolder is null ? open.Default ?? OpenFolderless() : open.Find(KeyOf(workspaceFolder, Parse(workspaceFolder)))
        )?.Opened;
    }

    /// <inheritdoc/>
    public OpenSession? Open(string workspaceFolder)
    {
        OpenAwaited();
        lock (changing)
        {
            return OpenUnderLock(workspaceFolder)?.Opened;
        }
    }

    /// <inheritdoc/>
    public bool Close(string workspaceFolder)
    {
        OpenAwaited();
        lock (changing)
        {
            if (KeyOf(workspaceFolder, Parse(workspaceFolder)) is not { } key || open.Find(key) is not { } workspace)
            {
                return false;
            }

            open = open.Remove(workspace);
            workspace.Dispose();
            TellOthers(workspace);
            return true;
        }
    }

    /// <inheritdoc/>
    public void Configure(ClientSettings? settings)
    {
        OpenAwaited();
        lock (changing) // a workspace that opens meanwhile would miss them
        {
            if (settings is not null)
            {
                services.SettingsTaken(pushed = settings);
            }

            foreach (var workspace in open.All)
            {
                workspace.Configure(settings);
            }
        }
    }

    /// <inheritdoc/>
    public void ApplyPulled(OpenSession session, ClientSettings? settings, bool atStart)
    {
        lock (changing)
        {
            var next = settings ?? pushed;
            if (ReferenceEquals(session, open.Default?.Opened))
            {
                services.SettingsTaken(next); // what belongs to no session follows the first folder
            }

            open.Of(session)?.ApplyPulled(next, atStart);
        }
    }

    /// <inheritdoc/>
    public void Chosen(OpenSession session, ModelSlug slug, bool persist, bool everywhere) =>
        open.Of(session)?.Chosen(slug, persist, everywhere);

    /// <inheritdoc/>
    public void SetTrust(OpenSession session, bool trusted) => open.Of(session)?.Requery(query => query with { IsTrusted = trusted });

    /// <inheritdoc/>
    public WorkspaceGrants Grants(OpenSession session) => open.Of(session)?.Grants() ?? new([], []);

    /// <inheritdoc/>
    public bool? SetGrant(OpenSession session, string reference, string origin, bool allowed) =>
        open.Of(session)?.SetGrant(new(reference, origin), allowed);

    /// <inheritdoc/>
    public IReadOnlyList<ModelSlug> SetCredential(OpenSession session, string name, string? secret) =>
        open.Of(session) is { } workspace ? workspace.SetCredential(name, secret) : [];

    /// <inheritdoc/>
    public CatalogFile? FileOf(string uri)
    {
        var reference = Parse(uri);
        if (KeyOf(uri, reference) is null)
        {
            return null;
        }

        _ = Find(null);
        var path = (reference as FolderReference.Local)?.Folder;
        var now = open;
        var owner = now.Owning(path);
        return new(owner.Opened, path is not null && now.All.Any(workspace => workspace.LooksAt(path)), owner.FactsOf(path));
    }

    /// <inheritdoc/>
    public IReadOnlyList<CatalogInUse> FilesInUse
    {
        get
        {
            _ = Find(null);
            return [.. open.All.SelectMany(workspace => workspace.FilesInUse).DistinctBy(file => file.Path)];
        }
    }

    /// <inheritdoc/>
    public string? PathFrom(string uri, string written) =>
        Parse(uri) is FolderReference.Local { Folder.Value: var path } && Path.GetDirectoryName(path) is { } folder
            ? host.Expand(written, folder)
            : null;

    /// <inheritdoc/>
    public void FilesChanged()
    {
        foreach (var workspace in open.All)
        {
            workspace.Reload();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Without the lock: its holder may wait for a file system that is gone, and the end must not wait for that.
        // The holder sees the flag when it is done.
        isDisposed = true;
        foreach (var workspace in open.All)
        {
            workspace.Dispose();
        }
    }

    /// <summary>Opens the folders that were named at the start, once. Other callers wait until all of them are open.</summary>
    private void OpenAwaited()
    {
        if (awaited.Count == 0)
        {
            return;
        }

        lock (changing)
        {
            foreach (var folder in awaited)
            {
                OpenUnderLock(folder);
            }

            awaited = [];
        }
    }

    private Workspace OpenFolderless()
    {
        lock (changing)
        {
            return open.Default ?? Add(key: null, name: null, folder: null);
        }
    }

    private Workspace? OpenUnderLock(string name)
    {
        var reference = Parse(name);
        if (KeyOf(name, reference) is not { } key)
        {
            return null;
        }

        if (open.Find(key) is { } found)
        {
            return found;
        }

        // A folder of another machine or of none has a session like any other, only no file of its own here.
        var workspace = Add(key, name, (reference as FolderReference.Local)?.Folder);
        TellOthers(workspace);
        return workspace;
    }

    private Workspace Add(string? key, string? name, FolderPath? folder)
    {
        var query = new CatalogQuery
        {
            Folder = folder,
            OpenFolders = folder is null ? open.Folders : open.Folders.Add(folder),
            ModelsOption = modelsOption,
            IsTrusted = trustsFolders,
        };
        var workspace = Workspace.Open(key, name, query, pushed, services);
        open = open.Add(workspace);
        if (isDisposed)
        {
            workspace.Dispose();
        }

        return workspace;
    }

    // Which files are a workspace's own depends on which folders are open.
    private void TellOthers(Workspace changed)
    {
        if (changed.Folder is not { } folder)
        {
            return;
        }

        var (folders, there) = (open.Folders, OpenFolders.None.Add(folder));
        foreach (var workspace in open.All)
        {
            if (workspace != changed)
            {
                workspace.FoldersChanged(folders, there);
            }
        }
    }

    private FolderReference Parse(string name) => FolderReference.Parse(name, host.WorkingDirectory);

    /// <summary>The key of a workspace: one text for all spellings of its folder; null if the name can name nothing.</summary>
    private static string? KeyOf(string name, FolderReference reference) =>
        reference switch
        {
            FolderReference.Local local => local.Folder.Folded(),
            FolderReference.Folderless => name.TrimEnd('/'),
            _ => null,
        };
}
