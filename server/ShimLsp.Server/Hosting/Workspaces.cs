using System.Collections.Immutable;
using ShimLsp.Core.Models;
using ShimLsp.Core.Sessions;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Hosting.Catalogs;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Hosting;

/// <summary>The open workspaces of one connection.</summary>
/// <param name="services">What they share.</param>
/// <param name="host">The machine.</param>
/// <param name="modelsOption">The command line's <c>--models</c>; null without it.</param>
internal sealed class Workspaces(WorkspaceServices services, HostEnvironment host, string? modelsOption) : IWorkspaces, IDisposable
{
    private readonly SessionRegistry registry = new();
    private volatile ImmutableList<Workspace> workspaces = [];
    private volatile ClientSettings pushed = ClientSettings.Empty;
    private IReadOnlyList<string> awaited = [];
    private bool trustsFolders;

    /// <inheritdoc/>
    public IReadOnlyList<OpenSession> Sessions
    {
        get
        {
            _ = Find(null);
            return registry.Sessions;
        }
    }

    /// <inheritdoc/>
    public void Start(IReadOnlyList<string> folders, ClientSettings settings, bool trusted)
    {
        awaited = folders;
        pushed = settings;
        trustsFolders = trusted;
        services.SettingsTaken(settings);
    }

    /// <inheritdoc/>
    public OpenSession? Find(string? workspaceFolder)
    {
        OpenAwaited();
        if (workspaceFolder is null)
        {
            return registry.Default ?? OpenFolderless();
        }

        return FolderReference.Parse(workspaceFolder, host.WorkingDirectory) switch
        {
            FolderReference.Local local => registry.Find(local.Folder.Value) ?? FindSpelledOtherwise(local.Folder),
            FolderReference.Folderless => registry.Find(KeyOfUri(workspaceFolder)),
            _ => null,
        };
    }

    /// <inheritdoc/>
    public OpenSession? Open(string workspaceFolder)
    {
        OpenAwaited();
        var reference = FolderReference.Parse(workspaceFolder, host.WorkingDirectory);
        if (reference is FolderReference.Invalid)
        {
            return null;
        }

        if (Find(workspaceFolder) is { } open)
        {
            return open;
        }

        // A folder of another machine or of none has a session like any other, only no file of its own here.
        var folder = (reference as FolderReference.Local)?.Folder;
        var workspace = Workspace.Open(folder?.Value ?? KeyOfUri(workspaceFolder), workspaceFolder, QueryFor(folder), pushed, services);
        Add(workspace);
        TellOpenFolders();
        return workspace.Opened;
    }

    /// <inheritdoc/>
    public bool Close(string workspaceFolder)
    {
        if (Find(workspaceFolder) is not { } opened || Of(opened) is not { } workspace)
        {
            return false;
        }

        workspace.Dispose();
        workspaces = workspaces.Remove(workspace);
        registry.Remove(opened.Folder);
        TellOpenFolders();
        return true;
    }

    /// <inheritdoc/>
    public void Configure(ClientSettings? settings)
    {
        OpenAwaited();
        if (settings is not null)
        {
            services.SettingsTaken(pushed = settings);
        }

        foreach (var workspace in workspaces)
        {
            workspace.Configure(settings);
        }
    }

    /// <inheritdoc/>
    public void ApplyPulled(OpenSession session, ClientSettings? settings, bool atStart)
    {
        var next = settings ?? pushed;
        if (ReferenceEquals(session, registry.Default))
        {
            services.SettingsTaken(next); // what belongs to no session follows the first folder
        }

        Of(session)?.ApplyPulled(next, atStart);
    }

    /// <inheritdoc/>
    public void Remember(OpenSession session, ModelSlug slug)
    {
        if (Of(session)?.Folder is { } folder && services.State.RememberActive(folder, slug) is { } problem)
        {
            services.Report(problem);
        }
    }

    /// <inheritdoc/>
    public void SetTrust(OpenSession session, bool trusted) => Of(session)?.Requery(query => query with { IsTrusted = trusted });

    /// <inheritdoc/>
    public IReadOnlyList<ModelSlug> SetCredential(OpenSession session, string name, string? secret) =>
        Of(session) is { } workspace ? workspace.SetCredential(name, secret) : [];

    /// <inheritdoc/>
    public void FilesChanged()
    {
        foreach (var workspace in workspaces)
        {
            workspace.Reload();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var workspace in workspaces)
        {
            workspace.Dispose();
            registry.Remove(workspace.Opened.Folder);
        }

        workspaces = [];
    }

    private void OpenAwaited()
    {
        var folders = awaited;
        awaited = [];
        foreach (var folder in folders)
        {
            Open(folder);
        }
    }

    private OpenSession OpenFolderless()
    {
        var workspace = Workspace.Open(key: null, name: null, QueryFor(null), pushed, services);
        Add(workspace);
        return workspace.Opened;
    }

    private void Add(Workspace workspace)
    {
        workspaces = workspaces.Add(workspace);
        registry.Add(workspace.Opened);
    }

    private CatalogQuery QueryFor(FolderPath? folder) =>
        new()
        {
            Folder = folder,
            OpenFolders = [.. OpenFolders(), .. folder is null ? [] : new[] { folder }],
            ModelsOption = modelsOption,
            IsTrusted = trustsFolders,
        };

    private IEnumerable<FolderPath> OpenFolders() => workspaces.Select(workspace => workspace.Folder).OfType<FolderPath>();

    // Which files are a workspace's own depends on which folders are open.
    private void TellOpenFolders()
    {
        ImmutableArray<FolderPath> open = [.. OpenFolders()];
        foreach (var workspace in workspaces)
        {
            workspace.FoldersChanged(open);
        }
    }

    private Workspace? Of(OpenSession session) => workspaces.Find(workspace => ReferenceEquals(workspace.Opened, session));

    private static string KeyOfUri(string uri) => uri.TrimEnd('/');

    private OpenSession? FindSpelledOtherwise(FolderPath folder) => workspaces.Find(workspace => folder.Equals(workspace.Folder))?.Opened;
}
