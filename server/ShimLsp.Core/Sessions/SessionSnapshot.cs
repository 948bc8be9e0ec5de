using System.Collections.Immutable;
using ShimLsp.Core.Health;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing.Strengths;

namespace ShimLsp.Core.Sessions;

/// <summary>Everything that a session is at one moment, immutable. A handler takes it before its first wait.</summary>
public sealed record SessionSnapshot
{
    // Lazy: only an estimate of cost asks for it, and a catalog may have thousands of models to rank.
    private Lazy<ImmutableArray<ModelSpec>> ranking = new([]);

    /// <summary>Raised by every cause that drops the cache.</summary>
    public required long Generation { get; init; }

    /// <summary>The version of the catalog in force, from 1. Every change raises it.</summary>
    public required long CatalogVersion { get; init; }

    /// <summary>
    /// The version of the keys. A credential, a catalog or a configuration that changes raises it; new problems of the same catalog do not.
    /// </summary>
    internal long KeysVersion { get; init; }

    /// <summary>The catalog in force and where it came from.</summary>
    public required CatalogState CatalogState { get; init; }

    /// <summary>The client's settings.</summary>
    public required ClientSettings Settings { get; init; }

    /// <summary>The catalog's router block with the client's settings applied.</summary>
    public required RouterSpec Router { get; init; }

    /// <summary>The person's choice, remembered across sessions; null if they never chose. It may not exist in this catalog.</summary>
    public required ModelSlug? Selected { get; init; }

    /// <summary>The active model: Auto's slug, or a model's.</summary>
    public required ModelSlug Active { get; init; }

    /// <summary>Problems of the catalog, the settings and the session.</summary>
    public required ImmutableArray<CatalogProblem> Problems { get; init; }

    /// <summary>The candidates, the most capable first; the strongest that is eligible is the baseline of a cost estimate.</summary>
    public ImmutableArray<ModelSpec> ByStrength => ranking.Value;

    /// <summary>The catalog in force; empty if it cannot be read.</summary>
    public Catalog Catalog => CatalogState.Catalog ?? Catalog.Empty;

    /// <summary>Whether a catalog could be read at all.</summary>
    public bool IsReadable => CatalogState.Catalog is not null;

    /// <summary>The active model if it is a concrete one; null for Auto.</summary>
    public ModelSpec? Pinned => Router.Enabled && Active == Router.Slug ? null : Catalog.Find(Active);

    /// <summary>Everything that can be switched to, Auto last.</summary>
    internal IEnumerable<ModelSlug> Slugs => Catalog.Models.Select(model => model.Slug).Concat(Router.Enabled ? [Router.Slug] : []);

    /// <summary>Whether a model's key is available.</summary>
    /// <param name="slug">The model.</param>
    public CredentialState CredentialOf(ModelSlug slug) => CatalogState.Credentials.GetValueOrDefault(slug, CredentialState.Resolved);

    /// <summary>
    /// Whether a row that a request was taken with is still in force here. If its catalog is no longer trusted, or its endpoint or key is
    /// another, nothing more is sent for it, and the outcomes of its calls say nothing about the new row.
    /// </summary>
    /// <param name="row">The row.</param>
    /// <param name="earlier">The snapshot that the request was taken with.</param>
    internal bool Keeps(ModelSpec row, SessionSnapshot earlier) =>
        ReferenceEquals(earlier.CatalogState, CatalogState)
        || (Catalog.Find(row.Slug) is { } mine && mine.AsksAs(row) && earlier.CredentialOf(row.Slug) == CredentialOf(row.Slug));

    /// <summary>Whether the outcome of a call still says something about a model as it is here.</summary>
    /// <param name="slug">The model that was called.</param>
    /// <param name="outcome">What became of the call.</param>
    /// <param name="earlier">The snapshot that the call was made with.</param>
    internal bool IsAbout(ModelSlug slug, Outcome outcome, SessionSnapshot earlier)
    {
        // A key that was refused, or had nothing left to spend, may have been replaced since.
        var isOfTheKey = outcome.Meaning is OutcomeMeaning.KeyRefused or OutcomeMeaning.OutOfCredit;
        return !(isOfTheKey && earlier.KeysVersion != KeysVersion) && earlier.Catalog.Find(slug) is { } model && Keeps(model, earlier);
    }

    /// <summary>Whether one candidate is stronger than another. A model that is no candidate is not.</summary>
    /// <param name="one">A model.</param>
    /// <param name="other">Another.</param>
    internal bool IsStronger(ModelSlug one, ModelSlug other)
    {
        var first = ByStrength.FirstOrDefault(model => model.Slug == one || model.Slug == other);
        return first?.Slug == one && one != other;
    }

    /// <summary>
    /// Whether scores and the threshold mean the same as in another snapshot: the models, the scorer, the threshold. Feedback is about
    /// them, and does not outlive them.
    /// </summary>
    /// <param name="other">The other.</param>
    internal bool JudgesLike(SessionSnapshot other) =>
        Router.Threshold.Equals(other.Router.Threshold)
        && Router.Classifier == other.Router.Classifier
        && (ReferenceEquals(Catalog, other.Catalog) || Catalog.Fingerprint.SequenceEqual(other.Catalog.Fingerprint));

    /// <summary>The snapshot of given parts, with all that follows from them.</summary>
    /// <param name="generation">Its generation.</param>
    /// <param name="catalogVersion">Its catalog's version.</param>
    /// <param name="catalog">The catalog in force.</param>
    /// <param name="settings">What the client set.</param>
    /// <param name="selected">The person's choice; null if they never chose.</param>
    public static SessionSnapshot Resolve(
        long generation,
        long catalogVersion,
        CatalogState catalog,
        ClientSettings settings,
        ModelSlug? selected
    )
    {
        var models = catalog.Catalog ?? Catalog.Empty;
        var (router, unusable) = settings.Values.ApplyTo(models);
        var (active, missing) = ResolveActive(models, router, selected);
        return new()
        {
            Generation = generation,
            CatalogVersion = catalogVersion,
            CatalogState = catalog,
            Settings = settings,
            Router = router,
            Selected = selected,
            Active = active,
            Problems = [.. catalog.Problems, .. settings.Problems, .. unusable, .. OwnProblems(catalog.Credentials, router, missing)],
            ranking = new(() => ByStrengthOf(models.Candidates)),
        };
    }

    /// <summary>The next generation: this one with what is given, and all that follows from it.</summary>
    /// <param name="catalog">The catalog in force; null for the same.</param>
    /// <param name="settings">What the client set; null for the same.</param>
    /// <param name="selected">The person's choice; null for the same.</param>
    internal SessionSnapshot Next(CatalogState? catalog = null, ClientSettings? settings = null, ModelSlug? selected = null)
    {
        var state = catalog ?? CatalogState;
        var version = CatalogVersion + (ReferenceEquals(state.Catalog, CatalogState.Catalog) ? 0 : 1);
        return Resolve(Generation + 1, version, state, settings ?? Settings, selected ?? Selected) with
        {
            KeysVersion = KeysVersion + (ReferenceEquals(state, CatalogState) ? 0 : 1),
        };
    }

    /// <summary>The same generation, with new problems of an unchanged catalog.</summary>
    /// <param name="catalog">The same catalog with its new problems.</param>
    /// <param name="settings">The settings as written now, if they mean the same as before; null if they did not change.</param>
    internal SessionSnapshot Annotated(CatalogState catalog, ClientSettings? settings) =>
        Resolve(Generation, CatalogVersion, catalog, settings ?? Settings, Selected) with
        {
            KeysVersion = KeysVersion,
        };

    /// <summary>
    /// Among equals the cheaper comes first. So no saving is claimed against a more expensive equal, and none depends on the order of the
    /// file.
    /// </summary>
    private static ImmutableArray<ModelSpec> ByStrengthOf(ImmutableArray<ModelSpec> candidates) =>
        [
            .. candidates
                .Zip(StrengthTable.OfAll(candidates), (model, strength) => (Model: model, Strength: strength.Value))
                .OrderByDescending(ranked => ranked.Strength)
                .ThenBy(ranked => ranked.Model.Cost)
                .ThenBy(ranked => ranked.Model.Slug.Value, StringComparer.Ordinal)
                .Select(ranked => ranked.Model),
        ];

    private static (ModelSlug Active, CatalogProblem? Missing) ResolveActive(Catalog catalog, RouterSpec router, ModelSlug? selected)
    {
        if (selected is { } chosen && (catalog.Find(chosen) is not null || (router.Enabled && chosen == router.Slug)))
        {
            return (chosen, null);
        }

        var active =
            router.Enabled ? router.Slug
            : router.Default is { } byDefault && catalog.Find(byDefault) is not null ? byDefault
            : catalog.Models.IsEmpty ? router.Slug
            : catalog.Models[0].Slug;
        return (active, selected is null || catalog.Models.IsEmpty ? null : Missing(selected.Value, active));
    }

    private static IEnumerable<CatalogProblem> OwnProblems(
        IReadOnlyDictionary<ModelSlug, CredentialState> credentials,
        RouterSpec router,
        CatalogProblem? missing
    )
    {
        if (missing is not null)
        {
            yield return missing;
        }

        if (router.Classifier is { } slug && credentials.GetValueOrDefault(slug) is { IsResolved: false } key)
        {
            yield return new(
                SessionProblemCode.ClassifierLacksKey,
                ProblemSeverity.Warning,
                $"The classifier '{slug}' cannot be used, so the embedded scorer scores instead. {key.Missing}"
            )
            {
                Source = "session",
            };
        }
    }

    private static CatalogProblem Missing(ModelSlug selected, ModelSlug active) =>
        new(
            SessionProblemCode.ActiveModelMissing,
            ProblemSeverity.Warning,
            $"The remembered active model '{selected}' is not in this catalog, so '{active}' is active. "
                + "Choose a model, or put the row back."
        )
        {
            Source = "session",
        };
}
