using System.Collections.Immutable;
using ShimLsp.Core.Caching;
using ShimLsp.Core.Health;
using ShimLsp.Core.Ledger;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Sessions.Feedback;

namespace ShimLsp.Core.Sessions;

/// <summary>
/// One workspace: written in one place, read everywhere else as a snapshot. A change that drops the cache clears it before the next
/// snapshot is visible. So a reader of the new snapshot never sees an entry of the old one. Thread-safe.
/// </summary>
public sealed partial class WorkspaceSession : IDisposable
{
    private readonly Lock writing = new();
    private readonly SessionPorts ports;
    private readonly ClosableObserver observer;
    private readonly RouterCache cache;
    private readonly ModelHealth health;
    private readonly LearnedWindows windows = new();
    private readonly Conversations conversations;
    private readonly Savings savings = new();
    private readonly DecisionLog log = new();
    private readonly SessionSpending spending;
    private readonly SessionEligibility eligibility;
    private readonly SessionAnnouncements announcements;
    private readonly SessionScoring scoring;
    private readonly SessionRouting routing;
    private readonly SessionChat chat;
    private volatile SessionSnapshot snapshot;

    /// <summary>Opens a session.</summary>
    /// <param name="catalog">The catalog in force.</param>
    /// <param name="settings">What the client set.</param>
    /// <param name="selected">The remembered active model; null for none.</param>
    /// <param name="ports">What it needs of the outside.</param>
    public WorkspaceSession(CatalogState catalog, ClientSettings settings, ModelSlug? selected, SessionPorts ports)
    {
        observer = new ClosableObserver(ports.Observer);
        this.ports = ports with { Observer = observer };
        snapshot = SessionSnapshot.Resolve(generation: 1, catalogVersion: 1, catalog, settings, selected);
        cache = new RouterCache(snapshot.Router.CacheCapacity, snapshot.Router.CacheTtl, snapshot.Generation, ports.Clock);
        health = new ModelHealth(
            ports.Clock,
            (slug, availability) => announcements!.HealthChanged(snapshot, slug, availability),
            writing,
            ports.Shared is null ? null : (slug, record) => sharingHealth?.Changed(slug, record)
        );
        conversations = new Conversations(snapshot.Generation, ports.Clock);
        spending = new SessionSpending(this.ports, () => snapshot);
        eligibility = new SessionEligibility(health, windows, spending, (at, model) => snapshot.Keeps(model, at));
        announcements = new SessionAnnouncements(observer, health, eligibility);
        scoring = new SessionScoring(this.ports, cache, health, eligibility, savings, spending, ReportSeen);
        Feedback = new SessionFeedback(ports.Clock, () => snapshot);
        var recorder = new DecisionRecorder(this.ports, log, conversations, Feedback);
        var choice = new SessionChoice(eligibility, conversations, Feedback, spending);
        routing = new SessionRouting(ports.Clock, eligibility, spending, scoring, choice, log, recorder);
        (sharing, sharingHealth, together, rejoining) = ShareBy(ports.Shared);
        chat = new SessionChat(this.ports, routing, savings, ReportSeen, health.GiveBackTrial, together, spending.ConfirmAsync);
        Probe = new SessionProbe(this.ports, () => snapshot, savings, spending, ReportSeen);
        Lists = new SessionLists(this.ports, () => snapshot);
    }

    /// <summary>The session now.</summary>
    public SessionSnapshot Snapshot => snapshot;

    /// <summary>What the person says about its decisions, and how far that has moved the threshold.</summary>
    public SessionFeedback Feedback { get; }

    /// <summary>The record of its calls; null if nobody keeps one.</summary>
    public ICallLedger? Ledger => ports.Ledger;

    /// <summary>Asks one model whether it answers.</summary>
    public SessionProbe Probe { get; }

    /// <summary>Which models the endpoints of its rows list, as far as a person asked.</summary>
    public SessionLists Lists { get; }

    /// <summary>Chooses a model for a task, on the snapshot of this moment.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="cancellationToken">Ends this caller's wait. Other callers that wait for the same classification continue.</param>
    public ValueTask<RouteResult> RouteAsync(RouteRequest request, CancellationToken cancellationToken)
    {
        if (together is not null)
        {
            return RouteTogetherAsync(together, request, cancellationToken);
        }

        var at = snapshot;
        return routing.RouteAsync(at, request, at.Pinned, isChat: false, cancellationToken);
    }

    /// <summary>
    /// Sends a turn to the active, named or chosen model, on the current snapshot. The outcome of each call is recorded, as by <see
    /// cref="Report"/>.
    /// </summary>
    /// <param name="turn">The turn.</param>
    /// <param name="view">Follows the reply; null if only the result is wanted.</param>
    /// <param name="cancellationToken">Ends it, upstream at once.</param>
    public Task<ChatResult> ChatAsync(ChatTurn turn, IChatView? view, CancellationToken cancellationToken) =>
        chat.ChatAsync(snapshot, turn, view, cancellationToken);

    /// <summary>Whether a model can be used now: its credential first, then its health.</summary>
    /// <param name="at">The snapshot to judge by.</param>
    /// <param name="slug">The model.</param>
    public Availability AvailabilityOf(SessionSnapshot at, ModelSlug slug) => eligibility.AvailabilityOf(at, slug);

    /// <summary>Makes a model, or Auto, the active one; always drops the cache.</summary>
    /// <param name="slug">Which.</param>
    public SwitchResult Switch(ModelSlug slug)
    {
        lock (writing)
        {
            var before = snapshot;
            if (!(before.Router.Enabled && slug == before.Router.Slug) && before.Catalog.Find(slug) is null)
            {
                return before.IsReadable
                    ? new SwitchResult.UnknownModel(slug, NearestNames.Of(slug, before.Slugs))
                    : new SwitchResult.NoCatalog(before.Problems);
            }

            Feedback.Infer(before, slug);
            var evicted = Begin(before.Next(selected: slug), InvalidationCause.ModelSwitched, slug);
            return new SwitchResult.Switched(snapshot, before.Active, evicted);
        }
    }

    /// <summary>Applies the client's settings and the catalog that follows from them. It always drops the cache.</summary>
    /// <param name="settings">What the client set.</param>
    /// <param name="catalog">The catalog in force with these settings; the same instance if it did not change.</param>
    public void Configure(ClientSettings settings, CatalogState catalog)
    {
        lock (writing)
        {
            Begin(snapshot.Next(catalog, settings), InvalidationCause.ConfigurationChanged);
        }
    }

    /// <summary>Takes settings that were known to be coming when the session opened: nothing has been invalidated by them.</summary>
    /// <param name="settings">What the client set.</param>
    /// <param name="catalog">The catalog in force with these settings.</param>
    public void ConfigureAtStart(ClientSettings settings, CatalogState catalog)
    {
        lock (writing)
        {
            Begin(snapshot.Next(catalog, settings), cause: null);
        }
    }

    /// <summary>Takes a catalog that was edited, added, removed or trusted, or whose keys changed; drops the cache.</summary>
    /// <param name="catalog">The catalog now in force.</param>
    /// <param name="cause"><see cref="InvalidationCause.CatalogChanged"/> or <see cref="InvalidationCause.CredentialChanged"/>.</param>
    public void Adopt(CatalogState catalog, InvalidationCause cause)
    {
        lock (writing)
        {
            Begin(snapshot.Next(catalog), cause);
        }
    }

    /// <summary>Takes new problems of an unchanged catalog (an edit that does not parse): nothing is dropped.</summary>
    /// <param name="catalog">The same catalog with its new problems.</param>
    /// <param name="settings">The settings as written now, if they mean the same as before; null if they did not change.</param>
    public void Annotate(CatalogState catalog, ClientSettings? settings = null)
    {
        lock (writing)
        {
            var before = snapshot;
            snapshot = before.Annotated(catalog, settings);
            if (!snapshot.Problems.SequenceEqual(before.Problems))
            {
                observer.ModelsChanged(snapshot);
            }
        }
    }

    /// <summary>Drops the cache because somebody asked for it.</summary>
    /// <returns>The session after it, and how many entries were dropped.</returns>
    public (SessionSnapshot Snapshot, int Evicted) Invalidate()
    {
        lock (writing)
        {
            var evicted = Begin(snapshot.Next(), InvalidationCause.Manual);
            return (snapshot, evicted);
        }
    }

    /// <summary>Records the outcome of a call. The cache keeps its entries, because every hit chooses again.</summary>
    /// <param name="slug">The model that was called.</param>
    /// <param name="outcome">What became of the call.</param>
    /// <returns>Whether the model can be used now; null if there is no such model.</returns>
    public Availability? Report(ModelSlug slug, Outcome outcome)
    {
        lock (writing)
        {
            if (snapshot.Catalog.Find(slug) is null)
            {
                return null;
            }

            health.Report(slug, outcome);
            return eligibility.AvailabilityOf(snapshot, slug);
        }
    }

    /// <summary>Records looks at endpoints, unless their rows have changed since.</summary>
    /// <param name="at">The snapshot whose models were looked at.</param>
    /// <param name="looks">What was found.</param>
    public void Look(SessionSnapshot at, ImmutableArray<EndpointLook> looks)
    {
        lock (writing)
        {
            foreach (var (model, finding) in looks.Where(look => snapshot.Keeps(look.Model, at)))
            {
                health.Look(model.Slug, finding);
            }
        }
    }

    /// <summary>The models with names nearest to one that does not exist. Auto is not among them.</summary>
    /// <param name="slug">The name.</param>
    public IReadOnlyList<ModelSlug> SuggestionsFor(ModelSlug slug) =>
        NearestNames.Of(slug, snapshot.Catalog.Models.Select(model => model.Slug));

    /// <summary>Counts since the session opened, all of one moment: no invalidation is half in them.</summary>
    public SessionStats Stats()
    {
        lock (writing)
        {
            var quirks = ports.Upstream.LearnedQuirks(snapshot.Catalog);
            return log.Read(snapshot, cache.Stats(), scoring.Stats(), savings.Read(), Feedback.Read(), quirks) with
            {
                Budget = spending.Standings(),
            };
        }
    }

    /// <summary>
    /// Closes the session. Requests under way are still answered, but nothing is stored, joined or announced any more. A late change, from
    /// a watcher that was just reading, does no harm.
    /// </summary>
    public void Dispose()
    {
        lock (writing)
        {
            observer.Close();
            rejoining?.Dispose();
            var last = snapshot with { Generation = snapshot.Generation + 1 };
            cache.Clear(InvalidationCause.FoldersChanged, last.Generation);
            cache.Dispose();
            conversations.Dispose();
            snapshot = last;
            health.Dispose();
        }
    }

    private int BeginHere(SessionSnapshot next, InvalidationCause? cause)
    {
        var before = snapshot;
        var earlier = announcements.Note(before);
        var evicted = cache.Clear(cause, next.Generation, next.Router.CacheCapacity, next.Router.CacheTtl);
        conversations.Clear(next.Generation);
        Feedback.Begin(before, next);
        snapshot = next;
        if (cause is InvalidationCause.CredentialChanged)
        {
            Lists.Clear();
        }

        if (cause?.RenewsHealth() ?? true)
        {
            health.Renew(next.Catalog.Models.Select(model => model.Slug));
            sharingHealth?.Renewed();
            windows.Clear();
            scoring.Renew();
        }

        announcements.Announce(before, next, earlier, cause, evicted);
        return evicted;
    }

    /// <summary>Records the outcome of a call made here, unless it no longer says anything about the present models.</summary>
    private void ReportSeen(SessionSnapshot at, ModelSlug slug, Outcome outcome, long begun)
    {
        lock (writing)
        {
            if (snapshot.IsAbout(slug, outcome, at))
            {
                windows.Learn(slug, outcome);
                health.Report(slug, outcome, begun);
            }
        }
    }
}
