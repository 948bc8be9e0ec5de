using System.Collections.Concurrent;
using System.Collections.Immutable;
using ShimLsp.Core.Models;

namespace ShimLsp.Server.Providers.Refusals;

/// <summary>
/// The options that the models of one session refused, which are left out of the next requests. A row that is edited starts anew.
/// Thread-safe.
/// </summary>
internal sealed class LearnedQuirks
{
    private readonly ConcurrentDictionary<ModelSlug, (ModelSpec Row, ImmutableSortedSet<string> Omitted)> quirks = new();

    /// <summary>The options to leave out for a model: those that its row says, and those that it refused.</summary>
    /// <param name="model">The model.</param>
    public ImmutableSortedSet<string> Of(ModelSpec model) => model.Omit.Union(RefusedBy(model));

    /// <summary>Takes what a model refused.</summary>
    /// <param name="model">The model.</param>
    /// <param name="refused">The options.</param>
    /// <returns>Whether any of them is new: only then is it worth asking once more.</returns>
    public bool Learn(ModelSpec model, ImmutableArray<string> refused)
    {
        if (Of(model).IsSupersetOf(refused))
        {
            return false;
        }

        quirks[model.Slug] = (model, RefusedBy(model).Union(refused));
        return true;
    }

    /// <summary>What the models of a catalog refused; a model that refused nothing is absent.</summary>
    /// <param name="catalog">The catalog.</param>
    public ImmutableSortedDictionary<string, ImmutableSortedSet<string>> Of(Catalog catalog) =>
        quirks
            .Where(entry => catalog.Find(entry.Key) is { } model && entry.Value.Row.AsksAs(model))
            .ToImmutableSortedDictionary(entry => entry.Key.Value, entry => entry.Value.Omitted, StringComparer.Ordinal);

    private ImmutableSortedSet<string> RefusedBy(ModelSpec model) =>
        quirks.TryGetValue(model.Slug, out var learned) && learned.Row.AsksAs(model) ? learned.Omitted : [];
}
