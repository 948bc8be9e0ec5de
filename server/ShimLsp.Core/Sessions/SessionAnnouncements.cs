using System.Collections.Immutable;
using ShimLsp.Core.Caching;
using ShimLsp.Core.Health;
using ShimLsp.Core.Models;

namespace ShimLsp.Core.Sessions;

/// <summary>Announces what differs between two snapshots of a session. The caller holds the session's lock.</summary>
/// <param name="observer">Who is told.</param>
/// <param name="health">The models' health.</param>
/// <param name="eligibility">Whether a model can be used.</param>
internal sealed class SessionAnnouncements(ClosableObserver observer, ModelHealth health, SessionEligibility eligibility)
{
    /// <summary>What was known of the models before a change.</summary>
    /// <param name="before">The snapshot before it.</param>
    public ImmutableArray<Known> Note(SessionSnapshot before) =>
        [
            .. before.Catalog.Models.Select(model => new Known(
                model.Slug,
                before.CredentialOf(model.Slug).IsResolved,
                health.Of(model.Slug)
            )),
        ];

    /// <summary>Announces a change.</summary>
    /// <param name="before">The snapshot before it.</param>
    /// <param name="next">The snapshot after it.</param>
    /// <param name="earlier">What <see cref="Note"/> found before it.</param>
    /// <param name="cause">Why the cache was dropped; null for a beginning that is no event.</param>
    /// <param name="dropped">How many entries it had.</param>
    public void Announce(SessionSnapshot before, SessionSnapshot next, ImmutableArray<Known> earlier, InvalidationCause? cause, int dropped)
    {
        if (cause is { } known)
        {
            observer.Invalidated(known, dropped);
        }

        foreach (var (slug, hadKey, was) in earlier)
        {
            var hasKey = next.CredentialOf(slug).IsResolved;

            // If there is a key and the health changed too, the health has announced it.
            if (next.Catalog.Find(slug) is not null && hasKey != hadKey && !(hasKey && health.Of(slug) != was))
            {
                observer.AvailabilityChanged(slug, eligibility.AvailabilityOf(next, slug));
            }
        }

        if (
            next.CatalogVersion != before.CatalogVersion
            || next.Router.Enabled != before.Router.Enabled // Auto's row came or went
            || !next.Problems.SequenceEqual(before.Problems)
        )
        {
            observer.ModelsChanged(next);
        }

        if (next.Active != before.Active)
        {
            observer.ActiveModelChanged(next, before.Active);
        }
    }

    /// <summary>Announces that a model's health changed. Without its key a model is unavailable whatever its health.</summary>
    /// <param name="at">The session now.</param>
    /// <param name="slug">The model.</param>
    /// <param name="availability">Whether its health lets it be used.</param>
    public void HealthChanged(SessionSnapshot at, ModelSlug slug, Availability availability)
    {
        if (at.CredentialOf(slug).IsResolved)
        {
            observer.AvailabilityChanged(slug, SessionEligibility.Told(at, slug, availability));
        }
    }

    /// <summary>What was known of a model.</summary>
    /// <param name="Slug">The model.</param>
    /// <param name="HadKey">Whether its key was there.</param>
    /// <param name="Health">Its health.</param>
    internal readonly record struct Known(ModelSlug Slug, bool HadKey, Availability Health);
}
