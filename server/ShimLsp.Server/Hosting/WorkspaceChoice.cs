using ShimLsp.Core.Models;
using ShimLsp.Core.Sessions;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Hosting;

/// <summary>
/// The remembered active model of a workspace, and the session that follows it: what another process remembers becomes active here too. A
/// session that switched without remembering keeps its own until it remembers one. Thread-safe.
/// </summary>
internal sealed class WorkspaceChoice : IDisposable
{
    private readonly Lock changing = new();
    private readonly FolderPath folder;
    private readonly WorkspaceServices services;
    private readonly FileWatchRegistration watch;
    private WorkspaceSession? session;
    private WatchedFile? looked;
    private bool isUnread;
    private bool keepsOwn;
    private string? seen;

    /// <summary>Reads what is remembered.</summary>
    /// <param name="folder">The workspace's folder.</param>
    /// <param name="services">What all workspaces share.</param>
    public WorkspaceChoice(FolderPath folder, WorkspaceServices services)
    {
        (this.folder, this.services) = (folder, services);
        watch = services.Watch.Register(Look, quiet: TimeSpan.Zero);
        Read();
    }

    /// <summary>The remembered model when this was made; null if there was none.</summary>
    public ModelSlug? AtStart => seen is { } slug ? new ModelSlug(slug) : null;

    /// <summary>Lets a session follow from now on.</summary>
    /// <param name="following">The session.</param>
    public void Lead(WorkspaceSession following)
    {
        lock (changing)
        {
            session = following;
            Watch();
        }
    }

    /// <summary>Notes a switch of the session.</summary>
    /// <param name="slug">Its active model.</param>
    /// <param name="persist">Whether to remember it.</param>
    /// <returns>Why it could not be remembered; null if it was, or need not be.</returns>
    public CatalogProblem? Chosen(ModelSlug slug, bool persist)
    {
        lock (changing)
        {
            var problem = persist ? services.State.RememberActive(folder, slug) : null;
            keepsOwn = !persist;
            if (persist && problem is null)
            {
                (seen, isUnread) = (slug.Value, false);
            }

            // Another process's choice may have come in between. This one was written later.
            Follow(slug);
            return problem;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => watch.Dispose();

    private void Look()
    {
        lock (changing)
        {
            var (before, wasUnread) = (seen, isUnread);
            Read();
            Watch();
            var hasChosen = wasUnread && session!.Snapshot.Selected is not null;
            if (seen is { } slug && seen != before && !isUnread && !keepsOwn && !hasChosen)
            {
                if (session!.IsShared)
                {
                    _ = FollowAmongOthersAsync(new ModelSlug(slug), services.Now().UtcDateTime - looked!.Value.Seen.Status.Written);
                }
                else
                {
                    Follow(new ModelSlug(slug));
                }
            }
        }
    }

    /// <summary>
    /// Other gateways may have told of this choice already, or of a newer one. What the file says counts from when it was written.
    /// </summary>
    private async Task FollowAmongOthersAsync(ModelSlug slug, TimeSpan age)
    {
        await session!.FreshenAsync().ConfigureAwait(false);
        lock (changing)
        {
            if (session.Snapshot.Selected != slug)
            {
                session.Follow(slug, age > TimeSpan.Zero ? age : TimeSpan.FromMilliseconds(1));
            }
        }
    }

    private void Read()
    {
        looked = services.State.FileOf(folder) is { } file ? WatchedFile.Look(file, services.Now()) : null;
        var memory = services.State.TryRead(folder);
        isUnread = memory is null;
        looked = looked?.After(hasFailed: isUnread);
        seen = isUnread ? seen : memory!.Active;
    }

    private void Watch() => watch.Replace(looked is { } file ? [file] : []);

    private void Follow(ModelSlug slug)
    {
        if (session!.Snapshot.Selected != slug)
        {
            session.Follow(slug);
        }
    }
}
