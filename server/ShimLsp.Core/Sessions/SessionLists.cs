using System.Collections.Immutable;
using ShimLsp.Core.Health;
using ShimLsp.Core.Models;
using ShimLsp.Core.Upstream;

namespace ShimLsp.Core.Sessions;

/// <summary>
/// Which models the endpoints of the session's rows list. An endpoint is asked only because a person wishes it. Its list is kept until its
/// row asks another endpoint, asks with another key, or is gone.
/// </summary>
public sealed class SessionLists
{
    /// <summary>The most models that are kept, of all lists together. The list that was asked for first goes first.</summary>
    public const int MostModels = 20_000;

    private readonly Lock keeping = new();
    private readonly SessionPorts ports;
    private readonly Func<SessionSnapshot> now;
    private ImmutableArray<ListedModels> kept = [];
    private long keys; // raised when keys may be others under the same names

    /// <summary>Makes it.</summary>
    /// <param name="ports">The outside.</param>
    /// <param name="now">The session now.</param>
    internal SessionLists(SessionPorts ports, Func<SessionSnapshot> now) => (this.ports, this.now) = (ports, now);

    /// <summary>The lists that hold now, the newest first.</summary>
    public ImmutableArray<ListedModels> Kept
    {
        get
        {
            lock (keeping)
            {
                var at = now();
                return kept.IsEmpty ? kept : kept = [.. kept.Where(list => list.Holds(at))];
            }
        }
    }

    /// <summary>Asks the endpoint of a row: one request, or none if the row has no key.</summary>
    /// <param name="slug">The row.</param>
    /// <param name="cancellationToken">Ends it, upstream at once.</param>
    public async Task<ListingResult> AskAsync(ModelSlug slug, CancellationToken cancellationToken)
    {
        var (at, with) = (now(), Volatile.Read(ref keys));
        if (at.Catalog.Find(slug) is not { } row)
        {
            return at.IsReadable
                ? new ListingResult.UnknownModel(slug, NearestNames.Of(slug, at.Catalog.Models.Select(each => each.Slug)))
                : new ListingResult.NoCatalog(at.Problems);
        }

        if (at.CredentialOf(slug) is { IsResolved: false } credential)
        {
            return new ListingResult.NoKey(row, credential.Missing);
        }

        try
        {
            var list = await ports.Lists.ListAsync(row, cancellationToken).ConfigureAwait(false);
            return new ListingResult.Listed(row, list, Keep(ListedModels.Of(row, list, ports.Clock.GetLocalNow()), with));
        }
        catch (UpstreamException failed)
        {
            return new ListingResult.Failed(row, failed.Outcome, failed.Message);
        }
    }

    /// <summary>A key was given, taken back or replaced: what was listed with the one before may not hold.</summary>
    internal void Clear()
    {
        lock (keeping)
        {
            keys++;
            kept = [];
        }
    }

    private bool Keep(ListedModels list, long with)
    {
        lock (keeping)
        {
            if (with != keys || !list.Holds(now()))
            {
                return false;
            }

            var room = MostModels;
            kept =
            [
                .. kept.Where(other => !other.IsOfSameEndpoint(list)).Prepend(list).TakeWhile(each => (room -= each.Models.Length) >= 0),
            ];
            return true;
        }
    }
}

/// <summary>The models that an endpoint listed.</summary>
/// <param name="Row">The row that was asked with.</param>
/// <param name="Models">The models as rows beside it.</param>
/// <param name="Asked">When, in local time.</param>
public sealed record ListedModels(ModelSpec Row, ImmutableArray<ModelSpec> Models, DateTimeOffset Asked)
{
    /// <summary>Its row only: the others are like it.</summary>
    public override string ToString() => $"{Models.Length} models of {Row}";

    internal static ListedModels Of(ModelSpec row, EndpointModels list, DateTimeOffset asked) =>
        new(
            row,
            [
                .. list.Models.Select(model => new ModelSpec
                {
                    Slug = row.Slug,
                    Model = model.Model,
                    Provider = row.Provider,
                    BaseUrl = row.BaseUrl,
                    DisplayName = model.DisplayName ?? model.Model,
                    ContextWindow = model.ContextWindow,
                    MaxOutputTokens = model.MaxOutputTokens,
                    Pricing = model.Pricing,
                }),
            ],
            asked
        );

    /// <summary>Whether its row still asks the same endpoint with the same key. Another model of it is no other endpoint.</summary>
    internal bool Holds(SessionSnapshot at) =>
        at.Catalog.Find(Row.Slug) is { } row && IsOfSameEndpoint(row) && at.CredentialOf(row.Slug).IsResolved;

    internal bool IsOfSameEndpoint(ListedModels other) => IsOfSameEndpoint(other.Row);

    private bool IsOfSameEndpoint(ModelSpec row) => row.Provider == Row.Provider && row.SendsAs(Row);
}

/// <summary>What came of the wish for a list.</summary>
public abstract record ListingResult
{
    private ListingResult() { }

    /// <summary>There is a list.</summary>
    /// <param name="Row">The row.</param>
    /// <param name="List">The models.</param>
    /// <param name="IsKept">Whether it is proposed from now on; false if its row, or a key, changed meanwhile.</param>
    public sealed record Listed(ModelSpec Row, EndpointModels List, bool IsKept) : ListingResult;

    /// <summary>There is none.</summary>
    /// <param name="Row">The row.</param>
    /// <param name="Outcome">What happened instead.</param>
    /// <param name="Message">The same in words, with what to do.</param>
    public sealed record Failed(ModelSpec Row, Outcome Outcome, string Message) : ListingResult;

    /// <summary>The row has no key, so nothing was sent.</summary>
    /// <param name="Row">The row.</param>
    /// <param name="Reason">Says what is missing and what to do; null if that is not known.</param>
    public sealed record NoKey(ModelSpec Row, string? Reason) : ListingResult;

    /// <summary>There is no such row.</summary>
    /// <param name="Slug">The name.</param>
    /// <param name="Suggestions">The nearest names, best first.</param>
    public sealed record UnknownModel(ModelSlug Slug, ImmutableArray<ModelSlug> Suggestions) : ListingResult;

    /// <summary>The catalog cannot be read, and there is no earlier good one.</summary>
    /// <param name="Problems">Why.</param>
    public sealed record NoCatalog(ImmutableArray<CatalogProblem> Problems) : ListingResult;
}
