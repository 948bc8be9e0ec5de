using ShimLsp.Core.Caching;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Sessions.Together;
using ShimLsp.Core.Shared;

namespace ShimLsp.Core.Sessions;

/// <summary>
/// What a session does with other processes: it follows their choice, and shares its state with other gateways if that is set.
/// </summary>
public sealed partial class WorkspaceSession
{
    private readonly SessionSharing? sharing;
    private readonly SharingHealth? sharingHealth;
    private readonly SharedRouting? together;
    private readonly IDisposable? rejoining;

    /// <summary>Whether it shares its state.</summary>
    public bool IsShared => sharing is not null;

    /// <summary>Has a callback look again at the files that the session depends on, whenever another gateway tells of a change.</summary>
    /// <param name="look">The callback.</param>
    public void LookAgainBy(Action look)
    {
        if (sharing is not null)
        {
            sharing.LookAgain = look;
        }
    }

    /// <summary>Brings the session up to what other gateways have told, and waits until they know what has changed here.</summary>
    public async ValueTask FreshenAsync()
    {
        if (sharing is not null)
        {
            await sharing.ReadAsync(static _ => new SharedQuestion(null, null, HealthVersion: 0)).ConfigureAwait(false);
        }
    }

    /// <summary>Waits until other gateways know what has changed here, or it is clear that they cannot be told at present.</summary>
    public Task ToldAsync() => sharing?.SettledAsync() ?? Task.CompletedTask;

    /// <summary>
    /// Takes the choice that the person made in another process; always drops the cache. As at the start, a model that this catalog does
    /// not list is a problem, and the default is active.
    /// </summary>
    /// <param name="slug">The choice.</param>
    /// <param name="age">How long ago it was made. Other gateways take it unless they know a newer one.</param>
    public void Follow(ModelSlug slug, TimeSpan age = default)
    {
        lock (writing)
        {
            Feedback.Infer(snapshot, slug);
            Begin(snapshot.Next(selected: slug), InvalidationCause.ModelSwitched, slug, age);
        }
    }

    private async ValueTask<RouteResult> RouteTogetherAsync(SharedRouting shared, RouteRequest request, CancellationToken cancellationToken)
    {
        var (at, read) = await shared.PrepareAsync(request, static (at, asked) => (asked, at.Pinned)).ConfigureAwait(false);
        return await routing.RouteAsync(at, read, at.Pinned, isChat: false, cancellationToken).ConfigureAwait(false);
    }

    private int Begin(SessionSnapshot next, InvalidationCause? cause, ModelSlug? choice = null, TimeSpan age = default)
    {
        var evicted = BeginHere(next, cause);
        if (cause is { } told)
        {
            sharing?.Changed(choice, age, told.RenewsHealth());
        }

        return evicted;
    }

    private (SessionSharing?, SharingHealth?, SharedRouting?, IDisposable?) ShareBy(ISharedSession? port)
    {
        if (port is null)
        {
            return default;
        }

        var ofHealth = new SharingHealth(port, () => health, writing);
        var ofSession = new SessionSharing(port, ports.Clock, writing, () => snapshot, FollowOthers, ofHealth);
        return (
            ofSession,
            ofHealth,
            new SharedRouting(ofSession, routing, cache, conversations, spending, () => snapshot),
            port.Follow(ofSession.TellAgain)
        );
    }

    /// <summary>Begins a generation that another gateway began. Called under the lock.</summary>
    /// <param name="choice">The model that was chosen there; null for the same.</param>
    private void FollowOthers(ModelSlug? choice)
    {
        if (choice is { } slug)
        {
            Feedback.Infer(snapshot, slug);
        }

        BeginHere(snapshot.Next(selected: choice), choice is null ? InvalidationCause.Manual : InvalidationCause.ModelSwitched);
    }
}
