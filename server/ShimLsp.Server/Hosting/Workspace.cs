using System.Collections.Immutable;
using ShimLsp.Core.Caching;
using ShimLsp.Core.Language;
using ShimLsp.Core.Models;
using ShimLsp.Core.Sessions;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Hosting.Catalogs;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Hosting;

/// <summary>
/// A session and the files that it depends on. The front's thread and the watch's timer both call it, so every load, and what follows from
/// it, happens under one lock. So a session never goes back to an older load.
/// </summary>
internal sealed class Workspace : IDisposable
{
    private readonly Lock loading = new();
    private readonly WorkspaceServices services;
    private readonly WorkspaceKeys keys;
    private readonly FileWatchRegistration watch;
    private readonly WorkspaceChoice? choice;
    private readonly WorkspaceConsent consent;
    private CatalogQuery query;
    private CatalogLoad load;
    private ClientSettings settings;
    private FileFacts? facts;
    private volatile bool isClosed;

    private Workspace(
        OpenSession opened,
        CatalogQuery query,
        CatalogLoad load,
        ClientSettings settings,
        WorkspaceKeys keys,
        WorkspaceChoice? choice,
        WorkspaceServices services
    )
    {
        Opened = opened;
        this.query = query;
        this.load = load;
        this.settings = settings;
        this.keys = keys;
        this.choice = choice;
        this.services = services;
        consent = new WorkspaceConsent(query.Folder, services);
        watch = services.Watch.Register(Reload);
    }

    /// <summary>The session and its folder.</summary>
    public OpenSession Opened { get; }

    /// <summary>Its folder; null for the folderless one.</summary>
    public FolderPath? Folder => query.Folder;

    private WorkspaceSession Session => Opened.Session;

    /// <summary>Loads the catalog and opens a session on it.</summary>
    /// <param name="key">What the folder is found by; null for folderless.</param>
    /// <param name="name">The folder as the client named it; null for folderless.</param>
    /// <param name="query">Whose catalog.</param>
    /// <param name="settings">What the client set.</param>
    /// <param name="services">What all workspaces share.</param>
    public static Workspace Open(string? key, string? name, CatalogQuery query, ClientSettings settings, WorkspaceServices services)
    {
        query = query with { ModelsSetting = settings.Values.ModelsPath };
        var load = services.Catalogs.Load(query, previous: null);
        var choice = query.Folder is { } folder ? new WorkspaceChoice(folder, services) : null;
        var keys = services.KeysOf();
        var session = new WorkspaceSession(
            load.State,
            settings,
            choice?.AtStart ?? services.DefaultFor(load),
            services.PortsFor(name, query.Folder, keys)
        );
        var opened = new OpenSession(key, name, session);
        var workspace = new Workspace(opened, query, load, settings, keys, choice, services);
        workspace.Follow(load);
        session.LookAgainBy(workspace.Reload);
        choice?.Lead(session);
        return workspace;
    }

    /// <summary>Applies the client's settings. It always drops the cache.</summary>
    /// <param name="next">The settings; null if the client reported only that something changed.</param>
    public void Configure(ClientSettings? next)
    {
        lock (loading)
        {
            Session.Configure(
                settings = next ?? settings,
                LoadWith(query with { ModelsSetting = (next ?? settings).Values.ModelsPath }).State
            );
        }
    }

    /// <summary>Applies an answer to our request for settings. It drops the cache only if the resolved settings change.</summary>
    /// <param name="next">What the client answered.</param>
    /// <param name="atStart">Whether it invalidates nothing, being part of the start.</param>
    public void ApplyPulled(ClientSettings next, bool atStart)
    {
        lock (loading)
        {
            var isSame =
                next.Values.ModelsPath == settings.Values.ModelsPath
                && next.Values.ApplyTo(Session.Snapshot.Catalog).Router == Session.Snapshot.Router;
            settings = next;
            if (isSame)
            {
                Session.Annotate(load.State, next);
                return;
            }

            var state = LoadWith(query with { ModelsSetting = next.Values.ModelsPath }).State;
            if (atStart)
            {
                Session.ConfigureAtStart(next, state);
            }
            else
            {
                Session.Configure(next, state);
            }
        }
    }

    /// <summary>Applies new conditions to the search for a catalog: trust, or the open folders.</summary>
    /// <param name="change">From the query before to the next.</param>
    public void Requery(Func<CatalogQuery, CatalogQuery> change)
    {
        lock (loading)
        {
            Adopt(LoadWith(change(query)));
        }
    }

    /// <summary>
    /// Notes which folders are open. It reads files only if one of them lies in the folder that opened or closed. Otherwise opening a
    /// thousand folders would read a million files.
    /// </summary>
    /// <param name="folders">Every open folder of the connection.</param>
    /// <param name="changed">The one that came or went.</param>
    public void FoldersChanged(OpenFolders folders, OpenFolders changed)
    {
        lock (loading)
        {
            query = query with { OpenFolders = folders };
            if (IsJudgedByFolders && load.WatchedFiles.Any(file => changed.Contain(file.Path) || IsIn(changed, file.Seen.RealPath)))
            {
                Adopt(LoadWith(query));
            }
        }
    }

    /// <summary>Whether a catalog is looked for there.</summary>
    /// <param name="path">A file.</param>
    public bool LooksAt(FolderPath path) => Known().Places.Contains(path);

    /// <summary>What is known beside the text of a file, the models apart.</summary>
    /// <param name="path">The file; null for one that is not of this machine.</param>
    public CatalogFacts FactsOf(FolderPath? path) => Known().Of(path);

    /// <summary>The files that its catalog comes from, or would.</summary>
    public ImmutableArray<CatalogInUse> FilesInUse => Known().InUse;

    /// <summary>Looks at the files again.</summary>
    public void Reload() => Requery(same => same);

    /// <summary>Remembers a grant and uses it.</summary>
    /// <param name="grant">The pair that they agreed to.</param>
    public void Grant(CredentialGrant grant)
    {
        consent.Give(grant);
        Reload();
    }

    /// <summary>What the workspace's own catalog may send, and what it asks to.</summary>
    public WorkspaceGrants Grants()
    {
        lock (loading)
        {
            return services.Catalogs.GrantsOf(query, load);
        }
    }

    /// <summary>Allows a pair that the catalog asks for, or forbids one that is allowed. The files are looked at first.</summary>
    /// <param name="grant">The pair.</param>
    /// <param name="allowed">Whether to allow it.</param>
    /// <returns>Whether it is allowed now; null if there is no such pair.</returns>
    public bool? SetGrant(CredentialGrant grant, bool allowed)
    {
        lock (loading)
        {
            return consent.Set(
                grant,
                allowed,
                () =>
                {
                    Reload();
                    return Grants();
                }
            );
        }
    }

    /// <summary>Notes a switch of the session, so that it is remembered, or kept here alone.</summary>
    /// <param name="slug">Its active model.</param>
    /// <param name="persist">Whether to remember it.</param>
    /// <param name="everywhere">Whether to remember it for every workspace in which none was chosen.</param>
    public void Chosen(ModelSlug slug, bool persist, bool everywhere)
    {
        if (choice?.Chosen(slug, persist) is { } problem)
        {
            services.Report(problem);
        }

        if (everywhere && services.State.RememberDefault(slug) is { } unsaved)
        {
            services.Report(unsaved);
        }
    }

    /// <summary>Applies a secret for this run. It always drops the cache.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="secret">The secret; null to remove it.</param>
    /// <returns>The models whose rows refer to it.</returns>
    public ImmutableArray<ModelSlug> SetCredential(string name, string? secret)
    {
        lock (loading)
        {
            var secrets = secret is null ? query.Secrets.Remove(name) : query.Secrets.SetItem(name, secret);
            Session.Adopt(LoadWith(query with { Secrets = secrets }).State, InvalidationCause.CredentialChanged);
            services.KeySet();
            return [.. Session.Snapshot.Catalog.Models.Where(model => model.UsesKey(name)).Select(model => model.Slug)];
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Without the lock: a load may hang on a file system that is gone, and an end must not wait for it.
        isClosed = true;
        watch.Dispose();
        choice?.Dispose();
        Session.Dispose();
    }

    // Only a catalog that a setting names, and key files, belong to the open folder that contains them.
    private bool IsJudgedByFolders => query.ModelsSetting is { Length: > 0 } || !load.KeyFiles.IsEmpty;

    private static bool IsIn(OpenFolders folders, string? path) => path is not null && folders.Contain(path);

    // Without the lock: a load may hang on a file system that is gone, and an editor must not wait for it.
    private FileFacts Known()
    {
        var (now, last) = (Volatile.Read(ref load), facts);
        return last?.Load == now ? last : facts = new FileFacts(query, now, services.Host, services.Variables.Value);
    }

    private CatalogLoad LoadWith(CatalogQuery next)
    {
        query = next;
        load = services.Catalogs.Load(query, load);
        Follow(load);
        return load;
    }

    private void Adopt(CatalogLoad next)
    {
        if (next.CatalogChanged)
        {
            Session.Adopt(next.State, InvalidationCause.CatalogChanged);
        }
        else if (next.CredentialsChanged)
        {
            Session.Adopt(next.State, InvalidationCause.CredentialChanged);
        }
        else if (next.ProblemsChanged)
        {
            Session.Annotate(next.State);
        }
    }

    private void Follow(CatalogLoad next)
    {
        keys.Follow(query, next.InForce); // before the session knows of it: what it finds to be there can be read
        if (isClosed)
        {
            return;
        }

        watch.Replace(next.WatchedFiles);
        var unasked = consent.Unasked(next);
        if (!unasked.IsEmpty)
        {
            services.AskForGrants(this, unasked);
        }
    }
}
